package io.breakwater.internal.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists the effective settings, for the log and for comparison. */
final class EffectiveSettingsReport {

    private EffectiveSettingsReport() {}

    static List<EffectiveSetting> of(
            BreakwaterSettings settings, SettingValues all, Map<String, SettingValues> routes) {
        List<EffectiveSetting> values = new ArrayList<>();
        add(values, settings.defaults(), all, true);
        for (RouteSettings route : settings.routes()) {
            add(values, route, routes.getOrDefault(route.name(), all), false);
        }
        return values;
    }

    /** Returns a line for each route. */
    static List<String> lines(List<EffectiveSetting> values) {
        Map<String, StringBuilder> lines = new LinkedHashMap<>();
        for (EffectiveSetting value : values) {
            lines.computeIfAbsent(value.route(), route -> new StringBuilder("route=").append(route))
                    .append(' ')
                    .append(value);
        }
        return lines.values().stream().map(StringBuilder::toString).toList();
    }

    /** Returns a line for each route, with what was given for it; the rest is as for all routes, or the default. */
    static List<String> given(List<EffectiveSetting> values) {
        Map<String, EffectiveSetting> forAll = new HashMap<>();
        Map<String, StringBuilder> lines = new LinkedHashMap<>();
        for (EffectiveSetting value : values) {
            StringBuilder line =
                    lines.computeIfAbsent(value.route(), route -> new StringBuilder("route=").append(route));
            boolean all = value.route().equals(BreakwaterSettings.DEFAULT_ROUTE);
            EffectiveSetting inherited = all ? null : forAll.get(value.key());
            if (value.origin().isPresent() && (inherited == null || !value.isLike(inherited))) {
                line.append(' ').append(value);
            }
            if (all) {
                forAll.put(value.key(), value);
            }
        }
        return lines.values().stream().map(StringBuilder::toString).toList();
    }

    private static void add(List<EffectiveSetting> values, RouteSettings route, SettingValues level, boolean forAll) {
        for (Setting<?> setting : Catalogue.ALL) {
            boolean belongs = forAll ? setting.isForAll() : setting.isForRoutes();
            if (belongs && !isDisabled(setting, route)) {
                values.add(value(setting, route, level));
            }
        }
    }

    /** Leaves out the settings of a feature that is disabled. */
    private static boolean isDisabled(Setting<?> setting, RouteSettings route) {
        boolean retry = setting.key().startsWith("retry.") && setting != RetryBinding.MAX_ATTEMPTS;
        boolean breaker = setting.key().startsWith("circuit-breaker.") && setting != CircuitBreakerBinding.ENABLED;
        boolean stale = StaleBinding.isOfRoutesThatKeep(setting);
        return (stale && route.stale().isEmpty())
                || (retry && route.retry().isEmpty())
                || (breaker && route.circuitBreaker().isEmpty());
    }

    private static EffectiveSetting value(Setting<?> setting, RouteSettings route, SettingValues level) {
        if (setting == TimeoutBinding.ATTEMPT_TIMEOUT && TimeoutBinding.attemptLimit(level) == TimeoutBinding.TIMEOUT) {
            return new EffectiveSetting(
                    route.name(),
                    setting.key(),
                    text(TimeoutBinding.TIMEOUT, level),
                    Optional.of("no longer than timeout"));
        }
        return new EffectiveSetting(
                route.name(),
                setting.key(),
                text(setting, level),
                level.entry(setting).map(RawEntry::origin));
    }

    private static String text(Setting<?> setting, SettingValues level) {
        return level.entry(setting)
                .map(RawEntry::value)
                .or(setting::defaultText)
                .orElse("");
    }
}
