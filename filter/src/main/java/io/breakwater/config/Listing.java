package io.breakwater.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings in force as lines for the log. */
final class Listing {

    private Listing() {}

    static List<String> of(BreakwaterSettings settings, Level all, Map<String, Level> routes) {
        List<String> lines = new ArrayList<>();
        lines.add(line(settings.defaults(), all, true));
        for (RouteSettings route : settings.routes()) {
            lines.add(line(route, routes.getOrDefault(route.name(), all), false));
        }
        return lines;
    }

    private static String line(RouteSettings route, Level level, boolean forAll) {
        StringBuilder line = new StringBuilder("route=").append(route.name());
        for (Setting<?> setting : Catalogue.ALL) {
            boolean belongs = forAll ? setting.scope() != Setting.Scope.ROUTE_ONLY : Catalogue.isForRoutes(setting);
            if (belongs && !isDisabled(setting, route)) {
                line.append(' ').append(pair(setting, level));
            }
        }
        return line.toString();
    }

    /** Settings of what is switched off say nothing about what runs. */
    private static boolean isDisabled(Setting<?> setting, RouteSettings route) {
        boolean retry = setting.key().startsWith("retry.") && setting != RetryBinding.MAX_ATTEMPTS;
        boolean breaker = setting.key().startsWith("circuit-breaker.") && setting != CircuitBreakerBinding.ENABLED;
        return (retry && route.retry().isEmpty())
                || (breaker && route.circuitBreaker().isEmpty());
    }

    private static String pair(Setting<?> setting, Level level) {
        if (setting == TimeoutBinding.ATTEMPT_TIMEOUT && TimeoutBinding.attemptLimit(level) == TimeoutBinding.TIMEOUT) {
            return setting.key() + "=" + value(TimeoutBinding.TIMEOUT, level) + " [no longer than timeout]";
        }
        Optional<String> origin = level.entry(setting).map(Entry::origin);
        return setting.key() + "=" + value(setting, level)
                + origin.map(o -> " [" + o + "]").orElse("");
    }

    private static String value(Setting<?> setting, Level level) {
        String text =
                level.entry(setting).map(Entry::value).or(setting::defaultText).orElse("");
        return text.contains(" ") ? '"' + text + '"' : text;
    }
}
