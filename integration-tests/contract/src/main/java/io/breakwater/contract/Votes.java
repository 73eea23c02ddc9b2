package io.breakwater.contract;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

/**
 * The calls that a route's circuit breaker counts. Immutable.
 *
 * @param successes those that were answered
 * @param failures those that failed
 * @param slow those of both that were slow
 */
record Votes(int successes, int failures, int slow) {

    /** What the names of our breakers begin with in a registry. */
    static final String REGISTERED = "breakwater.";

    /** Those that the breaker of that route, or of that handler, counts now. */
    static Votes of(CircuitBreakerRegistry registry, String route) {
        CircuitBreaker.Metrics metrics =
                registry.find(REGISTERED + route).orElseThrow().getMetrics();
        return new Votes(
                metrics.getNumberOfSuccessfulCalls(), metrics.getNumberOfFailedCalls(), metrics.getNumberOfSlowCalls());
    }
}
