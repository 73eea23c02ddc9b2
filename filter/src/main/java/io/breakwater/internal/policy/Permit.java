package io.breakwater.internal.policy;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.jspecify.annotations.Nullable;

/**
 * The permission of a circuit breaker for an attempt. All attempts that a circuit breaker admits between two changes of its
 * state share one permit, so that acquiring it allocates nothing, and so that a permit knows in which state it was acquired:
 * once the state has changed, the outcome of the call is ignored, since it says nothing about the present downstream.
 *
 * <p>Thread-safe.
 */
public final class Permit {

    /** The permit of a route without a circuit breaker. */
    static final Permit NONE = new Permit(null, State.DISABLED, null);

    private final @Nullable Breaker breaker;
    private final State state;
    private final Admission.Granted granted = new Admission.Granted(this);

    /** How many attempts hold this permit; guarded by the circuit breaker's lock, and counted in the half-open state only. */
    int lent;
    /** The previous permit, while this permit is the current one; guarded by the circuit breaker's lock. */
    @Nullable Permit predecessor;

    Permit(@Nullable Breaker breaker, State state, @Nullable Permit predecessor) {
        this.breaker = breaker;
        this.state = state;
        this.predecessor = predecessor;
    }

    State state() {
        return state;
    }

    Admission.Granted granted() {
        return granted;
    }

    /**
     * Returns whether this is one of the few permits of a half-open circuit breaker, which must not be held longer than the
     * downstream needs.
     */
    public boolean isTrial() {
        return state == State.HALF_OPEN;
    }

    /**
     * Returns the permit with the outcome of the attempt.
     *
     * @param durationNanos how long the downstream took until its response started, or until it failed
     */
    public void vote(Outcome outcome, long durationNanos) {
        if (breaker != null) {
            breaker.vote(this, outcome, durationNanos);
        }
    }

    /** Returns the permit without an outcome. */
    public void release() {
        if (breaker != null) {
            breaker.release(this);
        }
    }

    /**
     * Reports a failure of a trial that was reported as a success when its response started, because the rest of the
     * response has failed.
     */
    public void voteAgain(Fault fault, long durationNanos) {
        if (breaker != null) {
            breaker.voteAgain(this, fault, durationNanos);
        }
    }
}
