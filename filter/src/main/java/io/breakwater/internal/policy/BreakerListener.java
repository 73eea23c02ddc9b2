package io.breakwater.internal.policy;

import java.util.Optional;

/** Hears of each change of a circuit breaker's state. Internal between rooms. */
@FunctionalInterface
public interface BreakerListener {

    /**
     * The state has changed.
     *
     * @param from the state before, in Resilience4j's words
     * @param to the state since
     * @param reason the rate that opened it, with its threshold; empty unless it has opened
     */
    void changed(String from, String to, Optional<String> reason);
}
