package io.breakwater.internal.config;

import io.breakwater.internal.pattern.HostPattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Declares and binds the settings of {@link RouteSettings} that belong to no other group. */
final class RouteBinding {

    /** What a route is, and whether the filter acts on it. */
    static final Setting.Group IDENTITY = new Setting.Group();

    static final Setting<List<String>> PATH = IDENTITY.required(
            "path",
            RouteParsers.patterns(),
            "The URL patterns, within the web app's context, of the requests this route is for; the most specific wins.",
            "A route without a pattern would never be used.");

    static final Setting<Set<String>> METHODS = IDENTITY.in(
            Setting.Scope.ROUTE_ONLY,
            "methods",
            RouteParsers.methods(),
            RouteParsers.ANY,
            "The methods this route is for; a request with another goes on to the next route its path fits.",
            "Most services are one route, whatever is done with them.");

    static final Setting<List<HostPattern>> HOSTS = IDENTITY.in(
            Setting.Scope.ROUTE_ONLY,
            "hosts",
            RouteParsers.hosts(),
            RouteParsers.ANY,
            "The hosts, as the client named them, that this route is for, in any case and without a port.",
            "Most apps have one host.");

    static final Setting<List<RouteConditions.Header>> HEADERS = IDENTITY.in(
            Setting.Scope.ROUTE_ONLY,
            "headers",
            RouteParsers.headers(),
            RouteParsers.ANY,
            "The headers that the requests of this route have, all of them.",
            "Anybody can send any header, so this is for what your own proxies set.");

    static final Setting<Optional<String>> DOWNSTREAM = IDENTITY.in(
            Setting.Scope.ROUTE_ONLY,
            "downstream",
            TextParsers.downstream().or(Parser.NONE),
            Parser.NONE,
            "What operators call the service behind this route, for log and Proxy-Status, or its URL, of which only the log tells; nothing is asked there.",
            "Without it the route's name has to do.");

    static final Setting<Optional<String>> LABEL = IDENTITY.in(
            Setting.Scope.ROUTE_ONLY,
            "label",
            TextParsers.words(40).or(Parser.NONE),
            Parser.NONE,
            "What visitors call the service behind this route; the page's picture names it so.",
            "Without it the page says \"the service behind it\", in the visitor's language.");

    static final Setting<RouteSettings.Mode> MODE = IDENTITY.everywhere(
            "mode",
            Parser.ofConstants(RouteSettings.Mode.class),
            "guard",
            "Whether the guard acts, or only observes: decides and records everything, and leaves every answer to the app.",
            "Observing is for the first week in production.");

    private RouteBinding() {}

    static RouteSettings bind(String name, SettingValues level, ClassLoader loader) {
        return new RouteSettings(
                name,
                level.find(PATH).orElse(List.of()),
                new RouteConditions(level.get(METHODS), level.get(HOSTS), level.get(HEADERS)),
                level.get(DOWNSTREAM),
                level.get(LABEL),
                level.get(MODE),
                TimeoutBinding.bind(level),
                RetryBinding.bind(level),
                CircuitBreakerBinding.bind(level),
                ConcurrencyBinding.bind(level),
                StaleBinding.bind(level),
                PageBinding.bind(level, loader),
                MaintenanceBinding.bind(level),
                InjectBinding.bind(level));
    }
}
