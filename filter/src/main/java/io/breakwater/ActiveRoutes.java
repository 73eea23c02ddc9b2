package io.breakwater;

import io.breakwater.config.SettingChange;
import io.breakwater.internal.config.LoadedSettings;
import io.breakwater.internal.config.RouteSettings;
import io.breakwater.internal.exchange.GuardedRoute;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.policy.RoutePolicy;
import io.breakwater.internal.stale.StaleCache;
import io.breakwater.observe.RouteLimits;
import io.breakwater.observe.RouteStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * Every route as one reading of the settings wants it. A reload makes another one; exchanges under way stay with the route
 * they were given.
 *
 * @param loaded the settings
 * @param all the route for everything else first
 * @param routing finds a request's route
 * @param stale where the routes keep answers; empty when none does
 */
record ActiveRoutes(LoadedSettings loaded, List<GuardedRoute> all, RequestRouter routing, Optional<StaleCache> stale) {

    private static final Logger LOG = Logs.of(Breakwater.class);

    Map<String, GuardedRoute> byName() {
        return all.stream()
                .collect(Collectors.toMap(route -> route.policy().settings().name(), Function.identity()));
    }

    List<RouteSettings> settings() {
        return all.stream().map(route -> route.policy().settings()).toList();
    }

    /** Logs what is in force from the start on. */
    void logFirst() {
        loaded.warnings().forEach(warning -> LOG.warn("settings {}", warning));
        loaded.summary().forEach(line -> LOG.info("settings {}", line));
        if (LOG.isDebugEnabled()) {
            loaded.listing().forEach(line -> LOG.debug("settings in force {}", line));
        }
    }

    /** Returns what has changed, and logs it, with what in {@code read} could not. */
    List<SettingChange> changesSince(ActiveRoutes before, LoadedSettings read) {
        read.refusedChangesSince(before.loaded)
                .forEach(change -> LOG.warn("settings not changed {}: this one takes a restart", change));
        loaded.warnings().stream()
                .filter(warning -> !before.loaded.warnings().contains(warning))
                .forEach(warning -> LOG.warn("settings {}", warning));
        List<SettingChange> changes = loaded.changesSince(before.loaded);
        changes.forEach(change -> LOG.info("settings changed {}", change));
        LOG.info("settings reloaded changes={}", changes.size());
        return changes;
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
                policy.concurrencyLimit(),
                policy.availableConcurrency(),
                policy.breakerStatesByKey(),
                policy.inFlight(),
                route.stuckThreadCount(),
                policy.retriesLeft(),
                new RouteLimits(
                        settings.timeouts().exchange(),
                        settings.timeouts().attempt(),
                        settings.concurrency().max(),
                        policy.maxAttempts(),
                        settings.isObserved()));
    }
}
