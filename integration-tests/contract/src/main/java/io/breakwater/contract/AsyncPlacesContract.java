package io.breakwater.contract;

/** The same of asynchronous servlets. */
@Promise(value = "Places", in = Section.ASYNC)
public class AsyncPlacesContract extends PlacesContract {
    @Override
    protected boolean isAsync() {
        return true;
    }
}
