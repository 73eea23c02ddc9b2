package io.breakwater.contract;

/** The same of asynchronous servlets. */
@Promise(value = "NegativeStatus", in = Section.ASYNC)
public class AsyncNegativeStatusContract extends NegativeStatusContract {
    @Override
    protected boolean isAsync() {
        return true;
    }
}
