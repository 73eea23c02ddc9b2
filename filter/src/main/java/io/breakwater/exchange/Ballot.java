package io.breakwater.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Outcome;
import io.breakwater.fault.Reach;
import io.breakwater.policy.Permit;
import java.util.concurrent.TimeUnit;

/**
 * Whether an attempt says anything about its downstream. What the client has brought about does not, nor does an app that waits
 * on purpose.
 */
final class Ballot {

    /** A shorter wait for the client makes no downstream give up. */
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private Ballot() {}

    /** Gives {@code permit} back with what the attempt came to, or without a vote. */
    static void cast(PermitHolder attempt, Permit permit, Outcome outcome, long durationNanos) {
        if (isNeutral(attempt, outcome, durationNanos)) {
            permit.release();
        } else {
            permit.vote(outcome, durationNanos);
        }
    }

    static boolean isNeutral(PermitHolder attempt, Outcome outcome, long durationNanos) {
        if (attempt.clientMistake() != null) {
            return true;
        }
        if (outcome instanceof Outcome.Failed failed) {
            return (failed.fault() == Fault.RESPONSE_TIMEOUT
                            && attempt.exchange().waitsOnPurpose())
                    || (failed.fault().reach() != Reach.NOT_SENT && isClientLate(attempt));
        }
        return outcome instanceof Outcome.Answered
                && attempt.exchange().policy().isSlow(durationNanos)
                && attempt.exchange().waitsOnPurpose();
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
