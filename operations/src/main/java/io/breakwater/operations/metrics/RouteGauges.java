package io.breakwater.operations.metrics;

import io.breakwater.observe.EngineView;
import io.breakwater.observe.RouteStatus;
import io.breakwater.operations.Operations;
import io.breakwater.operations.pressure.RoutePressure;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The gauges of the routes that are in force: a reload adds those of new routes and removes those of routes that are gone.
 * Thread-safe.
 */
final class RouteGauges {

    private record Key(BreakwaterMeter meter, List<String> values) {}

    private final MeterRegistry registry;
    private final Tags common;
    private final Map<Key, Meter> registered = new HashMap<>();
    private volatile Optional<Operations> pressure = Optional.empty();
    private volatile RoutesSnapshot snapshot = new RoutesSnapshot(List::of, List::of, List::of);

    RouteGauges(MeterRegistry registry, Tags common) {
        this.registry = registry;
        this.common = common;
    }

    /** Reads the pressure of routes from {@code operations} from now on. */
    void read(Operations operations) {
        pressure = Optional.of(operations);
    }

    /** Reads the routes, and which of them are in maintenance or have failures injected, from {@code engine} from now on. */
    void follow(EngineView engine) {
        snapshot = new RoutesSnapshot(engine::routes, engine::maintenance, engine::injections);
        update();
    }

    /** Other routes may be in force. */
    synchronized void update() {
        snapshot.forget();
        Map<Key, ToDoubleFunction<RouteStatus>> wanted = new LinkedHashMap<>();
        snapshot.routes().values().forEach(route -> addTo(wanted, route));
        registered.keySet().removeIf(key -> {
            boolean gone = !wanted.containsKey(key);
            if (gone) {
                registry.remove(registered.get(key));
            }
            return gone;
        });
        wanted.forEach((key, value) -> registered.computeIfAbsent(key, added -> register(added, value)));
    }

    /** Returns how the routes in force stand. */
    Collection<RouteStatus> routes() {
        return snapshot.routes().values();
    }

    /** The engine has ended. */
    synchronized void removeAll() {
        registered.values().forEach(registry::remove);
        registered.clear();
        snapshot = new RoutesSnapshot(List::of, List::of, List::of);
    }

    private void addTo(Map<Key, ToDoubleFunction<RouteStatus>> wanted, RouteStatus route) {
        String name = route.route();
        for (String state : TagValues.BREAKER_STATES) {
            wanted.put(
                    new Key(BreakwaterMeter.BREAKER_STATE, List.of(name, TagValues.lower(state))),
                    status -> breakersIn(state, status));
        }
        if (route.retriesLeft().isPresent()) {
            wanted.put(new Key(BreakwaterMeter.RETRIES_LEFT, List.of(name)), status -> status.retriesLeft()
                    .orElse(0));
        }
        if (pressure.isPresent()) {
            wanted.put(new Key(BreakwaterMeter.PRESSURE, List.of(name)), this::pressureOf);
        }
        wanted.put(
                new Key(BreakwaterMeter.CONCURRENCY_LIMIT, List.of(name)),
                status -> status.concurrencyLimit().isPresent()
                        ? status.concurrencyLimit().getAsInt()
                        : Double.NaN);
        wanted.put(new Key(BreakwaterMeter.CONCURRENCY_USED, List.of(name)), RouteStatus::inFlight);
        wanted.put(
                new Key(BreakwaterMeter.MAINTENANCE, List.of(name)),
                status -> snapshot.isInMaintenance(status.route()) ? 1 : 0);
        wanted.put(
                new Key(BreakwaterMeter.INJECTION, List.of(name)),
                status -> snapshot.isInjected(status.route()) ? 1 : 0);
        wanted.put(new Key(BreakwaterMeter.THREADS_STUCK, List.of(name)), RouteStatus::stuckThreads);
        wanted.put(
                new Key(BreakwaterMeter.TIMEOUT, List.of(name)),
                status -> seconds(status.limits().timeout()));
        wanted.put(
                new Key(BreakwaterMeter.ATTEMPT_TIMEOUT, List.of(name)),
                status -> seconds(status.limits().attemptTimeout()));
    }

    private double pressureOf(RouteStatus status) {
        return pressure.flatMap(operations -> operations.pressure(status.route()))
                .map(RoutePressure::pressure)
                .orElse(0.0);
    }

    private static double breakersIn(String state, RouteStatus status) {
        return Collections.frequency(
                Stream.concat(Stream.of(status.breakerState()), status.breakersByHandler().values().stream())
                        .toList(),
                state);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private Meter register(Key key, ToDoubleFunction<RouteStatus> value) {
        BreakwaterMeter meter = key.meter();
        String route = key.values().get(0);
        Supplier<Number> reading =
                () -> snapshot.find(route).map(value::applyAsDouble).orElse(Double.NaN);
        Tags tags = common.and(RouteMeters.of(meter, key.values().toArray(String[]::new)));
        return meter.type() == BreakwaterMeter.Type.TIME_GAUGE
                ? TimeGauge.builder(meter.id(), reading, TimeUnit.SECONDS)
                        .description(meter.meaning())
                        .tags(tags)
                        .register(registry)
                : Gauge.builder(meter.id(), reading)
                        .description(meter.meaning())
                        .tags(tags)
                        .register(registry);
    }
}
