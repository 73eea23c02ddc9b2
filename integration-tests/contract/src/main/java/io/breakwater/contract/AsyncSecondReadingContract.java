package io.breakwater.contract;

/** The same of asynchronous servlets. */
@Promise(value = "SecondReading", in = Section.ASYNC)
public class AsyncSecondReadingContract extends SecondReadingContract {
    @Override
    protected boolean isAsync() {
        return true;
    }
}
