package io.breakwater.spring;

import io.breakwater.Breakwater;
import io.breakwater.config.EffectiveValue;
import io.breakwater.config.Problem;
import io.breakwater.config.SettingChange;
import io.breakwater.config.SettingsException;
import io.breakwater.observe.Injection;
import io.breakwater.observe.Maintenance;
import io.breakwater.observe.RouteStatus;
import java.security.Principal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.lang.Nullable;
import org.springframework.util.ClassUtils;

/**
 * {@code /actuator/breakwater}: reading it tells how each route stands and which settings are in force, writing to it reads the
 * settings anew; writing to {@code /actuator/breakwater/maintenance} starts a planned break, and deleting that ends one; {@code
 * /actuator/breakwater/injection} does so for what is injected on a game day; writing to {@code /actuator/breakwater/fleet} says what holds for
 * a route on all replicas. There only when {@code management.endpoint.breakwater.access} allows it, since it tells where downstreams are.
 *
 * <p>Thread-safe.
 */
@WebEndpoint(id = "breakwater", defaultAccess = Access.NONE)
public final class BreakwaterEndpoint {

    private static final int UNPROCESSABLE = 422;
    private static final String MAINTENANCE = "maintenance";
    private static final String INJECTION = "injection";
    private static final String FLEET = "fleet";
    private static final boolean KNOWS_REPLICAS = ClassUtils.isPresent(
            "io.breakwater.operations.replicas.Replicas", BreakwaterEndpoint.class.getClassLoader());

    private final Breakwater breakwater;

    /**
     * For the engine of the app.
     *
     * @param breakwater the engine
     */
    public BreakwaterEndpoint(Breakwater breakwater) {
        this.breakwater = breakwater;
    }

    /** The routes, and under each its settings. */
    @ReadOperation
    public Map<String, Object> status() {
        Map<String, Object> routes = new LinkedHashMap<>();
        for (RouteStatus status : breakwater.routes()) {
            Map<String, Object> route = new LinkedHashMap<>();
            status.downstream().ifPresent(downstream -> route.put("downstream", downstream));
            route.put("breaker", status.breakerState());
            status.appsBreaker().ifPresent(name -> route.put("appsBreaker", name));
            if (!status.breakersByHandler().isEmpty()) {
                route.put("breakersByHandler", status.breakersByHandler());
            }
            status.concurrencyLimit().ifPresent(limit -> route.put("concurrencyLimit", limit));
            status.availableConcurrency().ifPresent(places -> route.put("availableConcurrency", places));
            breakwater.maintenance().current().stream()
                    .filter(planned -> planned.route().equals(status.route()))
                    .forEach(planned -> route.put("maintenance", told(planned)));
            breakwater.injections().current().stream()
                    .filter(injection -> injection.route().equals(status.route()))
                    .forEach(injection -> route.put(INJECTION, told(injection)));
            route.put("settings", settings(status.route()));
            routes.put(status.route(), route);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("routes", routes);
        fleet().ifPresent(fleet -> all.put(FLEET, fleet));
        return all;
    }

    private Optional<Map<String, Object>> fleet() {
        return KNOWS_REPLICAS ? FleetAnswers.of(breakwater) : Optional.empty();
    }

    private Map<String, Object> settings(String route) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (EffectiveValue value : breakwater.settings()) {
            if (value.route().equals(route)) {
                Map<String, String> told = new LinkedHashMap<>();
                told.put("value", value.value());
                value.origin().ifPresent(origin -> told.put("origin", origin));
                settings.put(value.key(), told);
            }
        }
        return settings;
    }

    /** Puts the settings in force as they are now; tells what changed, or with status 422 what is wrong with them. */
    @WriteOperation
    public WebEndpointResponse<Map<String, Object>> reload() {
        try {
            return new WebEndpointResponse<>(Map.of(
                    "changes",
                    breakwater.reload().stream().map(BreakwaterEndpoint::told).toList()));
        } catch (SettingsException e) {
            return new WebEndpointResponse<>(
                    Map.of(
                            "problems",
                            e.problems().stream().map(Problem::toString).toList()),
                    UNPROCESSABLE);
        }
    }

