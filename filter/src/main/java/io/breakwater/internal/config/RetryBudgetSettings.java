package io.breakwater.internal.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much retries may add to a route's load within a sliding window. Immutable.
 *
 * @param ratio retries per exchange, 0.2 for 20 %
 * @param minPerSecond retries per second that are allowed whatever the ratio says, so that a quiet route can retry too
 * @param window the window's length
 */
public record RetryBudgetSettings(double ratio, int minPerSecond, Duration window) {

    // Of our own, because the JDK's (as of 17) keeps the class that it last compared, and the loader of a stopped app
    // with it.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RetryBudgetSettings that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(ratio, minPerSecond, window);
    }
}
