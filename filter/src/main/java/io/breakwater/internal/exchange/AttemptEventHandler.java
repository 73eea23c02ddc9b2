package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.wrapper.AsyncCycle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has done what follows from what attempts are told. Stateless and thread-safe. */
final class AttemptEventHandler implements AttemptEvents {

    @Override
    public boolean hidesFailure(Attempt attempt, int status) {
        return SwallowedException.hidesBehind(status, attempt);
    }

    @Override
    public boolean takesOver(Attempt attempt, Fault fault) {
        return AttemptJudge.takesOver(attempt, fault);
    }

    /** Answers in the app's place, on a thread that may block. */
    @Override
    public void takenOver(Attempt attempt, Fault fault) {
        Exchange exchange = attempt.exchange();
        // It has rung; left on the board it would keep the exchange as long as the app lives.
        exchange.disarm();
        exchange.shared().watchdog().execute(new WatchdogAnswer(exchange, attempt, fault));
    }

    @Override
    public void mayBeGivenUp(Attempt attempt) {
        AsyncCompletion.endIfGivenUp(attempt, Optional.empty());
    }

    @Override
    public void retryOverdue(Attempt attempt, Outcome outcome) {
        Exchange exchange = attempt.exchange();
        exchange.shared().noteRetryLost(exchange.filterName());
        exchange.shared().watchdog().execute(WatchdogAnswer.ofLostRetry(exchange, attempt, outcome));
    }

    @Override
    public void complete(Attempt attempt, AsyncCycle cycle) {
        AsyncCompletion.complete(attempt, cycle);
    }

    @Override
    public void retryLost(Attempt attempt) {
        AsyncCompletion.retryLost(attempt.exchange());
    }

    @Override
    public void timedOut(Attempt attempt, AsyncCycle cycle) {
        AsyncCompletion.timedOut(attempt, cycle);
    }

    @Override
    public void failed(Attempt attempt, AsyncCycle cycle, @Nullable Throwable thrown) {
        AsyncCompletion.failed(attempt, cycle, thrown);
    }

    @Override
    public void over(Attempt attempt, AsyncCycle cycle) {
        AsyncCompletion.over(attempt, cycle);
    }

    @Override
    public void overEarly(Attempt attempt) {
        AsyncCompletion.overEarly(attempt);
    }
}
