package io.breakwater.contract;

/** The same of asynchronous servlets. */
@Promise(value = "DeadlineHolds", in = Section.ASYNC)
public class AsyncDeadlineHoldsContract extends DeadlineHoldsContract {
    @Override
    protected boolean isAsync() {
        return true;
    }
}
