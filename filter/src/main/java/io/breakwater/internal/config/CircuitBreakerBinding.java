package io.breakwater.internal.config;

import io.breakwater.internal.config.CircuitBreakerSettings.SlidingWindowType;
import java.time.Duration;
import java.util.Optional;

/** Declares and binds the settings of {@link CircuitBreakerSettings}. */
final class CircuitBreakerBinding {

    /** The settings below, in the order in which references list them. */
    static final Setting.Group GROUP = new Setting.Group();

    static final Setting<Boolean> ENABLED = GROUP.everywhere(
            "circuit-breaker.enabled",
            Parser.bool(),
            "true",
            "Whether a circuit breaker stops asking a downstream that keeps failing.",
            "Visitors get an answer at once, and the downstream gets air to recover.");

    static final Setting<Float> FAILURE_RATE = GROUP.everywhere(
            "circuit-breaker.failure-rate-threshold",
            QuantityParsers.percentage(1, true).as(Double::floatValue),
            "50",
            "Percent of failed calls that opens the circuit breaker.",
            "Resilience4j's.");

    static final Setting<Integer> MINIMUM_CALLS = GROUP.everywhere(
            "circuit-breaker.minimum-number-of-calls",
            QuantityParsers.number(1, 10_000),
            "20",
            "How many calls the window must hold before a rate is computed; each attempt is one, retries too.",
            "Resilience4j's 100 takes too long to gather in one JVM.");

    static final Setting<SlidingWindowType> WINDOW_TYPE = GROUP.everywhere(
            "circuit-breaker.sliding-window-type",
            Parser.ofConstants(SlidingWindowType.class, name -> name),
            "TIME_BASED",
            "Whether the window holds the last calls or the last seconds.",
            "Old failures on a quiet route are forgotten in time.");

    static final Setting<Integer> WINDOW_SIZE = GROUP.everywhere(
            "circuit-breaker.sliding-window-size",
            QuantityParsers.number(1, 10_000),
            "10",
            "The window's size, in calls for COUNT_BASED and in seconds for TIME_BASED.",
            "Ten seconds tell an outage from a hiccup.");

    static final Setting<Duration> SLOW_CALL_DURATION = GROUP.everywhere(
            "circuit-breaker.slow-call-duration-threshold",
            QuantityParsers.duration("1ms", "1h"),
            "5s",
            "From when on a call counts as slow.",
            "Half of the attempt-timeout: a downstream that is about to time out shows it first.");

    static final Setting<Float> SLOW_CALL_RATE = GROUP.everywhere(
            "circuit-breaker.slow-call-rate-threshold",
            QuantityParsers.percentage(1, true).as(Double::floatValue),
            "80",
            "Percent of slow calls that opens the circuit breaker.",
            "Slow answers are answers still: it takes more of them than of failures.");

    static final Setting<Duration> WAIT = GROUP.everywhere(
            "circuit-breaker.wait-duration-in-open-state",
            QuantityParsers.duration("1ms", "1h"),
            "5s",
            "How long the circuit breaker stays open the first time, give or take a fifth; doubles when the trial calls fail.",
            "Resilience4j's 60 s keep visitors out long after a short restart is over.");

    static final Setting<Duration> MAX_WAIT = GROUP.everywhere(
            "circuit-breaker.max-wait-duration-in-open-state",
            QuantityParsers.duration("1ms", "1h"),
            "60s",
            "The longest time the circuit breaker stays open.",
            "Resilience4j's wait; after a repair nobody wants to wait longer.");

    static final Setting<Integer> TRIAL_CALLS = GROUP.everywhere(
            "circuit-breaker.permitted-number-of-calls-in-half-open-state",
            QuantityParsers.number(1, 1000),
            "3",
            "How many trial calls are let through after the wait.",
            "Each one may fail in front of a visitor, and one alone may be luck.");

    static final Setting<Duration> MAX_TRIAL_WAIT = GROUP.everywhere(
            "circuit-breaker.max-wait-duration-in-half-open-state",
            QuantityParsers.duration("1ms", "1h"),
            "60s",
            "How long the trial calls' outcomes are waited for before the circuit breaker opens again.",
            "Well above the timeout, so that only a lost call runs into it.");

    private CircuitBreakerBinding() {}

    static Optional<CircuitBreakerSettings> bind(SettingValues level) {
        level.requireAtMost(WAIT, MAX_WAIT);
        if (level.get(WINDOW_TYPE) == SlidingWindowType.COUNT_BASED) {
            // Resilience4j would silently lower the minimum to the window's size.
            level.requireAtMost(MINIMUM_CALLS, WINDOW_SIZE, WINDOW_TYPE);
        }
        if (!level.get(ENABLED)) {
            return Optional.empty();
        }
        return Optional.of(new CircuitBreakerSettings(
                level.get(FAILURE_RATE),
                level.get(MINIMUM_CALLS),
                level.get(WINDOW_TYPE),
                level.get(WINDOW_SIZE),
                level.get(SLOW_CALL_DURATION),
                level.get(SLOW_CALL_RATE),
                level.get(WAIT),
                level.get(MAX_WAIT),
                level.get(TRIAL_CALLS),
                level.get(MAX_TRIAL_WAIT)));
    }
}
