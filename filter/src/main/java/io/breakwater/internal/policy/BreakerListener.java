package io.breakwater.internal.policy;

import java.util.Optional;

/** Receives each change of a circuit breaker's state. */
@FunctionalInterface
public interface BreakerListener {

    /**
     * Called when the state has changed.
     *
     * @param from the state before, in Resilience4j's words
     * @param to the state after
     * @param reason the rate that opened the circuit breaker, with its threshold; empty unless it has opened
     */
    void changed(String from, String to, Optional<String> reason);
}
