package io.breakwater.internal.policy;

import io.breakwater.internal.fault.CauseChain;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.util.Optional;

/** Circuit breakers that the app guards its own calls with. Internal between rooms. Thread-safe: it keeps nothing. */
public final class AppsBreaker {

    private AppsBreaker() {}

    /** The name of the breaker that refused a call with {@code thrown}, or with one of its causes; empty when none did. */
    public static Optional<String> thatRefused(Throwable thrown) {
        return CauseChain.of(thrown).stream()
                .filter(CallNotPermittedException.class::isInstance)
                .map(refusal -> ((CallNotPermittedException) refusal).getCausingCircuitBreakerName())
                .findFirst();
    }
}
