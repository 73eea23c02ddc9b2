package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.container.ExchangeOverException;
import io.breakwater.internal.exchange.NextAttempt.Step;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.AttemptContext;
import io.breakwater.internal.policy.Eligibility;
import io.breakwater.internal.policy.Judgement;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.internal.wrapper.AsyncCycle;
import io.breakwater.internal.wrapper.SharedBody;
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
    static Step settle(Exchange exchange, Attempt attempt, Optional<Throwable> thrown, NextAttempt next)
            throws IOException, ServletException {
        boolean async = attempt.isAsync();
        if (async && thrown.isEmpty()) {
            // The container gives the thread to somebody else now, whom no deadline of ours must interrupt.
            attempt.leaveThread();
            attempt.response().letPlainErrorGo();
            attempt.async().ifPresent(AsyncCycle::dispatchReturned);
            return Step.ASYNC;
        }
        if (async && attempt.ownership().isAppOwned() && !isOurs(exchange, attempt, thrown)) {
            leaveToListeners(exchange, attempt, thrown.orElseThrow());
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
        Outcome outcome = attempt.outcome(thrown);
        if (async) {
            return settleStarted(exchange, attempt, outcome, thrown);
        }
        return conclude(exchange, attempt, outcome, thrown, next);
    }

    /** Whether what the chain has thrown, although asynchronous operation had been started, is for us to answer. */
    private static boolean isOurs(Exchange exchange, Attempt attempt, Optional<Throwable> thrown) {
        return exchange.mode().acts() && attempt.outcome(thrown) instanceof Outcome.Failed;
    }

    /** The container tells the app's listeners of it, who may answer or dispatch, and answers itself when none does. */
    private static void leaveToListeners(Exchange exchange, Attempt attempt, Throwable thrown)
            throws IOException, ServletException {
        Outcome outcome = attempt.outcome(Optional.of(thrown));
        exchange.async().dispatchThrew(attempt, thrown);
        exchange.mode().ended(exchange, attempt, outcome);
        attempt.vote(outcome);
        attempt.leaveThread();
        attempt.letGo();
        attempt.async().ifPresent(AsyncCycle::dispatchThrew);
        ResponseCompletion.passOn(exchange, thrown);
    }

    /** The chain has thrown, although asynchronous operation had been started: the container waits, and must not. */
    private static Step settleStarted(Exchange exchange, Attempt attempt, Outcome outcome, Optional<Throwable> thrown) {
        attempt.async().ifPresent(context -> {
            context.dispatchFailed();
            exchange.async().conclude(attempt, context, outcome, thrown, false);
        });
        return Step.ASYNC;
    }

    /** Votes, judges and carries the verdict out. */
    private static Step conclude(
            Exchange exchange, Attempt attempt, Outcome outcome, Optional<Throwable> thrown, NextAttempt next)
            throws IOException, ServletException {
        if (outcome instanceof Outcome.Answered && thrown.isEmpty()) {
            // The verdict needs no judge, and the good path no objects.
            attempt.vote(outcome);
            attempt.response().release();
            CompletionReport.sendAnswered(exchange);
            return Step.OVER;
        }
        Verdict verdict = voteAndJudge(exchange, attempt, outcome, next);
        return new ResponseCompletion(exchange, attempt, outcome).carryOut(verdict, thrown, next);
    }

    /** Gives the attempt's permit back with its vote, then judges. */
    static Verdict voteAndJudge(Exchange exchange, Attempt attempt, Outcome outcome, NextAttempt next) {
        Eligibility repeatable = repeatable(exchange, attempt, outcome);
        if (repeatable.allowsRetry() && !next.isPossible(exchange)) {
            repeatable = Eligibility.NOT_REPEATABLE;
        }
        if (outcome instanceof Outcome.Failed failed) {
            // Before the vote, which may open the breaker, whose log line tells of it.
            exchange.downstream().failed(failed.fault());
            exchange.reached(failed.fault());
            attempt.failed(failed);
        }
        attempt.vote(outcome);
        return judge(exchange, attempt, outcome, repeatable);
    }

    /** Judges an outcome; a retry is taken out of the budget. */
    static Verdict judge(Exchange exchange, Attempt attempt, Outcome outcome, Eligibility repeatable) {
        if (attempt.response().isHandedOver() && exchange.mode().acts()) {
            // The answer is the container's already, which has only not sent it so far.
            return Verdict.Release.INSTANCE;
        }
        Judgement judgement = exchange.policy().judge(outcome, situation(exchange, attempt, outcome, repeatable));
        judgement.retryRefusal().ifPresent(attempt::retryRefused);
        return judgement.verdict();
    }

    /** Judges an outcome that no other attempt can follow. */
    static Verdict judgeAsLast(Exchange exchange, Attempt attempt, Outcome outcome) {
        return judge(exchange, attempt, outcome, Eligibility.NOT_REPEATABLE);
    }

    /** Wipes off what the failed attempt wrote; the permit of the next one is taken already and must not be lost. */
    static void beginAnew(Exchange exchange, Attempt failed) {
        try {
            exchange.outerHeaders().resetForApp();
            SwallowedException.forget(exchange.outerRequest());
            failed.request().restoreAttributes();
            SharedBody body = exchange.bodyOrNull();
            if (body != null) {
                body.restoreEncoding();
            }
        } catch (RuntimeException | Error e) {
            failed.releasePermit();
            throw e;
        }
    }

    private static AttemptContext situation(
            Exchange exchange, Attempt attempt, Outcome outcome, Eligibility repeatable) {
        long now = exchange.now();
        boolean replaceBody = outcome instanceof Outcome.Failed failed
                && (failed.fault() == Fault.DOWNSTREAM_STATUS
                        || attempt.told() != null
                        || (failed.answered()
                                && Outcome.isFailing(attempt.response().finalStatus())))
                && ResponseCompletion.replacesBody(exchange, attempt);
        return new AttemptContext(
                isTooLate(exchange, attempt, outcome),
                repeatable,
                exchange.attempts(),
                now,
                exchange.deadline().leftNanos(now),
                replaceBody,
                outcome instanceof Outcome.Failed failed ? RetryAfter.of(failed, exchange) : Optional.empty());
    }

    /** Whether nothing of ours can be put in the place of the answer. */
    private static boolean isTooLate(Exchange exchange, Attempt attempt, Outcome outcome) {
        boolean forced = attempt.ownership().wasForced() && outcome instanceof Outcome.Failed;
        boolean committed = attempt.isCommitted()
                && !attempt.response().isHandedOver()
                && !passesWhatWouldBeHeld(exchange, attempt);
        if (outcome instanceof Outcome.AppFailed) {
            // The others break off by themselves what has begun, and what has not they answer.
            return committed && exchange.container().endsFailuresInGoodOrder();
        }
        return forced || committed;
    }

    /** Where the guard only observes, it has not kept back what it would have. */
    private static boolean passesWhatWouldBeHeld(Exchange exchange, Attempt attempt) {
        return !exchange.mode().acts()
                && (attempt.response().isMalformed() || attempt.response().hasPassedFailing());
    }

    /** How far the attempt may be followed by another, the container's chain left out. */
    static Eligibility repeatable(Exchange exchange, Attempt attempt, Outcome outcome) {
        if (!(outcome instanceof Outcome.Failed)
                || attempt.response().isNonBlocking()
                || attempt.ownership().wasForced()
                || attempt.refusal() != null) {
            return Eligibility.NOT_REPEATABLE;
        }
        Eligibility ofRequest = exchange.eligibility();
        if (!ofRequest.allowsRetry() || exchange.bodyCanBeReplayed()) {
            return ofRequest;
        }
        return exchange.bodyIsTooLarge() ? Eligibility.BODY_TOO_LARGE : Eligibility.NOT_REPEATABLE;
    }
}
