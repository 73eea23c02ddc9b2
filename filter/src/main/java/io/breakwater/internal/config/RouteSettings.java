package io.breakwater.internal.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What holds for the requests of one route. What is disabled is absent.
 *
 * <p>Immutable.
 *
 * @param name the route's name
 * @param paths the URL patterns that lead here, within the web app's context path
 * @param conditions what else a request must be to come here
 * @param downstream what people call the service behind this route; empty when not told
 * @param label what visitors call it; empty for words that fit any
 * @param mode whether the guard acts
 * @param timeouts how long things may take
 * @param retry when to try again; empty when a request gets one attempt only
 * @param circuitBreaker when to stop asking; empty when disabled
 * @param maxConcurrency how many exchanges may wait at once for their response to start; empty for no limit
 * @param page what the visitor sees
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
        OptionalInt maxConcurrency,
        PageSettings page) {

    public RouteSettings {
        paths = List.copyOf(paths);
    }

    /** Whether everything is decided, and nothing done. */
    public boolean isObserved() {
        return mode == Mode.OBSERVE;
    }

    /** Whether the guard does what it decides. */
    public enum Mode {
        /** It does. */
        GUARD,
        /** It decides and records everything, and does nothing but give the correlation id. */
        OBSERVE
    }
}
