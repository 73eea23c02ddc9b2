package io.breakwater.contract;

/** The same of asynchronous servlets. */
@Promise(value = "TrialPermit", in = Section.ASYNC)
public class AsyncTrialPermitContract extends TrialPermitContract {
    @Override
    protected boolean isAsync() {
        return true;
    }
}
