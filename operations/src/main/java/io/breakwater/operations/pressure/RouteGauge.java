package io.breakwater.operations.pressure;

import io.breakwater.operations.pressure.RoutePressure.Limit;
import io.breakwater.operations.pressure.Trend.Line;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Follows one route second by second. Not thread-safe: {@link EarlyWarning} has the lock. */
final class RouteGauge {

    private static final double HORIZON_SECONDS = RoutePressure.HORIZON.toSeconds();
    private static final double NANOS_PER_SECOND = 1e9;

    /** For so many seconds in a row the projection must cross before it is told. */
    private static final int SECONDS_TO_WARN = 3;

    /** Below this the pressure has eased. */
    private static final double EASED = 0.7;

    /** For so many seconds in a row the pressure must have eased before another warning. */
    private static final int SECONDS_TO_EASE = 60;

    private final Course latency = new Course();
    private final Course permits = new Course();
    private int crossing;
    private int eased;
    private boolean warned;

    /** What a second came to. */
    record Reading(RoutePressure pressure, boolean warnsNow) {}

    /**
     * Takes in a second.
     *
     * @param latencySeconds the latency of the exchanges that ended; empty when none did
     * @param attemptTimeoutSeconds the limit of the latency
     * @param inUse the permits in use; empty without a limit
     * @param maxInUse the limit of the permits
     */
    Reading read(
            String route,
            OptionalDouble latencySeconds,
            double attemptTimeoutSeconds,
            OptionalDouble inUse,
            double maxInUse) {
        latency.add(latencySeconds);
        permits.add(inUse);
        Optional<Line> latencyLine = latency.line(HORIZON_SECONDS);
        Optional<Line> permitsLine = permits.line(HORIZON_SECONDS);
        double byLatency =
                latencyLine.map(line -> near(line, attemptTimeoutSeconds)).orElse(0.0);
        double byPermits = permitsLine.map(line -> near(line, maxInUse)).orElse(0.0);
        boolean ofPermits = byPermits > byLatency;
        double pressure = Math.min(1, Math.max(byLatency, byPermits));
        boolean warnsNow = judge(pressure);
        Optional<Line> nearest = ofPermits ? permitsLine : latencyLine;
        Optional<Limit> limit = nearest.map(any -> ofPermits ? Limit.CONCURRENCY : Limit.ATTEMPT_TIMEOUT);
        double bound = ofPermits ? maxInUse : attemptTimeoutSeconds;
        return new Reading(
                new RoutePressure(
                        route,
                        pressure,
                        limit,
                        latencyLine.map(line -> seconds(line.level())),
                        latencyLine.map(line -> seconds(line.perSecond())).orElse(Duration.ZERO),
                        permitsLine.map(Line::level),
                        permitsLine.map(Line::perSecond).orElse(0.0),
                        nearest.filter(line -> near(line, bound) >= 1).map(line -> crossing(line, bound)),
                        warned),
                warnsNow);
    }

    private boolean judge(double pressure) {
        crossing = pressure >= 1 ? crossing + 1 : 0;
        eased = pressure < EASED ? eased + 1 : 0;
        if (warned && eased >= SECONDS_TO_EASE) {
            warned = false;
        }
        if (!warned && crossing >= SECONDS_TO_WARN) {
            warned = true;
            return true;
        }
        return false;
    }

    private static double near(Line line, double bound) {
        return line.in(HORIZON_SECONDS) / bound;
    }

    private static Duration crossing(Line line, double bound) {
        return line.steady() ? seconds(line.secondsTo(bound)) : Duration.ZERO;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * NANOS_PER_SECOND));
    }
}
