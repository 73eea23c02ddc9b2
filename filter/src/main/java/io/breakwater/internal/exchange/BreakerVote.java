package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Permit;
import io.breakwater.internal.policy.RoutePolicy;
import io.breakwater.internal.watchdog.AppWait;
import java.util.concurrent.TimeUnit;

/**
 * Whether an attempt says anything about its downstream. What the client has brought about does not, nor does an app that waits
 * on purpose.
 */
final class BreakerVote {

    /** A shorter wait for the client makes no downstream give up. */
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private BreakerVote() {}

    /**
     * Gives {@code permit} back with what the attempt came to, or without a vote. What the app has waited on purpose is not its
     * downstream's time.
     *
     * @param earlierNanos what the attempt had waited on purpose before that duration began
     */
    static void cast(PermitHolder attempt, Permit permit, Outcome outcome, long durationNanos, long earlierNanos) {
        long onPurpose = attempt.onPurposeNanos() - earlierNanos;
        long downstreams = Math.max(0, durationNanos - onPurpose);
        boolean neutral = outcome instanceof Outcome.Failed failed
                ? isNeutral(attempt, failed)
                : attempt.clientMistake() != null
                        || (outcome instanceof Outcome.Answered && isOnPurpose(attempt, durationNanos, downstreams));
        if (neutral) {
            permit.release();
        } else {
            permit.vote(outcome, downstreams);
        }
    }

    /** Whether a failure is not the downstream's. */
    static boolean isNeutral(PermitHolder attempt, Outcome.Failed failed) {
        return attempt.clientMistake() != null
                || (failed.fault() == Fault.RESPONSE_TIMEOUT && isOnPurpose(attempt, failed))
                || (failed.fault().reach() != Reach.NOT_SENT && isClientLate(attempt));
    }

    /** Whether time was up because the app has waited on purpose, and not because its client, say, has found it so. */
    private static boolean isOnPurpose(PermitHolder attempt, Outcome.Failed failed) {
        Exchange exchange = attempt.exchange();
        AppWait wait = attempt.appsWait();
        return attempt.told() == null
                && (RequestReading.asksForEvents(exchange.outerRequest())
                        || (wait != null
                                && failed.cause()
                                        .map(SwallowedException::isAppsTimeout)
                                        .orElse(true)
                                && wait.covers(exchange.now(), attempt.answered() != null)));
    }

    /** Whether an answer came so late, or came at all, because the app has waited on purpose. */
    private static boolean isOnPurpose(PermitHolder attempt, long durationNanos, long downstreamsNanos) {
        RoutePolicy policy = attempt.exchange().policy();
        AppWait wait = attempt.appsWait();
        boolean slow = policy.isSlow(durationNanos);
        if (slow && RequestReading.asksForEvents(attempt.exchange().outerRequest())) {
            return true;
        }
        return wait != null && (slow || wait.hasPassedByAppsWord()) && !policy.isSlow(downstreamsNanos);
    }

    /**
     * Whether the client owes some of the request's body, and has kept the attempt waiting: a downstream that gives up on half a
     * request is right to do so.
     */
    private static boolean isClientLate(PermitHolder attempt) {
        Exchange exchange = attempt.exchange();
        return exchange.attemptWaitedNanos(exchange.now()) >= SHORT_NANOS && exchange.clientOwesBody();
    }
}
