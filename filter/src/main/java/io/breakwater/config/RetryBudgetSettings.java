package io.breakwater.config;

import java.time.Duration;

/**
 * How much retries may add to a route's load within a sliding window. Immutable.
 *
 * @param ratio retries per exchange, 0.2 for 20 %
 * @param minPerSecond retries per second that are allowed whatever the ratio says, so that a quiet route can retry too
 * @param window the window's length
 */
public record RetryBudgetSettings(double ratio, int minPerSecond, Duration window) {}
