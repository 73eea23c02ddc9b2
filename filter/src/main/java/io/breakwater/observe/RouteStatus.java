package io.breakwater.observe;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The present state of a route, for status pages and health checks. Immutable.
 *
 * @param route the route's name
 * @param downstream the name of the downstream for operators; empty when not configured
 * @param breakerState the circuit breaker's state, in Resilience4j's terms; {@code DISABLED} when the route has none
 * @param breakerOpenUntil when the open circuit breaker admits calls again; empty unless it is open
 * @param appsBreaker the name in the registry of a circuit breaker that the app had registered under the route's name, whose
 *     own settings apply; empty when Breakwater created it
 * @param concurrencyLimit how many exchanges the concurrency limit lets wait at this moment: the number that is set, or what a
 *     limit that learns lets in while it holds; empty when there is no limit
 * @param availableConcurrency how many permits of the concurrency limit are free; empty when there is no limit
 * @param breakersByHandler the states of the circuit breakers by the app's own patterns, for each of which the default route
 *     has one; empty for any other route
 * @param inFlight how many admitted exchanges wait for their response to start, each with a permit of the concurrency limit,
 *     if there is one
 * @param stuckThreads how many threads are in the app at this moment whose response the deadline has taken away
 * @param retriesLeft how many retries the budget would allow at this moment; empty when the route does not retry
 * @param limits the limits in force
 */
public record RouteStatus(
        String route,
        Optional<String> downstream,
        String breakerState,
        Optional<Instant> breakerOpenUntil,
        Optional<String> appsBreaker,
        OptionalInt concurrencyLimit,
        OptionalInt availableConcurrency,
        Map<String, String> breakersByHandler,
        int inFlight,
        int stuckThreads,
        OptionalInt retriesLeft,
        RouteLimits limits) {

    /** Returns the URL of the downstream; empty when {@code downstream} is a name, or not configured. */
    public Optional<URI> downstreamUrl() {
        return downstream
                .filter(name -> name.startsWith("http://") || name.startsWith("https://"))
                .flatMap(RouteStatus::parse);
    }

    private static Optional<URI> parse(String url) {
        try {
            return Optional.of(new URI(url)).filter(parsed -> parsed.getHost() != null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
