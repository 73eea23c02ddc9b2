package io.breakwater.internal.policy;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.Locale;
import java.util.Optional;

/** Describes why a circuit breaker has opened, for the log: the rate that has reached its threshold. */
final class OpenReason {

    private OpenReason() {}

    /**
     * Returns the reason of a circuit breaker that has just opened; empty when no rate has reached its threshold, because an
     * operator opened it.
     */
    static Optional<String> of(CircuitBreaker opened) {
        CircuitBreaker.Metrics metrics = opened.getMetrics();
        CircuitBreakerConfig config = opened.getCircuitBreakerConfig();
        int calls = metrics.getNumberOfBufferedCalls();
        if (metrics.getFailureRate() >= config.getFailureRateThreshold()) {
            return Optional.of(rate("failure_rate", metrics.getFailureRate(), calls, config.getFailureRateThreshold()));
        }
        return metrics.getSlowCallRate() >= config.getSlowCallRateThreshold()
                ? Optional.of(
                        rate("slow_call_rate", metrics.getSlowCallRate(), calls, config.getSlowCallRateThreshold()))
                : Optional.empty();
    }

    private static String rate(String name, float percent, int calls, float threshold) {
        return String.format(Locale.ROOT, "%s=%.0f%% of %d calls, threshold %.0f%%", name, percent, calls, threshold);
    }
}
