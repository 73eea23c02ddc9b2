package io.breakwater.contract;

/** The same of asynchronous servlets. */
@Promise(value = "ToldFailure", in = Section.ASYNC)
public class AsyncToldFailureContract extends ToldFailureContract {
    @Override
    protected boolean isAsync() {
        return true;
    }
}
