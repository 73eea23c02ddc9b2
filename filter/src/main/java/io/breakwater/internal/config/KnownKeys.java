package io.breakwater.internal.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the key that somebody meant, with or without prefix, in whatever case and punctuation. */
final class KnownKeys {

    private static final int SHORTEST_ROUTE_KEY = 3;

    private KnownKeys() {}

    /** The full key nearest to {@code typed}. */
    static Optional<String> nearest(String typed) {
        List<String> words = List.of(typed.strip().split("\\.", -1));
        if (words.size() > 1 && isNear(words.get(0), "breakwater")) {
            words = words.subList(1, words.size());
        }
        if (words.size() >= SHORTEST_ROUTE_KEY && isNear(words.get(0), "routes")) {
            String name = words.get(1).toLowerCase(Locale.ROOT).replace('_', '-');
            return inRoute(String.join(".", words.subList(2, words.size())), SettingKey.isName(name) ? name : "<name>");
        }
        String key = String.join(".", words);
        return forAll(key).or(() -> inRoute(key, "<name>"));
    }

    private static Optional<String> forAll(String key) {
        List<String> candidates = Catalogue.ALL.stream()
                .filter(setting -> setting.scope() != Setting.Scope.ROUTE_ONLY)
                .map(Setting::key)
                .toList();
        return EditDistance.of(key, candidates).map(known -> RawEntry.PREFIX + known);
    }

    private static Optional<String> inRoute(String key, String name) {
        return EditDistance.of(key, routeKeys()).map(known -> RawEntry.ROUTES + name + "." + known);
    }

    static List<String> routeKeys() {
        return Catalogue.ALL.stream()
                .filter(Catalogue::isForRoutes)
                .map(Setting::key)
                .toList();
    }

    /** The variable nearest to {@code typed}, where dots and hyphens are both underscores. */
    static Optional<String> nearestVariable(String typed) {
        String[] words = typed.toLowerCase(Locale.ROOT).split("_", -1);
        if (words.length > SHORTEST_ROUTE_KEY && isNear(words[1], "routes")) {
            // Where the route's name ends is not told, so the shortest name that makes sense of the rest is taken.
            for (int end = SHORTEST_ROUTE_KEY; end < words.length; end++) {
                String name = String.join("-", Arrays.copyOfRange(words, 2, end));
                String key = String.join("-", Arrays.copyOfRange(words, end, words.length));
                Optional<String> found = SettingKey.isName(name) ? inRoute(key, name) : Optional.empty();
                if (found.isPresent()) {
                    return found.map(EnvironmentNames::nameOf);
                }
            }
            return Optional.empty();
        }
        return forAll(String.join(".", Arrays.copyOfRange(words, 1, words.length)))
                .map(EnvironmentNames::nameOf);
    }

    private static boolean isNear(String typed, String word) {
        return EditDistance.distance(typed.toLowerCase(Locale.ROOT), word) <= 2;
    }
}
