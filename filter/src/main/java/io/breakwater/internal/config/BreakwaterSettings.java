package io.breakwater.internal.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that is configured: what every exchange shares, the settings of requests that no route names, and the routes.
 *
 * <p>Immutable. Made by the binder, which has checked every value and every combination.
 *
 * @param correlationHeader name of the request and response header that carries the correlation id
 * @param excluded the URL patterns of requests that are not guarded at all
 * @param reloadInterval how often the properties file is looked at; empty for never
 * @param defaults the route for requests that match no other; its name is {@value #DEFAULT_ROUTE}, it has no paths
 * @param routes the named routes, in the order they were first mentioned
 */
public record BreakwaterSettings(
        String correlationHeader,
        List<String> excluded,
        Optional<Duration> reloadInterval,
        RouteSettings defaults,
        List<RouteSettings> routes) {

    /** The reserved name of the route for everything else. */
    public static final String DEFAULT_ROUTE = "default";

    /** How many routes there may be: a bound that no handwritten file reaches, to stop a generated one that ran wild. */
    public static final int MOST_ROUTES = 1_000;

    public BreakwaterSettings {
        excluded = List.copyOf(excluded);
        routes = List.copyOf(routes);
    }

    /** The same under another correlation header. */
    BreakwaterSettings withCorrelationHeader(String header) {
        return new BreakwaterSettings(header, excluded, reloadInterval, defaults, routes);
    }
}
