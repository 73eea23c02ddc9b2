package io.breakwater.internal.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a route's circuit breaker opens and how it closes again, under Resilience4j's names. Immutable.
 *
 * @param failureRateThreshold percent of failed calls that opens it
 * @param minimumNumberOfCalls calls in the window before a rate is computed at all
 * @param slidingWindowType whether the window holds the last calls or the last seconds
 * @param slidingWindowSize the window's size in calls or seconds
 * @param slowCallDurationThreshold from when on a call counts as slow
 * @param slowCallRateThreshold percent of slow calls that opens it
 * @param waitDurationInOpenState the first time it stays open, give or take a fifth; doubles each time a trial fails
 * @param maxWaitDurationInOpenState the longest time it stays open
 * @param permittedNumberOfCallsInHalfOpenState trial calls let through after the wait
 * @param maxWaitDurationInHalfOpenState how long it waits for the trials' outcomes before it opens again
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
