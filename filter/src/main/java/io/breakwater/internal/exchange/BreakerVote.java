package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Permit;
import io.breakwater.internal.watchdog.AppWait;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether an attempt says anything about its downstream. What the client has brought about does not, nor does an app that waits
 * on purpose.
 */
final class BreakerVote {

    /** A shorter wait for the client makes no downstream give up. */
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** What is asked of the attempt that votes. */
    interface Voter {

        /** When the time now is, in the watchdog's nanoseconds. */
        long nowNanos();

        /** How long the app has waited on purpose, until the response started, or until now. */
        long onPurposeNanos();

        /** How long the app means to wait in the last asynchronous cycle; null when there was none. */
        @Nullable AppWait appsWait();

        /** Returns whether the response was taken away from the app. */
        boolean wasTaken();

        /** What was wrong with the form or parts that the client sent; null when nothing was. */
        @Nullable Throwable clientMistake();

        /** What the app has said its downstream failed of; null when it has said nothing. */
        @Nullable Throwable told();

        /** Returns whether the client waits for server-sent events. */
        boolean asksForEvents();

        /** Returns whether its route is in maintenance, or was when the request came. */
        boolean isInMaintenance();

        /** Returns whether what it came to was injected, and is to count for no breaker. */
        boolean isInjectedWithoutVote();

        /** Returns whether a call of this duration counts as slow. */
        boolean isSlow(long durationNanos);

        /** How long the app has waited for its client. */
        long waitedForClientNanos();

        /** Returns whether the app has begun to read a body that has not come whole. */
        boolean clientOwesBody();
    }

    private BreakerVote() {}

    /**
     * Gives {@code permit} back with what the attempt came to, or without a vote. What the app has waited on purpose is not its
     * downstream's time.
     *
     * @param earlierNanos what the attempt had waited on purpose before that duration began
     */
    static void cast(Voter attempt, Permit permit, Outcome outcome, long durationNanos, long earlierNanos) {
        long onPurpose = attempt.onPurposeNanos() - earlierNanos;
        long downstreams = Math.max(0, durationNanos - onPurpose);
        boolean neutral = outcome instanceof Outcome.Failed failed
                ? isNeutral(attempt, failed)
                : attempt.isInMaintenance()
                        || attempt.isInjectedWithoutVote()
                        || attempt.clientMistake() != null
                        || (outcome instanceof Outcome.Answered && isOnPurpose(attempt, durationNanos, downstreams));
        if (neutral) {
            permit.release();
        } else {
            permit.vote(outcome, downstreams);
        }
    }

    /** Whether a failure is not the downstream's. */
    static boolean isNeutral(Voter attempt, Outcome.Failed failed) {
        return attempt.isInMaintenance()
                || attempt.isInjectedWithoutVote()
                || attempt.clientMistake() != null
                || (failed.fault() == Fault.RESPONSE_TIMEOUT && isOnPurpose(attempt, failed))
                || (failed.fault().reach() != Reach.NOT_SENT && isClientLate(attempt));
    }

    /**
     * Returns whether time was up because the app waited on purpose, and not, say, because an HTTP client of the app's timed
     * out.
     */
    private static boolean isOnPurpose(Voter attempt, Outcome.Failed failed) {
        AppWait wait = attempt.appsWait();
        return attempt.told() == null
                && (attempt.asksForEvents()
                        || (wait != null
                                && failed.cause()
                                        .map(ThrownFailure::isAppsTimeout)
                                        .orElse(true)
                                && wait.covers(attempt.nowNanos(), attempt.wasTaken())));
    }

    /** Whether an answer came so late, or came at all, because the app has waited on purpose. */
    private static boolean isOnPurpose(Voter attempt, long durationNanos, long downstreamsNanos) {
        AppWait wait = attempt.appsWait();
        boolean slow = attempt.isSlow(durationNanos);
        if (slow && attempt.asksForEvents()) {
            return true;
        }
        return wait != null && (slow || wait.hasPassedByAppsWord()) && !attempt.isSlow(downstreamsNanos);
    }

    /**
     * Whether the client owes some of the request's body, and has kept the attempt waiting: a downstream that gives up on half a
     * request is right to do so.
     */
    private static boolean isClientLate(Voter attempt) {
        return attempt.waitedForClientNanos() >= SHORT_NANOS && attempt.clientOwesBody();
    }
}
