package io.breakwater.internal.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * The state of an exchange when an attempt has ended. Immutable.
 *
 * @param committed whether the response is committed: bytes have been sent to the client
 * @param repeatable whether this request may be resent, given all that has happened so far
 * @param attempts the number of attempts, this one included
 * @param nowNanos the present time
 * @param leftNanos the time left until the deadline; zero or less when it has passed
 * @param replaceBody whether the page replaces a failing response that the app wrote itself
 * @param retryAfter the downstream's {@code Retry-After}; empty when it sent none
 */
public record AttemptContext(
        boolean committed,
        Eligibility repeatable,
        int attempts,
        long nowNanos,
        long leftNanos,
        boolean replaceBody,
        Optional<Duration> retryAfter) {

    /** The same where no other attempt can follow. */
    AttemptContext asLast() {
        return new AttemptContext(
                committed, Eligibility.NOT_REPEATABLE, attempts, nowNanos, leftNanos, replaceBody, retryAfter);
    }
}
