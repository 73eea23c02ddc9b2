package io.breakwater.internal.config;

import io.breakwater.internal.pattern.HostPattern;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The settings of {@link RouteSettings} that are in no group. */
final class RouteBinding {

    static final Setting<List<String>> PATH = Setting.required(
            "path",
            RouteParsers.patterns(),
            "The URL patterns, within the web app's context, of the requests this route is for; the most specific wins.",
            "A route without a pattern would never be used.");

    static final Setting<Set<String>> METHODS = Setting.in(
            Setting.Scope.ROUTE_ONLY,
            "methods",
            RouteParsers.methods(),
            RouteParsers.ANY,
            "The methods this route is for; a request with another goes on to the next route its path fits.",
            "Most services are one route, whatever is done with them.");

    static final Setting<List<HostPattern>> HOSTS = Setting.in(
            Setting.Scope.ROUTE_ONLY,
            "hosts",
            RouteParsers.hosts(),
            RouteParsers.ANY,
            "The hosts, as the client named them, that this route is for, in any case and without a port.",
            "Most apps have one host.");

    static final Setting<List<HeaderCondition>> HEADERS = Setting.in(
            Setting.Scope.ROUTE_ONLY,
            "headers",
            RouteParsers.headers(),
            RouteParsers.ANY,
            "The headers that the requests of this route have, all of them.",
            "Anybody can send any header, so this is for what your own proxies set.");

    static final Setting<Optional<String>> DOWNSTREAM = Setting.in(
            Setting.Scope.ROUTE_ONLY,
            "downstream",
            TextParsers.downstream().or(Parser.NONE),
            Parser.NONE,
            "What operators call the service behind this route, for log and Proxy-Status, or its URL, of which only the log tells; nothing is asked there.",
            "Without it the route's name has to do.");

    static final Setting<Optional<String>> LABEL = Setting.in(
            Setting.Scope.ROUTE_ONLY,
            "label",
            TextParsers.words(40).or(Parser.NONE),
            Parser.NONE,
            "What visitors call the service behind this route; the page's picture names it so.",
            "Without it the page says \"the service behind it\", in the visitor's language.");

    static final Setting<OptionalInt> MAX_CONCURRENCY = Setting.everywhere(
            "concurrency.max",
            new NumberParser(1, 1_000_000).or(Parser.NONE).as(max -> max.map(OptionalInt::of)
                    .orElse(OptionalInt.empty())),
            Parser.NONE,
            "How many requests of a route may wait at once for their response to start; none for any number.",
            "Only you know your thread count: a value below it keeps one dead route from starving the others.");

    /** What a route is, before what it does. */
    static final List<Setting<?>> IDENTITY = List.of(PATH, METHODS, HOSTS, HEADERS, DOWNSTREAM, LABEL);

    private RouteBinding() {}

    static RouteSettings bind(String name, SettingValues level, ClassLoader loader) {
        return new RouteSettings(
                name,
                level.find(PATH).orElse(List.of()),
                new RouteConditions(level.get(METHODS), level.get(HOSTS), level.get(HEADERS)),
                level.get(DOWNSTREAM),
                level.get(LABEL),
                level.get(OperationBinding.MODE),
                TimeoutBinding.bind(level),
                RetryBinding.bind(level),
                CircuitBreakerBinding.bind(level),
                level.get(MAX_CONCURRENCY),
                PageBinding.bind(level, loader));
    }
}
