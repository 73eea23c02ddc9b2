package io.breakwater.operations.pressure;

import io.breakwater.operations.pressure.RoutePressure.Limit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at each route once a second and warns, once, of one that heads for {@code attempt-timeout} or {@code concurrency.max}.
 * Only warns: nothing is done about it. Thread-safe.
 */
public final class EarlyWarning {

    private static final Logger LOG = LoggerFactory.getLogger("io.breakwater.pressure");

    private final Map<String, RouteGauge> gauges = new HashMap<>();
    private final Map<String, RoutePressure> last = new HashMap<>();

    /**
     * A second of a route.
     *
     * @param route the route's name
     * @param latencySeconds the latency of the exchanges that ended in it; empty when none did
     * @param attemptTimeoutSeconds how long an attempt may take
     * @param inUse how many permits are in use
     * @param maxInUse how many there are; empty without a limit
     */
    public record Second(
            String route,
            OptionalDouble latencySeconds,
            double attemptTimeoutSeconds,
            int inUse,
            OptionalInt maxInUse) {}

    /** Takes in a second of each route, and forgets all other routes. */
    public synchronized void tick(List<Second> seconds) {
        seconds.forEach(this::tick);
        Set<String> routes = Set.copyOf(seconds.stream().map(Second::route).toList());
        gauges.keySet().retainAll(routes);
        last.keySet().retainAll(routes);
    }

    private void tick(Second second) {
        RouteGauge.Reading reading = gauges.computeIfAbsent(second.route(), any -> new RouteGauge())
                .read(
                        second.route(),
                        second.latencySeconds(),
                        second.attemptTimeoutSeconds(),
                        second.maxInUse().isPresent() ? OptionalDouble.of(second.inUse()) : OptionalDouble.empty(),
                        second.maxInUse().orElse(1));
        last.put(second.route(), reading.pressure());
        if (reading.warnsNow()) {
            warn(reading.pressure(), second);
        }
    }

    private static void warn(RoutePressure pressure, Second second) {
        boolean ofPermits = pressure.limit().orElseThrow() == Limit.CONCURRENCY;
        LOG.warn(
                "pressure route={} limit={} at={} crossesInS={} latencyMs={} latencyPerSecondMs={} permits={} permitsPerSecond={}",
                second.route(),
                pressure.limit().orElseThrow().key(),
                ofPermits
                        ? String.valueOf(second.maxInUse().orElseThrow())
                        : Math.round(1_000 * second.attemptTimeoutSeconds()) + "ms",
                pressure.crossesIn()
                        .map(time -> String.valueOf(time.toSeconds()))
                        .orElse("-"),
                pressure.latency().map(time -> String.valueOf(time.toMillis())).orElse("-"),
                pressure.latencyPerSecond().toMillis(),
                pressure.permitsInUse()
                        .map(used -> String.valueOf(Math.round(used)))
                        .orElse("-"),
                Math.round(10 * pressure.permitsPerSecond()) / 10.0);
    }

    /** Returns how near a route is to its limits; empty before the first look at it. */
    public synchronized Optional<RoutePressure> of(String route) {
        return Optional.ofNullable(last.get(route));
    }

    /** Returns how near each route is to its limits, by the routes' names. */
    public synchronized List<RoutePressure> all() {
        return last.values().stream()
                .sorted(Comparator.comparing(RoutePressure::route))
                .toList();
    }
}
