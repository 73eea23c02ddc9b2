package io.breakwater.operations.metrics;

import io.breakwater.observe.Injection;
import io.breakwater.observe.Maintenance;
import io.breakwater.observe.RouteStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How the routes stood a moment ago: a registry reads all gauges one by one, and each reading of an engine tells of all routes.
 * Thread-safe.
 */
final class RoutesSnapshot {

    private static final long VALID_NANOS = Duration.ofMillis(100).toNanos();

    private record Taken(Map<String, RouteStatus> routes, Set<String> inMaintenance, Set<String> injected, long nanos) {
        boolean isValid(long nowNanos) {
            return nowNanos - nanos < VALID_NANOS;
        }
    }

    private final Supplier<List<RouteStatus>> engine;
    private final Supplier<List<Maintenance>> maintenance;
    private final Supplier<List<Injection>> injections;
    private volatile Optional<Taken> last = Optional.empty();

    RoutesSnapshot(
            Supplier<List<RouteStatus>> engine,
            Supplier<List<Maintenance>> maintenance,
            Supplier<List<Injection>> injections) {
        this.engine = engine;
        this.maintenance = maintenance;
        this.injections = injections;
    }

    /** Returns the routes by name, in the engine's order. */
    Map<String, RouteStatus> routes() {
        return taken().routes();
    }

    private Taken taken() {
        long now = System.nanoTime();
        return last.filter(taken -> taken.isValid(now)).orElseGet(() -> take(now));
    }

    boolean isInMaintenance(String route) {
        return taken().inMaintenance().contains(route);
    }

    boolean isInjected(String route) {
        return taken().injected().contains(route);
    }

    Optional<RouteStatus> find(String route) {
        return Optional.ofNullable(routes().get(route));
    }

    /** What was read does not count any more. */
    void forget() {
        last = Optional.empty();
    }

    private Taken take(long now) {
        Map<String, RouteStatus> routes = new LinkedHashMap<>();
        engine.get().forEach(status -> routes.put(status.route(), status));
        Taken taken = new Taken(
                routes,
                maintenance.get().stream().map(Maintenance::route).collect(Collectors.toSet()),
                injections.get().stream().map(Injection::route).collect(Collectors.toSet()),
                now);
        last = Optional.of(taken);
        return taken;
    }
}
