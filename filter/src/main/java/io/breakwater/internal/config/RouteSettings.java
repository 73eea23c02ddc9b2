package io.breakwater.internal.config;

import java.util.List;
import java.util.Optional;

/**
 * The settings of one route. A feature that is disabled is absent.
 *
 * <p>Immutable.
 *
 * @param name the route's name
 * @param paths the URL patterns, within the web app's context path
 * @param conditions the further conditions that a request must meet
 * @param downstream the name of the downstream for operators; empty when not configured
 * @param label the name of the downstream for visitors; empty for a general term
 * @param mode whether the filter acts on its decisions
 * @param timeouts the time limits
 * @param retry the settings of retries; empty when disabled
 * @param circuitBreaker the settings of the circuit breaker; empty when disabled
 * @param concurrency how many exchanges may wait for their response to start
 * @param stale the settings of answers that are kept; empty when disabled
 * @param page the settings of the page
 * @param maintenance the settings of planned breaks
 * @param inject the settings of what is injected for a game day
 */
public record RouteSettings(
        String name,
        List<String> paths,
        RouteConditions conditions,
        Optional<String> downstream,
        Optional<String> label,
        Mode mode,
        TimeoutSettings timeouts,
        Optional<RetrySettings> retry,
        Optional<CircuitBreakerSettings> circuitBreaker,
        ConcurrencySettings concurrency,
        Optional<StaleSettings> stale,
        PageSettings page,
        MaintenanceSettings maintenance,
        InjectSettings inject) {

    public RouteSettings {
        paths = List.copyOf(paths);
    }

    /** Returns whether the filter only observes this route. */
    public boolean isObserved() {
        return mode == Mode.OBSERVE;
    }

    /** Whether the filter acts on its decisions. */
    public enum Mode {
        /** The filter acts. */
        GUARD,
        /** The filter decides and records, but does nothing except set the correlation ID. */
        OBSERVE
    }
}
