package io.breakwater.internal.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a route's circuit breaker, under Resilience4j's names. Immutable.
 *
 * @param failureRateThreshold the percentage of failed calls that opens the circuit breaker
 * @param minimumNumberOfCalls the number of calls in the window before a rate is computed
 * @param slidingWindowType whether the window holds the last calls or the last seconds
 * @param slidingWindowSize the size of the window, in calls or seconds
 * @param slowCallDurationThreshold the duration from which a call counts as slow
 * @param slowCallRateThreshold the percentage of slow calls that opens the circuit breaker
 * @param waitDurationInOpenState how long the circuit breaker stays open the first time, with a jitter of a fifth; doubles
 *     each time a trial fails
 * @param maxWaitDurationInOpenState the longest time that the circuit breaker stays open
 * @param permittedNumberOfCallsInHalfOpenState the number of trial calls after the wait
 * @param maxWaitDurationInHalfOpenState how long the circuit breaker waits for the trials' outcomes before it opens again
 */
public record CircuitBreakerSettings(
        float failureRateThreshold,
        int minimumNumberOfCalls,
        SlidingWindowType slidingWindowType,
        int slidingWindowSize,
        Duration slowCallDurationThreshold,
        float slowCallRateThreshold,
        Duration waitDurationInOpenState,
        Duration maxWaitDurationInOpenState,
        int permittedNumberOfCallsInHalfOpenState,
        Duration maxWaitDurationInHalfOpenState) {

    // Of our own, because the JDK's (as of 17) keeps the class that it last compared, and the loader of a stopped app
    // with it.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CircuitBreakerSettings that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(
                failureRateThreshold,
                minimumNumberOfCalls,
                slidingWindowType,
                slidingWindowSize,
                slowCallDurationThreshold,
                slowCallRateThreshold,
                waitDurationInOpenState,
                maxWaitDurationInOpenState,
                permittedNumberOfCallsInHalfOpenState,
                maxWaitDurationInHalfOpenState);
    }

    /** What the window holds. */
    public enum SlidingWindowType {
        /** The last n calls. */
        COUNT_BASED,
        /** The calls of the last n seconds. */
        TIME_BASED
    }
}
