package io.breakwater.observe;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a route stands at this moment, for status pages and health checks. Immutable.
 *
 * @param route the route's name
 * @param downstream what people call the service behind it; empty when not configured
 * @param breakerState the breaker's state, in Resilience4j's words; {@code DISABLED} when the route has none
 * @param appsBreaker the breaker's name in the registry, where the app had one there under the route's name, whose settings hold
 *     then; empty for one of ours
 * @param availableConcurrency how many more exchanges the concurrency limit would let in now; empty when there is no limit
 * @param breakersByHandler the states of the breakers by the app's own patterns, of which the route for everything else has one
 *     each; empty for any other route
 */
public record RouteStatus(
        String route,
        Optional<String> downstream,
        String breakerState,
        Optional<String> appsBreaker,
        OptionalInt availableConcurrency,
        Map<String, String> breakersByHandler) {}
