package io.breakwater.contract;

/** The same of asynchronous servlets. */
@Promise(value = "TruncatedValue", in = Section.ASYNC)
public class AsyncTruncatedValueContract extends TruncatedValueContract {
    @Override
    protected boolean isAsync() {
        return true;
    }
}
