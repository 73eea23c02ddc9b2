package io.breakwater.contract;

/** The same of asynchronous servlets. */
@Promise(value = "HeadOfFailure", in = Section.ASYNC)
public class AsyncHeadOfFailureContract extends HeadOfFailureContract {
    @Override
    protected boolean isAsync() {
        return true;
    }
}
