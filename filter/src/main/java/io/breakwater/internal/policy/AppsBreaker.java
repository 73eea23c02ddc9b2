package io.breakwater.internal.policy;

import io.breakwater.internal.fault.CauseChain;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.util.Optional;

/** Recognises the circuit breakers with which the app guards its own calls. Stateless and thread-safe. */
public final class AppsBreaker {

    private AppsBreaker() {}

    /**
     * Returns the name of the circuit breaker that refused a call with {@code thrown} or one of its causes; empty when none
     * did.
     */
    public static Optional<String> thatRefused(Throwable thrown) {
        return CauseChain.of(thrown).stream()
                .filter(CallNotPermittedException.class::isInstance)
                .map(refusal -> ((CallNotPermittedException) refusal).getCausingCircuitBreakerName())
                .findFirst();
    }
}
