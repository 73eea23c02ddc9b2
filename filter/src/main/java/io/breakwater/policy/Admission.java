package io.breakwater.policy;

import io.breakwater.fault.Fault;
import java.time.Duration;

/** Whether an exchange or an attempt may go ahead. Immutable. Internal between rooms. */
public sealed interface Admission {

    /** Go ahead; whoever got this owes the permit back. */
    record Granted() implements Admission {
        static final Granted INSTANCE = new Granted();
    }

    /**
     * Not now, and no permit was taken.
     *
     * @param fault {@link Fault#CIRCUIT_OPEN} or {@link Fault#CONCURRENCY_LIMIT}
     * @param retryAfter when it is worth to try again, without jitter
     */
    record Refused(Fault fault, Duration retryAfter) implements Admission {}
}
