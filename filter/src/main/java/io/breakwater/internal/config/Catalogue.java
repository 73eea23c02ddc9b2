package io.breakwater.internal.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every setting there is. */
final class Catalogue {

    static final Setting<String> CORRELATION_HEADER = Setting.in(
            Setting.Scope.GLOBAL_ONLY,
            "correlation.header",
            TextParsers.ownHeaderName(),
            "X-Request-ID",
            "The request and response header that carries the correlation id.",
            "What most proxies and log pipelines call it.");

    static final Setting<List<String>> EXCLUDE = Setting.in(
            Setting.Scope.GLOBAL_ONLY,
            "exclude",
            RouteParsers.excluded(),
            Parser.NONE,
            "The URL patterns of requests that pass the filter untouched, whatever route they would take.",
            "Only you know what of your app asks nobody else.");

    static final Setting<ResourceLocation> CONFIG = Setting.in(
            Setting.Scope.OUTSIDE_FILE,
            "config",
            TextParsers.location(),
            "classpath:breakwater.properties",
            "Where the properties file is; given as an init-param, a system property or an environment variable.",
            "A file next to the classes needs no configuration of its own; there it may also be missing.");

    static final List<Setting<?>> ALL = Stream.of(
                    RouteBinding.IDENTITY,
                    OperationBinding.FOR_ROUTES,
                    TimeoutBinding.ALL,
                    RetryBinding.ALL,
                    CircuitBreakerBinding.ALL,
                    List.<Setting<?>>of(RouteBinding.MAX_CONCURRENCY),
                    PageBinding.ALL,
                    List.<Setting<?>>of(EXCLUDE, CORRELATION_HEADER),
                    OperationBinding.GLOBAL,
                    List.<Setting<?>>of(CONFIG))
            .flatMap(List::stream)
            .toList();

    private static final Map<String, Setting<?>> BY_KEY =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Setting::key, Function.identity()));

    private Catalogue() {}

    static Optional<Setting<?>> find(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    static boolean isForRoutes(Setting<?> setting) {
        return setting.scope() == Setting.Scope.EVERYWHERE || setting.scope() == Setting.Scope.ROUTE_ONLY;
    }
}
