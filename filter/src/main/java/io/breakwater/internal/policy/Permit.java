package io.breakwater.internal.policy;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.jspecify.annotations.Nullable;

/**
 * What a circuit breaker lends to an attempt. All attempts that a breaker lets through between two changes of its state share
 * one permit, so that lending it costs nothing, and so that a permit knows which state it was taken in: once the state has
 * changed, it neither votes nor comes back, since its call says nothing about the downstream of now.
 *
 * <p>Thread-safe. Internal between rooms.
 */
public final class Permit {

    /** Of a route without a circuit breaker. */
    static final Permit NONE = new Permit(null, State.DISABLED, null);

    private final @Nullable Breaker breaker;
    private final State state;
    private final Admission.Granted granted = new Admission.Granted(this);

    /** How many of it are lent; guarded by the breaker's lock, and counted in the half-open state only. */
    int lent;
    /** The one before it, for as long as this one is the breaker's; guarded by the breaker's lock. */
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

    /** Whether it is one of the few of a half-open breaker, so that nobody should hold it longer than the downstream needs. */
    public boolean isTrial() {
        return state == State.HALF_OPEN;
    }

    /**
     * Gives it back with what the attempt came to.
     *
     * @param durationNanos how long the downstream took until its response started, or until it failed
     */
    public void vote(Outcome outcome, long durationNanos) {
        if (breaker != null) {
            breaker.vote(this, outcome, durationNanos);
        }
    }

    /** Gives it back without a vote. */
    public void release() {
        if (breaker != null) {
            breaker.release(this);
        }
    }

    /**
     * Votes once more for a trial that was given back as a success when its response started, because the rest of the response
     * has failed.
     */
    public void voteAgain(Fault fault, long durationNanos) {
        if (breaker != null) {
            breaker.voteAgain(this, fault, durationNanos);
        }
    }
}
