package io.breakwater;

import io.breakwater.internal.config.LoadedSettings;
import io.breakwater.internal.config.RouteSettings;
import io.breakwater.internal.config.TimeoutSettings;
import io.breakwater.internal.exchange.GuardedRoute;
import io.breakwater.internal.policy.RoutePolicy;
import io.breakwater.observe.RouteLimits;
import io.breakwater.observe.RouteStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every route as one reading of the settings wants it. A reload makes another one; exchanges under way stay with the route
 * they were given.
 *
 * @param loaded the settings
 * @param all the route for everything else first
 * @param routing finds a request's route
 */
record ActiveRoutes(LoadedSettings loaded, List<GuardedRoute> all, RequestRouter routing) {

    Map<String, GuardedRoute> byName() {
        return all.stream()
                .collect(Collectors.toMap(route -> route.policy().settings().name(), Function.identity()));
    }

    List<TimeoutSettings> timeouts() {
        return all.stream().map(route -> route.policy().settings().timeouts()).toList();
    }

    List<RouteStatus> statuses() {
        return all.stream().map(ActiveRoutes::status).toList();
    }

    private static RouteStatus status(GuardedRoute route) {
        RoutePolicy policy = route.policy();
        RouteSettings settings = policy.settings();
        return new RouteStatus(
                settings.name(),
                settings.downstream(),
                policy.breakerState(),
                policy.remainingOpen().map(Instant.now()::plus),
                policy.appsBreaker(),
                policy.availableConcurrency(),
                policy.breakerStatesByKey(),
                policy.inFlight(),
                route.stuckThreadCount(),
                policy.retriesLeft(),
                new RouteLimits(
                        settings.timeouts().exchange(),
                        settings.timeouts().attempt(),
                        settings.maxConcurrency(),
                        policy.maxAttempts(),
                        settings.isObserved()));
    }
}