    /**
     * Starts a planned break, or injects failures for a game day, and tells of those that are; or says what holds for a route on a fleet, and
     * tells how that stands. With status 400 it tells what is wrong.
     *
     * @param what {@code maintenance}, {@code injection} or {@code fleet}
     * @param route the route's name; null for a planned break of all, in maintenance alone
     * @param until when it ends by itself, as {@code 2026-12-01T22:00+01:00}; null for no known end, which only a planned break may have
     * @param reason why, for other operators; null for none
     * @param fault as the setting {@code inject.fault}, and those that follow likewise
     * @param word what holds on the fleet: {@code open}, {@code closed} or {@code automatic}
     * @param replica on which replica it holds; null for all
     * @param holds for how long it holds, as {@code 30m}
     */
    @WriteOperation
    public WebEndpointResponse<Map<String, Object>> start(
            SecurityContext caller,
            @Selector String what,
            @Nullable String route,
            @Nullable String until,
            @Nullable String reason,
            @Nullable String fault,
            @Nullable String latency,
            @Nullable String status,
            @Nullable String cutAfter,
            @Nullable String percent,
            @Nullable String header,
            @Nullable String votes,
            @Nullable String confirm,
            @Nullable String word,
            @Nullable String replica,
            @Nullable String holds) {
        if (what.equals(INJECTION)) {
            Map<String, String> ordered = new LinkedHashMap<>();
            put(ordered, "fault", fault);
            put(ordered, "latency", latency);
            put(ordered, "status", status);
            put(ordered, "cut-after", cutAfter);
            put(ordered, "percent", percent);
            put(ordered, "header", header);
            put(ordered, "until", until);
            put(ordered, "votes", votes);
            put(ordered, "confirm", confirm);
            return switched(what, () -> breakwater
                    .injections()
                    .start(
                            Optional.ofNullable(route)
                                    .orElseThrow(() -> new IllegalArgumentException("route is missing")),
                            ordered,
                            nameOf(caller),
                            Optional.ofNullable(reason)));
        }
        if (what.equals(FLEET) && KNOWS_REPLICAS) {
            return done(
                    () -> FleetAnswers.say(
                            breakwater,
                            Optional.ofNullable(route),
                            Optional.ofNullable(replica),
                            Optional.ofNullable(word),
                            nameOf(caller),
                            Optional.ofNullable(reason),
                            Optional.ofNullable(holds)),
                    () -> Map.of(FLEET, fleet().orElseGet(Map::of)));
        }
        return switched(what, () -> breakwater
                .maintenance()
                .start(
                        Optional.ofNullable(route),
                        Optional.ofNullable(until)
                                .map(end -> OffsetDateTime.parse(end).toInstant()),
                        nameOf(caller),
                        Optional.ofNullable(reason)));
    }

    private static void put(Map<String, String> ordered, String key, @Nullable String value) {
        if (value != null) {
            ordered.put(key, value);
        }
    }

    /**
     * Ends the planned break that is, or what is injected, and tells of those that still are.
     *
     * @param what {@code maintenance} or {@code injection}
     * @param route the route's name; null for all
     */
    @DeleteOperation
    public WebEndpointResponse<Map<String, Object>> end(
            SecurityContext caller, @Selector String what, @Nullable String route) {
        return switched(what, () -> {
            if (what.equals(INJECTION)) {
                breakwater.injections().end(Optional.ofNullable(route), nameOf(caller));
            } else {
                breakwater.maintenance().end(Optional.ofNullable(route), nameOf(caller));
            }
        });
    }

    private WebEndpointResponse<Map<String, Object>> switched(String what, Runnable act) {
        return switch (what) {
            case MAINTENANCE ->
                done(
                        act,
                        () -> Map.of(
                                MAINTENANCE,
                                breakwater.maintenance().current().stream()
                                        .map(BreakwaterEndpoint::told)
                                        .toList()));
            case INJECTION ->
                done(
                        act,
                        () -> Map.of(
                                "injections",
                                breakwater.injections().current().stream()
                                        .map(BreakwaterEndpoint::told)
                                        .toList()));
            default -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
        };
    }

    /** Does what was asked for, and tells how things stand then, or what was wrong. */
    private static WebEndpointResponse<Map<String, Object>> done(Runnable act, Supplier<Map<String, Object>> standing) {
        try {
            act.run();
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return new WebEndpointResponse<>(
                    Map.of("problem", String.valueOf(e.getMessage())), WebEndpointResponse.STATUS_BAD_REQUEST);
        }
        return new WebEndpointResponse<>(standing.get());
    }

    private static String nameOf(SecurityContext caller) {
        Principal principal = caller.getPrincipal();
        return principal == null ? "actuator" : principal.getName();
    }

    private static Map<String, String> told(Maintenance planned) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("route", planned.route());
        told.put("source", planned.source().name().toLowerCase(Locale.ROOT));
        planned.since().ifPresent(since -> told.put("since", since.toString()));
        planned.until().ifPresent(until -> told.put("until", until.toString()));
        planned.by().ifPresent(by -> told.put("by", by));
        planned.reason().ifPresent(reason -> told.put("reason", reason));
        return told;
    }

    private static Map<String, Object> told(Injection injection) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("route", injection.route());
        told.put("what", injection.what());
        injection.since().ifPresent(since -> told.put("since", since.toString()));
        told.put("until", injection.until().toString());
        injection.by().ifPresent(by -> told.put("by", by));
        injection.reason().ifPresent(reason -> told.put("reason", reason));
        return told;
    }

    private static Map<String, String> told(SettingChange change) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("key", change.key());
        change.from().ifPresent(value -> told.put("from", value));
        change.to().ifPresent(value -> told.put("to", value));
        return told;
    }
}
