package io.breakwater.operations.pressure;

import java.time.Duration;
import java.util.Optional;

/**
 * How near a route is to a limit of its own, by the present course. Immutable.
 *
 * @param route the route's name
 * @param pressure 0 for none, 1 for a limit that is reached; how near the projection comes to a limit within {@link #HORIZON}
 * @param limit the limit that the projection is nearest to; empty while too little is known
 * @param latency the smoothed latency; empty while too little is known
 * @param latencyPerSecond by how much the latency grows in a second; negative when it falls
 * @param permitsInUse the smoothed number of permits in use; empty without {@code concurrency.max} or while too little is known
 * @param permitsPerSecond by how many the permits in use grow in a second
 * @param crossesIn the time until the projection crosses {@code limit}; empty when that is not within {@link #HORIZON}
 * @param warned whether a warning stands: it was logged once, and is logged again only after the pressure has eased
 */
public record RoutePressure(
        String route,
        double pressure,
        Optional<Limit> limit,
        Optional<Duration> latency,
        Duration latencyPerSecond,
        Optional<Double> permitsInUse,
        double permitsPerSecond,
        Optional<Duration> crossesIn,
        boolean warned) {

    /** How far the projection looks ahead. */
    public static final Duration HORIZON = Duration.ofSeconds(30);

    /** A limit that a route may run into. */
    public enum Limit {
        /** {@code attempt-timeout}. */
        ATTEMPT_TIMEOUT("attempt-timeout"),
        /** {@code concurrency.max}. */
        CONCURRENCY("concurrency.max");

        private final String key;

        Limit(String key) {
            this.key = key;
        }

        /** Returns the key of its setting, without {@code breakwater.} and the route. */
        public String key() {
            return key;
        }
    }
}
