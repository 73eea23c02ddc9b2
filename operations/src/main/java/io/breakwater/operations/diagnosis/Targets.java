package io.breakwater.operations.diagnosis;

import io.breakwater.observe.RouteStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The targets of the routes as the settings in force name them: a route has one when its {@code downstream} is a URL. Asks anew each
 * time, so that a reload counts. Thread-safe.
 */
public final class Targets implements Function<String, Optional<Target>> {

    private final Supplier<List<RouteStatus>> routes;
    private final Function<String, Optional<String>> healthPath;

    /**
     * Of an engine's routes.
     *
     * @param routes the present state of each route
     * @param healthPath the path to ask for on a route; empty for the URL's own
     */
    public Targets(Supplier<List<RouteStatus>> routes, Function<String, Optional<String>> healthPath) {
        this.routes = routes;
        this.healthPath = healthPath;
    }

    /** Returns the target of a route; empty where its downstream is no URL, or where there is no such route. */
    @Override
    public Optional<Target> apply(String route) {
        return routes.get().stream()
                .filter(status -> status.route().equals(route))
                .findFirst()
                .flatMap(status -> Target.of(
                        route,
                        status.downstream().orElse(""),
                        healthPath.apply(route),
                        status.limits().attemptTimeout()));
    }
}
