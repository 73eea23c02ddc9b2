package io.breakwater.internal.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * Where an exchange stands when an attempt has ended. Immutable. Internal between rooms.
 *
 * @param committed whether bytes have gone to the client
 * @param repeatable how far this request may be sent again, all that happened so far taken into account
 * @param attempts attempts made, this one included
 * @param nowNanos the time
 * @param leftNanos time left until the deadline; zero or less when there is none
 * @param replaceBody whether a failing response that the app wrote itself gives way to the page
 * @param retryAfter how long the downstream wants to be left alone; empty when it did not say
 */
public record AttemptContext(
        boolean committed,
        Eligibility repeatable,
        int attempts,
        long nowNanos,
        long leftNanos,
        boolean replaceBody,
        Optional<Duration> retryAfter) {}
