package io.breakwater.operations;

import io.breakwater.config.ModuleSetting;
import io.breakwater.fault.Fault;
import io.breakwater.internal.observe.CompositeListener;
import io.breakwater.observe.AttemptReport;
import io.breakwater.observe.EngineView;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.observe.Incident;
import io.breakwater.observe.Maintenance;
import io.breakwater.observe.RouteLimits;
import io.breakwater.observe.RouteStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Tells an {@link Operations} what an engine would, on a clock of its own. What an incident is comes from the filter's own rules;
 * only the exchanges are made up.
 */
final class SimulatedEngine implements EngineView {

    static final Instant START = Instant.parse("2026-11-30T00:00:00Z");

    /** One for all failures: a million stack traces would be most of what is measured. */
    private final IOException cause = new IOException("Connection refused");

    private final Map<String, String> settings = new HashMap<>();
    private final List<RouteStatus> routes = new ArrayList<>();
    private final CompositeListener observers;
    final Operations operations;
    private long nanos;

    private final List<Maintenance> maintenance = new ArrayList<>();

    SimulatedEngine(String exchangesMemory) {
        settings.put("operations.exchanges.memory", exchangesMemory);
        routes.add(status("orders", "CLOSED", 0, OptionalInt.empty()));
        operations = new Operations(() -> nanos, this::now);
        observers = new CompositeListener(List.of(operations), () -> nanos, this::now);
        operations.follow(this);
    }

    Instant now() {
        return START.plusNanos(nanos);
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    void set(String key, String value) {
        settings.put(key, value);
    }

    void put(RouteStatus status) {
        routes.removeIf(known -> known.route().equals(status.route()));
        routes.add(status);
    }

    static RouteStatus status(String route, String breaker, int inFlight, OptionalInt max) {
        return new RouteStatus(
                route,
                Optional.empty(),
                breaker,
                Optional.empty(),
                Optional.empty(),
                max,
                OptionalInt.empty(),
                Map.of(),
                inFlight,
                0,
                OptionalInt.empty(),
                new RouteLimits(Duration.ofSeconds(15), Duration.ofSeconds(10), max, 2, false));
    }

    void fails(String id, String route, Fault fault) {
        fails(id, route, fault, "GET", "/api/" + route);
    }

    void fails(String id, String route, Fault fault, String method, String path) {
        observers.exchangeEnded(
                observers.all(), report(id, route, Optional.of(fault), method, path, 1, cause), name -> null);
    }

    /** Somebody has injected the failure. */
    void failsByInjection(String id, String route, Fault fault) {
        observers.exchangeEnded(
                observers.all(),
                report(id, route, Optional.of(fault), "GET", "/api/" + route, 1, null, Duration.ofMillis(20), true),
                name -> null);
    }

    /** A planned break turns it away. */
    void isTurnedAway(String id, String route) {
        observers.exchangeEnded(
                observers.all(), inMaintenance(id, route, Optional.empty(), 503, Ending.MAINTENANCE, 0), name -> null);
    }

    /** It is let through in a planned break. */
    void failsInMaintenance(String id, String route, Fault fault) {
        observers.exchangeEnded(
                observers.all(),
                inMaintenance(id, route, Optional.of(fault), fault.status(), Ending.PAGE, 1),
                name -> null);
    }

    private static ExchangeReport inMaintenance(
            String id, String route, Optional<Fault> fault, int status, Ending ending, int attempts) {
        return new ExchangeReport(
                id,
                route,
                Optional.empty(),
                "GET",
                "/api/" + route,
                fault,
                status,
                ending,
                Optional.empty(),
                attempts,
                List.of(),
                Optional.empty(),
                Duration.ofMillis(1),
                Duration.ofSeconds(15),
                "CLOSED",
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                true,
                false);
    }

    /** A planned break of a route, without a known end. */
    void maintain(String route) {
        maintenance.add(new Maintenance(
                route,
                Maintenance.Source.OPERATOR,
                Optional.of(now()),
                Optional.empty(),
                Optional.of("kim"),
                Optional.empty()));
    }

    @Override
    public List<Maintenance> maintenance() {
        return List.copyOf(maintenance);
    }

    /** A retry has saved it. */
    void isSaved(String id, String route) {
        observers.exchangeEnded(
                observers.all(), report(id, route, Optional.empty(), "GET", "/api/" + route, 2, null), name -> null);
    }

    void succeeds(String id, String route, Duration elapsed) {
        observers.succeeded(route);
        observers
                .succeeded(route, 200, elapsed.toNanos())
                .forEach(wanting -> wanting.exchangeEnded(
                        report(id, route, Optional.empty(), "GET", "/api/" + route, 1, null, elapsed, false)));
    }

    private static ExchangeReport report(
            String id,
            String route,
            Optional<Fault> fault,
            String method,
            String path,
            int attempts,
            @Nullable Throwable cause) {
        return report(id, route, fault, method, path, attempts, cause, Duration.ofMillis(20), false);
    }

    private static ExchangeReport report(
            String id,
            String route,
            Optional<Fault> fault,
            String method,
            String path,
            int attempts,
            @Nullable Throwable cause,
            Duration elapsed,
            boolean injected) {
        return new ExchangeReport(
                id,
                route,
                Optional.of("order-service"),
                method,
                path,
                fault,
                fault.map(Fault::status).orElse(200),
                fault.isPresent() ? Ending.PAGE : Ending.RELEASED,
                Optional.empty(),
                attempts,
                List.of(new AttemptReport(fault, Duration.ZERO, elapsed, Duration.ZERO, OptionalInt.empty())),
                Optional.empty(),
                elapsed,
                Duration.ofSeconds(15),
                "CLOSED",
                Optional.empty(),
                Optional.ofNullable(cause),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                injected);
    }

    @Override
    public List<RouteStatus> routes() {
        return List.copyOf(routes);
    }

    @Override
    public List<Incident> incidents() {
        return observers.incidents();
    }

    @Override
    public String setting(ModuleSetting setting) {
        return settings.getOrDefault(setting.key(), setting.defaultText());
    }
}
