package io.breakwater.internal.config;

import io.breakwater.config.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A key, resolved to the setting that it names.
 *
 * @param route the route; empty for all routes
 * @param setting the setting
 */
record SettingKey(Optional<String> route, Setting<?> setting) {

    private static final int LONGEST_NAME = 64;
    /** YAML reads an unquoted key off, on, no or yes as a truth value; the word itself is lost. */
    private static final Set<String> TRUTH_VALUES = Set.of("false", "true");

    /**
     * Resolves the key of an entry.
     *
     * @param problems receives what is wrong with the key when the result is empty
     */
    static Optional<SettingKey> of(RawEntry entry, List<Problem> problems) {
        String key = entry.key();
        if (key.startsWith(RawEntry.ROUTES)) {
            return ofRoute(entry, problems);
        }
        Optional<Setting<?>> setting = key.startsWith(RawEntry.PREFIX)
                ? Catalogue.find(key.substring(RawEntry.PREFIX.length()))
                : Optional.empty();
        if (setting.isEmpty()) {
            problems.add(Modules.missingJarOf(key)
                    .map(jar -> Problems.unknown(
                            entry,
                            "belongs to " + jar
                                    + ", which is not among the libraries: put that jar beside the filter's",
                            Optional.empty()))
                    .orElseGet(() -> Problems.unknown(entry, "is not a setting", Suggestions.key(key))));
            return Optional.empty();
        }
        if (setting.get().scope() == Setting.Scope.ROUTE_ONLY) {
            problems.add(Problems.unknown(
                    entry,
                    "belongs to a route",
                    Optional.of(RawEntry.ROUTES + "<name>." + setting.get().key())));
            return Optional.empty();
        }
        return setting.map(known -> new SettingKey(Optional.empty(), known));
    }

    private static Optional<SettingKey> ofRoute(RawEntry entry, List<Problem> problems) {
        String rest = entry.key().substring(RawEntry.ROUTES.length());
        int dot = rest.indexOf('.');
        if (dot < 0) {
            problems.add(Problems.unknown(
                    entry, "names no setting after the route", Optional.of(RawEntry.ROUTES + rest + ".path")));
            return Optional.empty();
        }
        String name = rest.substring(0, dot);
        String key = rest.substring(dot + 1);
        if (!isName(name)) {
            problems.add(badName(entry, name, key));
            return Optional.empty();
        }
        Optional<Setting<?>> setting = Catalogue.find(key);
        if (setting.isEmpty()) {
            problems.add(Problems.unknown(entry, "is not a setting", Suggestions.key(entry.key())));
            return Optional.empty();
        }
        if (!setting.get().isForRoutes()) {
            problems.add(Problems.unknown(entry, "is the same for all routes", Optional.of(RawEntry.PREFIX + key)));
            return Optional.empty();
        }
        return setting.map(known -> new SettingKey(Optional.of(name), known));
    }

    private static Problem badName(RawEntry entry, String name, String key) {
        if (name.equals(BreakwaterSettings.DEFAULT_ROUTE)) {
            return Problems.unknown(
                    entry,
                    "takes a name that is reserved for what no route names: set it for all, or name the route otherwise",
                    Optional.of(RawEntry.PREFIX + key));
        }
        if (TRUTH_VALUES.contains(name)) {
            return Problems.unknown(
                    entry,
                    "has a truth value for a route's name: in YAML that is what off, no, on and yes are, unless they stand in"
                            + " quotes, as in 'off'",
                    Optional.empty());
        }
        String mended = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return Problems.unknown(
                entry,
                "has a route name that is not 1 to 64 lower-case letters, digits and hyphens",
                isName(mended) ? Optional.of(RawEntry.ROUTES + mended + "." + key) : Optional.empty());
    }

    static boolean isName(String name) {
        return name.length() <= LONGEST_NAME
                && name.matches("[a-z0-9-]+")
                && !name.equals(BreakwaterSettings.DEFAULT_ROUTE)
                && !TRUTH_VALUES.contains(name);
    }
}
