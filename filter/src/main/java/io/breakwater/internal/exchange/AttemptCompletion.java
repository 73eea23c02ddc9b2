package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.container.ContainerReflection;
import io.breakwater.internal.container.ExchangeOverException;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.policy.AttemptContext;
import io.breakwater.internal.policy.Eligibility;
import io.breakwater.internal.policy.Verdict;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What follows once the chain has come back from an attempt: its outcome is judged, and the verdict carried out. */
final class AttemptCompletion {

    private static final Logger LOG = Logs.of(AttemptCompletion.class);

    private AttemptCompletion() {}

    /** What follows. */
    enum Result {
        OVER,
        ANOTHER,
        GOES_ON
    }

    /**
     * The chain has returned from an attempt, or thrown.
     *
     * @param chain what runs another attempt at once; null in a dispatch, which another dispatch must follow
     */
    static Result settle(Exchange exchange, Attempt attempt, Optional<Throwable> thrown, @Nullable FilterChain chain)
            throws IOException, ServletException {
        boolean async = attempt.isAsync();
        if (async && thrown.isEmpty()) {
            // The container gives the thread to somebody else now, whom no deadline of ours must interrupt.
            attempt.leaveThread();
            attempt.response().letPlainErrorGo();
            attempt.async().ifPresent(GuardedAsyncContext::dispatchReturned);
            return Result.GOES_ON;
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
            return async ? Result.GOES_ON : Result.OVER;
        }
        exchange.disarm();
        Outcome outcome = attempt.outcome(thrown);
        if (async) {
            return settleStarted(exchange, attempt, outcome, thrown);
        }
        return judge(exchange, attempt, chain, outcome, thrown);
    }

    /** Whether what the chain has thrown, although asynchronous operation had been started, is for us to answer. */
    private static boolean isOurs(Exchange exchange, Attempt attempt, Optional<Throwable> thrown) {
        return exchange.observation() == null && attempt.outcome(thrown) instanceof Outcome.Failed;
    }

    /** The container tells the app's listeners of it, who may answer or dispatch, and answers itself when none does. */
    private static void leaveToListeners(Exchange exchange, Attempt attempt, Throwable thrown)
            throws IOException, ServletException {
        Outcome outcome = attempt.outcome(Optional.of(thrown));
        exchange.async().dispatchThrew(attempt, thrown);
        DryRun observation = exchange.observation();
        if (observation != null) {
            observation.ended(exchange, attempt, outcome);
        }
        attempt.vote(outcome);
        attempt.leaveThread();
        attempt.letGo();
        attempt.async().ifPresent(GuardedAsyncContext::dispatchThrew);
        ResponseCompletion.passOn(exchange, thrown);
    }

    /** The chain has thrown, although asynchronous operation had been started: the container waits, and must not. */
    private static Result settleStarted(
            Exchange exchange, Attempt attempt, Outcome outcome, Optional<Throwable> thrown) {
        attempt.async().ifPresent(context -> {
            context.dispatchFailed();
            exchange.async().conclude(attempt, context, outcome, thrown, false);
        });
        return Result.GOES_ON;
    }

    /** Votes, judges and carries the verdict out. */
    private static Result judge(
            Exchange exchange,
            Attempt attempt,
            @Nullable FilterChain chain,
            Outcome outcome,
            Optional<Throwable> thrown)
            throws IOException, ServletException {
        if (outcome instanceof Outcome.Answered && thrown.isEmpty()) {
            // The verdict needs no judge, and the good path no objects.
            attempt.vote(outcome);
            attempt.response().release();
            ResponseCompletion.reportAnswered(exchange);
            return Result.OVER;
        }
        Eligibility repeatable = repeatable(exchange, attempt, outcome);
        if (repeatable != Eligibility.NEVER && !canGoOn(exchange, chain)) {
            repeatable = Eligibility.NEVER;
        }
        Verdict verdict = verdict(exchange, attempt, outcome, repeatable);
        if (verdict instanceof Verdict.Retry retry && exchange.observation() == null) {
            if (chain == null) {
                if (dispatchAgain(exchange, attempt, outcome, thrown, retry.backoff())) {
                    return Result.GOES_ON;
                }
            } else if (backOff(retry.backoff()) && exchange.admitAgain(attempt)) {
                beginAnew(exchange, attempt);
                return Result.ANOTHER;
            }
            verdict = lastVerdict(exchange, attempt, outcome);
        }
        new ResponseCompletion(exchange, attempt, outcome).carryOut(verdict, thrown);
        return Result.OVER;
    }

    /** Gives the attempt's permit back, and decides what follows. */
    static Verdict verdict(Exchange exchange, Attempt attempt, Outcome outcome, Eligibility repeatable) {
        if (outcome instanceof Outcome.Failed failed) {
            // Before the vote, which may open the breaker, whose log line tells of it.
            exchange.downstream().failed(failed.fault());
            exchange.reached(failed.fault());
            attempt.notes().failure = failed;
        }
        attempt.vote(outcome);
        return judged(exchange, attempt, outcome, repeatable);
    }

    /** Decides what follows. */
    static Verdict judged(Exchange exchange, Attempt attempt, Outcome outcome, Eligibility repeatable) {
        if (attempt.response().isHandedOver() && exchange.observation() == null) {
            // The answer is the container's already, which has only not sent it so far.
            return new Verdict.Release();
        }
        return exchange.policy().judge(outcome, situation(exchange, attempt, outcome, repeatable));
    }

    /** What follows when no other attempt can. */
    static Verdict lastVerdict(Exchange exchange, Attempt attempt, Outcome outcome) {
        return judged(exchange, attempt, outcome, Eligibility.NEVER);
    }

    /** In a dispatch: the attempt after this one needs a dispatch of its own; false when the container refuses one. */
    private static boolean dispatchAgain(
            Exchange exchange, Attempt attempt, Outcome outcome, Optional<Throwable> thrown, Duration backoff) {
        try {
            exchange.async().retry(attempt, attempt.startAsync(), outcome, thrown, backoff);
            return true;
        } catch (IllegalStateException e) {
            LOG.debug("no dispatch for another attempt", e);
            return false;
        }
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
            return committed && ContainerReflection.isUndertows(attempt.response());
        }
        return forced || committed;
    }

    /** Where the guard only observes, it has not kept back what it would have. */
    private static boolean passesWhatWouldBeHeld(Exchange exchange, Attempt attempt) {
        return exchange.observation() != null
                && (attempt.response().isMalformed() || attempt.response().hasPassedFailing());
    }

    /** How far the attempt may be followed by another, the container's chain left out. */
    static Eligibility repeatable(Exchange exchange, Attempt attempt, Outcome outcome) {
        return outcome instanceof Outcome.Failed
                        && exchange.bodyCanBeReplayed()
                        && attempt.response().canBeginAnew()
                        && !attempt.ownership().wasForced()
                        && attempt.refusal() == null
                ? exchange.eligibility()
                : Eligibility.NEVER;
    }

    private static boolean canGoOn(Exchange exchange, @Nullable FilterChain chain) {
        return chain == null ? exchange.keepsRetries() : canRerun(exchange, chain);
    }

    private static boolean canRerun(Exchange exchange, FilterChain chain) {
        boolean possible = exchange.shared().chainRerun().isPossible(chain);
        if (!possible) {
            exchange.shared().chainRerun().tellOnce(chain);
        }
        return possible;
    }

    /** Waits before another attempt; false when somebody wants this thread to stop. */
    private static boolean backOff(Duration backoff) {
        try {
            TimeUnit.NANOSECONDS.sleep(backoff.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
