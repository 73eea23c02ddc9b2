package io.breakwater.internal.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every setting there is, and the settings that exist once for all routes. */
final class Catalogue {

    /** The settings that exist once for all routes. */
    static final Setting.Group GROUP = new Setting.Group();

    static final Setting<List<String>> EXCLUDE = GROUP.in(
            Setting.Scope.GLOBAL_ONLY,
            "exclude",
            RouteParsers.excluded(),
            Parser.NONE,
            "The URL patterns of requests that pass the filter untouched, whatever route they would take.",
            "Only you know what of your app asks nobody else.");

    static final Setting<String> CORRELATION_HEADER = GROUP.in(
            Setting.Scope.GLOBAL_ONLY,
            "correlation.header",
            TextParsers.ownHeaderName(),
            "X-Request-ID",
            "The request and response header that carries the correlation id.",
            "What most proxies and log pipelines call it.");

    static final Setting<Optional<Duration>> RELOAD_INTERVAL = GROUP.in(
            Setting.Scope.GLOBAL_ONLY,
            "reload.interval",
            QuantityParsers.durationOrZero("100ms", "1h", "0 for never"),
            "1s",
            "How often the properties file is looked at, to put what has changed in it in force; 0 for never.",
            "A change is in force within two seconds, and a look is one read of a small file.");

    static final Setting<ResourceLocation> CONFIG = GROUP.in(
            Setting.Scope.OUTSIDE_FILE,
            "config",
            TextParsers.location(),
            "classpath:breakwater.properties",
            "Where the properties file is; given as an init-param, a system property or an environment variable.",
            "A file next to the classes needs no configuration of its own; there it may also be missing.");

    /** In the order in which references list them. */
    static final List<Setting<?>> ALL = Stream.of(
                    RouteBinding.IDENTITY,
                    TimeoutBinding.GROUP,
                    RetryBinding.GROUP,
                    CircuitBreakerBinding.GROUP,
                    ConcurrencyBinding.GROUP,
                    StaleBinding.GROUP,
                    MaintenanceBinding.GROUP,
                    InjectBinding.GROUP,
                    PageBinding.GROUP,
                    GROUP,
                    Modules.GROUP)
            .map(Setting.Group::settings)
            .flatMap(List::stream)
            .toList();

    private static final Map<String, Setting<?>> BY_KEY =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Setting::key, Function.identity()));

    private Catalogue() {}

    static Optional<Setting<?>> find(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /** Returns the keys, without prefix, of the settings that a route may have. */
    static List<String> routeKeys() {
        return ALL.stream().filter(Setting::isForRoutes).map(Setting::key).toList();
    }

    /** Returns the keys, without prefix, of the settings that may be given for all routes. */
    static List<String> globalKeys() {
        return ALL.stream().filter(Setting::isForAll).map(Setting::key).toList();
    }
}
