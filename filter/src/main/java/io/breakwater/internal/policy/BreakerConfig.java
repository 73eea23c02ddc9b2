package io.breakwater.internal.policy;

import io.breakwater.internal.config.CircuitBreakerSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Tells Resilience4j the settings of a circuit breaker, and the state of its predecessor. Stateless. */
final class BreakerConfig {

    private BreakerConfig() {}

    static CircuitBreakerConfig of(CircuitBreakerSettings settings, OpenStateBackoff wait, LongSupplier nanoTime) {
        CircuitBreakerConfig.Builder builder = CircuitBreakerConfig.custom()
                .failureRateThreshold(settings.failureRateThreshold())
                .minimumNumberOfCalls(settings.minimumNumberOfCalls())
                .slidingWindowType(
                        switch (settings.slidingWindowType()) {
                            case COUNT_BASED -> CircuitBreakerConfig.SlidingWindowType.COUNT_BASED;
                            case TIME_BASED -> CircuitBreakerConfig.SlidingWindowType.TIME_BASED;
                        })
                .slidingWindowSize(settings.slidingWindowSize())
                .slowCallDurationThreshold(settings.slowCallDurationThreshold())
                .slowCallRateThreshold(settings.slowCallRateThreshold())
                .permittedNumberOfCallsInHalfOpenState(settings.permittedNumberOfCallsInHalfOpenState())
                .waitIntervalFunctionInOpenState(wait)
                .currentTimestampFunction(clock -> nanoTime.getAsLong(), TimeUnit.NANOSECONDS)
                .writableStackTraceEnabled(false);
        BreakerClock.set(builder, new MonotonicClock(nanoTime));
        return builder.build();
    }

    /**
     * Brings a new circuit breaker to the state of its predecessor; called before anything listens to it.
     *
     * @param trials how many trials are running
     */
    static void bringTo(State state, int trials, CircuitBreaker successor) {
        switch (state) {
            case CLOSED -> {}
            case OPEN -> successor.transitionToOpenState();
            case HALF_OPEN -> {
                successor.transitionToOpenState();
                successor.transitionToHalfOpenState();
                for (int i = 0; i < trials; i++) {
                    successor.tryAcquirePermission();
                }
            }
            // Only an operator or the app sets the following three states.
            case FORCED_OPEN -> successor.transitionToForcedOpenState();
            case DISABLED -> successor.transitionToDisabledState();
            case METRICS_ONLY -> successor.transitionToMetricsOnlyState();
        }
    }
}
