package io.breakwater.contract;

/** The same of asynchronous servlets. */
@Promise(value = "StaleVote", in = Section.ASYNC)
public class AsyncStaleVoteContract extends StaleVoteContract {
    @Override
    protected boolean isAsync() {
        return true;
    }
}
