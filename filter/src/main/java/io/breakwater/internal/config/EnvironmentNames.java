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
 * How keys are called in the environment, which has no dots, hyphens or small letters. There are two ways, and both are
 * understood: {@code breakwater.routes.web-shop.retry.max-attempts} is {@code BREAKWATER_ROUTES_WEB_SHOP_RETRY_MAX_ATTEMPTS},
 * where a hyphen is an underscore, and {@code BREAKWATER_ROUTES_WEBSHOP_RETRY_MAXATTEMPTS} as Spring Boot has it, where it is
 * nothing. Boot also numbers the items of a list: {@code BREAKWATER_ROUTES_ORDERS_PATH_0}.
 */
final class EnvironmentNames {

    static final String PREFIX = "BREAKWATER_";
    private static final String ROUTES = nameOf(RawEntry.ROUTES);

    /** What Kubernetes tells every pod about a Service "breakwater" or "breakwater-…" (its docs: "environment variables"). */
    private static final Pattern KUBERNETES =
            Pattern.compile("BREAKWATER_(.+_)?(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.+)?)?)");

    private static final Pattern NUMBERED = Pattern.compile("(.+)_(\\d{1,4})");

    private static final List<Function<String, String>> FORMS =
            List.of(EnvironmentNames::nameOf, EnvironmentNames::bootNameOf);

    /** The item of that number, from 0, in a list. */
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
     * The full key that a variable stands for.
     *
     * @param routes the routes that other sources name; of several that fit, the one with the longest name is meant. When
     *     none fits, the longest key that fits is, and what stands before it names a new route
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

    /** The same for a variable that holds one item of a list. */
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

    /** Our own way first, since a route's name may be another's without its hyphens. */
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
