package io.breakwater.observe;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The present state of a route, for status pages and health checks. Immutable.
 *
 * @param route the route's name
 * @param downstream the name of the downstream for operators; empty when not configured
 * @param breakerState the circuit breaker's state, in Resilience4j's terms; {@code DISABLED} when the route has none
 * @param appsBreaker the name in the registry of a circuit breaker that the app had registered under the route's name, whose
 *     own settings apply; empty when Breakwater created it
 * @param availableConcurrency how many permits of the concurrency limit are free; empty when there is no limit
 * @param breakersByHandler the states of the circuit breakers by the app's own patterns, for each of which the default route
 *     has one; empty for any other route
 */
public record RouteStatus(
        String route,
        Optional<String> downstream,
        String breakerState,
        Optional<String> appsBreaker,
        OptionalInt availableConcurrency,
        Map<String, String> breakersByHandler) {}
