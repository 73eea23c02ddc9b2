package io.breakwater.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How keys are called in the environment, which has no dots, hyphens or small letters:
 * {@code breakwater.routes.web-shop.retry.max-attempts} is {@code BREAKWATER_ROUTES_WEB_SHOP_RETRY_MAX_ATTEMPTS}.
 */
final class EnvironmentNames {

    static final String PREFIX = "BREAKWATER_";
    private static final String ROUTES = nameOf(Entry.ROUTES);

    /** What Kubernetes tells every pod about a Service "breakwater" or "breakwater-…" (its docs: "environment variables"). */
    private static final Pattern KUBERNETES =
            Pattern.compile("BREAKWATER_(.+_)?(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.+)?)?)");

    private EnvironmentNames() {}

    static String nameOf(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
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
            return Catalogue.ALL.stream()
                    .filter(setting -> setting.scope() != Setting.Scope.ROUTE_ONLY)
                    .map(setting -> Entry.PREFIX + setting.key())
                    .filter(key -> nameOf(key).equals(name))
                    .findFirst();
        }
        return ofKnownRoute(name, routes).or(() -> ofNewRoute(name.substring(ROUTES.length())));
    }

    private static Optional<String> ofKnownRoute(String name, Collection<String> routes) {
        return routes.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .flatMap(route -> KnownKeys.routeKeys().stream().map(key -> Entry.ROUTES + route + "." + key))
                .filter(key -> nameOf(key).equals(name))
                .findFirst();
    }

    private static Optional<String> ofNewRoute(String rest) {
        return KnownKeys.routeKeys().stream()
                .filter(key -> rest.endsWith("_" + nameOf(key)))
                .max(Comparator.comparingInt(String::length))
                .flatMap(key -> {
                    String name = rest.substring(0, rest.length() - nameOf(key).length() - 1);
                    String route = name.toLowerCase(Locale.ROOT).replace('_', '-');
                    return Address.isName(route) ? Optional.of(Entry.ROUTES + route + "." + key) : Optional.empty();
                });
    }
}
