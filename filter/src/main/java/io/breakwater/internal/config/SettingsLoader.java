package io.breakwater.internal.config;

import io.breakwater.config.Problem;
import io.breakwater.config.SettingsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads settings: binds each value by itself, then each route, then checks the routes against each other.
 *
 * <p>The static methods are thread-safe: they keep nothing.
 */
public final class SettingsLoader {

    private final List<Problem> problems;
    private final SettingValues all;
    private final Map<String, SettingValues> routes = new LinkedHashMap<>();
    private final Set<String> misspelledRoutes = new HashSet<>();

    private SettingsLoader(List<Problem> problems) {
        this.problems = problems;
        this.all = SettingValues.forAll(problems);
    }

    /**
     * Reads everything that the sources hold, checks every value and every combination, and returns the settings. May be
     * called again with the same sources, and then reads their file again.
     *
     * @throws SettingsException when anything is wrong: an unknown key outside the environment, a value that is not allowed, a
     *     combination that makes no sense, a missing file; lists all that is wrong
     */
    public static LoadedSettings load(SettingsSources sources) {
        return bind(RawSettings.of(sources), sources.classLoader());
    }

    /** Returns every setting there is, in the order in which a reference should list them. */
    public static List<Setting<?>> catalogue() {
        return Catalogue.ALL;
    }

    private static LoadedSettings bind(RawSettings raw, ClassLoader loader) {
        SettingsLoader binding = new SettingsLoader(raw.problems());
        raw.entries().forEach(binding::put);
        RouteSettings defaults = RouteBinding.bind(BreakwaterSettings.DEFAULT_ROUTE, binding.all, loader);
        List<RouteSettings> bound = new ArrayList<>();
        binding.routes.forEach((name, level) -> bound.add(RouteBinding.bind(name, level, loader)));
        binding.checkRoutes(bound);
        if (!binding.problems.isEmpty()) {
            throw new SettingsException(binding.problems);
        }
        BreakwaterSettings settings = new BreakwaterSettings(
                binding.all.get(Catalogue.CORRELATION_HEADER),
                binding.all.get(Catalogue.EXCLUDE),
                binding.all.get(Catalogue.RELOAD_INTERVAL),
                binding.all.get(StaleBinding.MAX_BYTES),
                defaults,
                bound);
        return new LoadedSettings(
                        settings,
                        EffectiveSettingsReport.of(settings, binding.all, binding.routes),
                        raw.file(),
                        raw.warnings())
                .warning(MaintenanceBinding.warnings(settings));
    }

    private void put(RawEntry entry) {
        Optional<SettingKey> key = SettingKey.of(entry, problems);
        if (key.isEmpty()) {
            misspelledRoutes.add(routeOf(entry.key()));
            return;
        }
        key.get()
                .route()
                .map(name -> routes.computeIfAbsent(name, all::forRoute))
                .orElse(all)
                .put(key.get().setting(), entry);
    }

    private static String routeOf(String key) {
        return key.startsWith(RawEntry.ROUTES)
                ? key.substring(RawEntry.ROUTES.length()).split("\\.", 2)[0]
                : "";
    }

    private void checkRoutes(List<RouteSettings> bound) {
        RouteOverlaps overlaps = new RouteOverlaps(all);
        for (RouteSettings route : bound) {
            SettingValues level = routes.getOrDefault(route.name(), all);
            checkPath(route.name(), level);
            overlaps.check(route, level);
        }
        if (bound.size() > BreakwaterSettings.MOST_ROUTES) {
            problems.add(Problems.of(
                    "all sources",
                    RawEntry.ROUTES + "*",
                    Optional.empty(),
                    "there are " + bound.size() + " routes",
                    Optional.of("at most " + BreakwaterSettings.MOST_ROUTES),
                    Optional.empty()));
        }
    }

    private void checkPath(String name, SettingValues level) {
        // A misspelled key of this route is most likely its path: one mistake, one problem.
        if (level.isOwn(RouteBinding.PATH) || misspelledRoutes.contains(name)) {
            return;
        }
        problems.add(Problems.of(
                level.first().map(RawEntry::origin).orElse("all sources"),
                level.key(RouteBinding.PATH),
                Optional.empty(),
                "is missing: without it no request would take the route '" + name + "'",
                Optional.of(RouteBinding.PATH.allowed()),
                Optional.empty()));
    }
}
