package io.breakwater.internal.policy;

import io.breakwater.fault.Fault;
import java.time.Duration;

/** Whether an attempt may go ahead. Immutable. Internal between rooms. */
public sealed interface Admission {

    /**
     * Go ahead.
     *
     * @param permit to be given back exactly once, with a vote or without
     */
    record Granted(Permit permit) implements Admission {}

    /**
     * Not now, and no permit was taken.
     *
     * @param fault {@link Fault#CIRCUIT_OPEN} or {@link Fault#CONCURRENCY_LIMIT}
     * @param retryAfter when it is worth to try again, without jitter
     */
    record Refused(Fault fault, Duration retryAfter) implements Admission {}
}
