package io.breakwater.internal.exchange;

import io.breakwater.internal.container.ExchangeOverException;
import io.breakwater.internal.exchange.NextAttempt.Step;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.internal.wrapper.AsyncCycle;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;

/** What follows once the chain has come back from an attempt: its outcome votes and is judged. */
final class AttemptCompletion {

    private AttemptCompletion() {}

    /**
     * The chain has returned from an attempt, or thrown.
     *
     * @param next how another attempt would begin
     */
    static Step settle(Attempt attempt, Optional<Throwable> thrown, NextAttempt next)
            throws IOException, ServletException {
        Exchange exchange = attempt.exchange();
        boolean async = attempt.isAsync();
        if (async && thrown.isEmpty()) {
            // The container gives the thread to somebody else now, whom no deadline of ours must interrupt.
            attempt.leaveThread();
            attempt.response().letPlainErrorGo();
            attempt.async().ifPresent(AsyncCycle::dispatchReturned);
            return Step.ASYNC;
        }
        if (async && attempt.ownership().isAppOwned() && !isOurs(attempt, thrown)) {
            leaveToListeners(attempt, thrown.orElseThrow());
        }
        boolean ours = attempt.end();
        attempt.leaveThreadAtEnd(ours);
        if (!ours) {
            if (attempt.wasAborted()) {
                throw new ExchangeOverException();
            }
            return async ? Step.ASYNC : Step.OVER;
        }
        exchange.disarm();
        Outcome outcome = OutcomeReader.of(attempt, thrown);
        if (async) {
            return settleStarted(attempt, outcome, thrown);
        }
        return conclude(attempt, outcome, thrown, next);
    }

    /** Whether what the chain has thrown, although asynchronous operation had been started, is for us to answer. */
    private static boolean isOurs(Attempt attempt, Optional<Throwable> thrown) {
        Exchange exchange = attempt.exchange();
        return exchange.mode().acts() && OutcomeReader.of(attempt, thrown) instanceof Outcome.Failed;
    }

    /** The container tells the app's listeners of it, who may answer or dispatch, and answers itself when none does. */
    private static void leaveToListeners(Attempt attempt, Throwable thrown) throws IOException, ServletException {
        Exchange exchange = attempt.exchange();
        Outcome outcome = OutcomeReader.of(attempt, Optional.of(thrown));
        AsyncCompletion.dispatchThrew(attempt, thrown);
        AttemptJudge.noteEnded(attempt, outcome);
        attempt.vote(outcome);
        attempt.leaveThread();
        attempt.letGo();
        attempt.async().ifPresent(AsyncCycle::dispatchThrew);
        ResponseCompletion.passOn(exchange, thrown);
    }

    /** The chain has thrown, although asynchronous operation had been started: the container waits, and must not. */
    private static Step settleStarted(Attempt attempt, Outcome outcome, Optional<Throwable> thrown) {
        attempt.async().ifPresent(context -> {
            context.dispatchFailed();
            AsyncCompletion.conclude(attempt, context, outcome, thrown, false);
        });
        return Step.ASYNC;
    }

    /** Votes, judges and carries the verdict out. */
    private static Step conclude(Attempt attempt, Outcome outcome, Optional<Throwable> thrown, NextAttempt next)
            throws IOException, ServletException {
        Exchange exchange = attempt.exchange();
        if (outcome instanceof Outcome.Answered && thrown.isEmpty()) {
            // The verdict needs no judge, and the good path no objects.
            attempt.vote(outcome);
            attempt.response().release();
            CompletionReport.sendAnswered(exchange);
            return Step.OVER;
        }
        Verdict verdict = AttemptJudge.voteAndJudge(attempt, outcome, next);
        return new ResponseCompletion(attempt, outcome).carryOut(verdict, thrown, next);
    }
}
