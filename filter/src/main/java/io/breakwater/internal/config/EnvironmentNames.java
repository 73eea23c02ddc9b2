package io.breakwater.internal.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps keys to environment variables, whose names have no dots, hyphens or lower-case letters. Two forms are understood:
 * {@code breakwater.routes.web-shop.retry.max-attempts} is {@code BREAKWATER_ROUTES_WEB_SHOP_RETRY_MAX_ATTEMPTS}, with an
 * underscore for a hyphen, and {@code BREAKWATER_ROUTES_WEBSHOP_RETRY_MAXATTEMPTS} as Spring Boot has it, without hyphens.
 * Boot also numbers the items of a list: {@code BREAKWATER_ROUTES_ORDERS_PATH_0}.
 */
final class EnvironmentNames {

    static final String PREFIX = "BREAKWATER_";
    private static final String ROUTES = nameOf(RawEntry.ROUTES);

    /**
     * The variables that Kubernetes sets in every pod for a Service "breakwater" or "breakwater-…" (its docs: "environment
     * variables").
     */
    private static final Pattern KUBERNETES =
            Pattern.compile("BREAKWATER_(.+_)?(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.+)?)?)");

    private static final Pattern NUMBERED = Pattern.compile("(.+)_(\\d{1,4})");

    private static final List<Function<String, String>> FORMS =
            List.of(EnvironmentNames::nameOf, EnvironmentNames::bootNameOf);

    /** An item of a list, numbered from 0. */
    record Item(String key, int number) {}

    private EnvironmentNames() {}

    static String nameOf(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    static String bootNameOf(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "");
    }

    static boolean isKubernetes(String name) {
        return KUBERNETES.matcher(name).matches();
    }

    /**
     * Returns the full key that a variable stands for; empty when there is none.
     *
     * @param routes the routes that other sources name; of several that match, the one with the longest name is taken. When
     *     none matches, the longest key that matches is taken, and what precedes it names a new route
     */
    static Optional<String> keyOf(String name, Collection<String> routes) {
        if (!name.startsWith(ROUTES)) {
            List<String> keys = Catalogue.globalKeys().stream()
                    .map(key -> RawEntry.PREFIX + key)
                    .toList();
            return named(name, keys);
        }
        return ofKnownRoute(name, routes).or(() -> ofNewRoute(name.substring(ROUTES.length())));
    }

    /** Returns the item of a list that a variable stands for; empty when there is none. */
    static Optional<Item> itemOf(String name, Collection<String> routes) {
        Matcher numbered = NUMBERED.matcher(name);
        return numbered.matches()
                ? keyOf(numbered.group(1), routes)
                        .filter(EnvironmentNames::isList)
                        .map(key -> new Item(key, Integer.parseInt(numbered.group(2))))
                : Optional.empty();
    }

    private static boolean isList(String key) {
        String rest =
                key.substring(key.startsWith(RawEntry.ROUTES) ? RawEntry.ROUTES.length() : RawEntry.PREFIX.length());
        String bare = key.startsWith(RawEntry.ROUTES) ? rest.substring(rest.indexOf('.') + 1) : rest;
        return Catalogue.find(bare).filter(Setting::isList).isPresent();
    }

    private static Optional<String> ofKnownRoute(String name, Collection<String> routes) {
        List<String> keys = routes.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .flatMap(route -> Catalogue.routeKeys().stream().map(key -> RawEntry.ROUTES + route + "." + key))
                .toList();
        return named(name, keys);
    }

    /** Tries the form with underscores first, because a route's name may be another's without its hyphens. */
    private static Optional<String> named(String name, List<String> keys) {
        return FORMS.stream()
                .flatMap(form -> keys.stream().filter(key -> form.apply(key).equals(name)))
                .findFirst();
    }

    private static Optional<String> ofNewRoute(String rest) {
        Optional<String> longest = Optional.empty();
        int length = 0;
        for (String key : Catalogue.routeKeys()) {
            for (Function<String, String> form : FORMS) {
                String end = "_" + form.apply(key);
                if (rest.endsWith(end) && end.length() > length) {
                    longest = Optional.of(key);
                    length = end.length();
                }
            }
        }
        String route = rest.substring(0, rest.length() - length)
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        return longest.filter(key -> SettingKey.isName(route)).map(key -> RawEntry.ROUTES + route + "." + key);
    }
}
