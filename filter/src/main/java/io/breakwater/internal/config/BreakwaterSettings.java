package io.breakwater.internal.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole configuration: what all exchanges share, the settings of requests that match no route, and the routes.
 *
 * <p>Immutable. Created by {@link SettingsLoader}, which has checked every value and every combination.
 *
 * @param correlationHeader name of the request and response header that carries the correlation id
 * @param excluded the URL patterns of requests that are not guarded
 * @param reloadInterval how often the properties file is checked for changes; empty for never
 * @param staleMaxBytes how much of the heap kept answers may take
 * @param defaults the route for requests that match no other; its name is {@value #DEFAULT_ROUTE}, it has no paths
 * @param routes the named routes, in the order they were first mentioned
 */
public record BreakwaterSettings(
        String correlationHeader,
        List<String> excluded,
        Optional<Duration> reloadInterval,
        int staleMaxBytes,
        RouteSettings defaults,
        List<RouteSettings> routes) {

    /** The reserved name of the default route. */
    public static final String DEFAULT_ROUTE = "default";

    /** The greatest number of routes. No handwritten file reaches it; it stops a generated one that grows without bound. */
    public static final int MOST_ROUTES = 1_000;

    public BreakwaterSettings {
        excluded = List.copyOf(excluded);
        routes = List.copyOf(routes);
    }

    /** Returns the settings of the default route and of all others. */
    public Stream<RouteSettings> everyRoute() {
        return Stream.concat(Stream.of(defaults), routes.stream());
    }

    /** Returns these settings with another correlation header. */
    BreakwaterSettings withCorrelationHeader(String header) {
        return new BreakwaterSettings(header, excluded, reloadInterval, staleMaxBytes, defaults, routes);
    }
}
