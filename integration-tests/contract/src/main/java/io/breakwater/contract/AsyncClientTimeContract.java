package io.breakwater.contract;

/** The same of asynchronous servlets. */
@Promise(value = "ClientTime", in = Section.ASYNC)
public class AsyncClientTimeContract extends ClientTimeContract {
    @Override
    protected boolean isAsync() {
        return true;
    }
}
