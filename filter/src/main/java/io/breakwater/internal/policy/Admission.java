package io.breakwater.internal.policy;

import io.breakwater.fault.Fault;
import java.time.Duration;

/** The decision whether an attempt may run. Immutable. */
public sealed interface Admission {

    /**
     * The attempt may run.
     *
     * @param permit the permit, to be returned exactly once, with an outcome or without
     */
    record Granted(Permit permit) implements Admission {}

    /**
     * The attempt may not run; no permit was taken.
     *
     * @param fault {@link Fault#CIRCUIT_OPEN} or {@link Fault#CONCURRENCY_LIMIT}
     * @param retryAfter when to try again, without jitter
     */
    record Refused(Fault fault, Duration retryAfter) implements Admission {}
}
