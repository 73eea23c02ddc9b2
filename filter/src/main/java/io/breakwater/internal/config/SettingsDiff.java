package io.breakwater.internal.config;

import io.breakwater.config.SettingChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares two readings of the settings by the texts of the values. A change for all routes is not repeated for a route that
 * inherits it, and a route that was added or removed is listed by the values that differ from those for all routes.
 */
final class SettingsDiff {

    /** The settings that cannot change while the app runs, because other parts keep copies of them. */
    private static final List<Setting<?>> FIXED = List.of(Catalogue.CORRELATION_HEADER);

    private final Map<String, Map<String, EffectiveSetting>> before;
    private final Map<String, Map<String, EffectiveSetting>> after;
    private final List<SettingChange> changes = new ArrayList<>();

    private SettingsDiff(List<EffectiveSetting> before, List<EffectiveSetting> after) {
        this.before = byRoute(before);
        this.after = byRoute(after);
    }

    static List<SettingChange> of(List<EffectiveSetting> before, List<EffectiveSetting> after) {
        return new SettingsDiff(before, after).compare();
    }

    /** Returns the changes of settings that cannot change while the app runs. */
    static List<SettingChange> refused(LoadedSettings before, LoadedSettings after) {
        return of(before.values(), after.values()).stream()
                .filter(change ->
                        FIXED.stream().anyMatch(setting -> setting.key().equals(change.key())))
                .toList();
    }

    /** Returns the settings of {@code after}, in which what cannot change is as in {@code before}. */
    static LoadedSettings keepFixed(LoadedSettings before, LoadedSettings after) {
        Map<String, EffectiveSetting> old =
                byRoute(before.values()).getOrDefault(BreakwaterSettings.DEFAULT_ROUTE, Map.of());
        List<EffectiveSetting> values = after.values().stream()
                .map(value -> FIXED.stream().anyMatch(setting -> setting.key().equals(value.key()))
                        ? old.getOrDefault(value.key(), value)
                        : value)
                .toList();
        return new LoadedSettings(
                after.settings().withCorrelationHeader(before.settings().correlationHeader()),
                values,
                after.file(),
                after.warnings());
    }

    private static Map<String, Map<String, EffectiveSetting>> byRoute(List<EffectiveSetting> values) {
        Map<String, Map<String, EffectiveSetting>> routes = new LinkedHashMap<>();
        values.forEach(value -> routes.computeIfAbsent(value.route(), route -> new LinkedHashMap<>())
                .put(value.key(), value));
        return routes;
    }

    private List<SettingChange> compare() {
        Set<String> routes = new LinkedHashSet<>(before.keySet());
        routes.addAll(after.keySet());
        routes.forEach(this::compareRoute);
        return changes;
    }

    private void compareRoute(String route) {
        Map<String, EffectiveSetting> old = before.getOrDefault(route, Map.of());
        Map<String, EffectiveSetting> now = after.getOrDefault(route, Map.of());
        Set<String> keys = new LinkedHashSet<>(old.keySet());
        keys.addAll(now.keySet());
        for (String key : keys) {
            @Nullable EffectiveSetting from = old.get(key);
            @Nullable EffectiveSetting to = now.get(key);
            if (!Objects.equals(text(from), text(to)) && isWorthTelling(route, key, from, to)) {
                String name = route.equals(BreakwaterSettings.DEFAULT_ROUTE) ? key : "routes." + route + "." + key;
                changes.add(new SettingChange(name, shown(from), shown(to)));
            }
        }
    }

    private boolean isWorthTelling(
            String route, String key, @Nullable EffectiveSetting from, @Nullable EffectiveSetting to) {
        boolean isForAll = route.equals(BreakwaterSettings.DEFAULT_ROUTE);
        if (from != null && to != null) {
            return isForAll || !(text(from).equals(forAll(before, key)) && text(to).equals(forAll(after, key)));
        }
        if (!before.containsKey(route)) {
            return !text(to).equals(forAll(after, key));
        }
        if (!after.containsKey(route)) {
            return !text(from).equals(forAll(before, key));
        }
        // A feature was enabled or disabled, which its own key shows; values that were given with it are changes, too.
        return to != null && to.origin().isPresent();
    }

    private static Optional<String> forAll(Map<String, Map<String, EffectiveSetting>> values, String key) {
        return text(values.getOrDefault(BreakwaterSettings.DEFAULT_ROUTE, Map.of())
                        .get(key))
                .or(() -> Catalogue.find(key).flatMap(Setting::defaultText));
    }

    private static Optional<String> text(@Nullable EffectiveSetting value) {
        return Optional.ofNullable(value).map(EffectiveSetting::text);
    }

    private static Optional<String> shown(@Nullable EffectiveSetting value) {
        return Optional.ofNullable(value).map(EffectiveSetting::value);
    }
}
