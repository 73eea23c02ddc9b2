package io.breakwater.internal.config;

import io.breakwater.internal.pattern.HostPattern;
import io.breakwater.internal.pattern.PathPattern;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Readers of what tells which requests a route is for. */
final class RouteParsers {

    static final int MOST_HOSTS = 100;
    static final int MOST_HEADERS = 16;

    /** The word that narrows nothing. */
    static final String ANY = "any";

    private RouteParsers() {}

    /** URL patterns as they were written. */
    static Parser<List<String>> patterns() {
        return Parser.of(
                "list of patterns", "a list of patterns such as /orders/*, /shops/*/orders, /health or *.jpg", text -> {
                    List<String> patterns = Parser.items(text);
                    // By their shortest spelling, in which equal ones are alike.
                    Set<String> seen = new HashSet<>();
                    for (String pattern : patterns) {
                        if (!seen.add(PathPattern.parse(pattern).toString())) {
                            throw new IllegalArgumentException("lists " + pattern + " twice");
                        }
                    }
                    return patterns;
                });
    }

    /** The same for what is not guarded; none at all if not given. */
    static Parser<List<String>> excluded() {
        return patterns()
                .as(patterns -> {
                    for (String pattern : patterns) {
                        if (PathPattern.parse(pattern) instanceof PathPattern.CatchAll) {
                            throw new IllegalArgumentException("lists " + pattern
                                    + ", which leaves nothing to guard: map the filter to fewer URLs, or leave it out");
                        }
                    }
                    return patterns;
                })
                .or(Parser.NONE)
                .as(patterns -> patterns.orElse(List.of()));
    }

    /** HTTP methods. */
    static Parser<Set<String>> methods() {
        return TextParsers.methods().or(ANY).as(methods -> methods.orElse(Set.of()));
    }

    /** Hosts, exact or with all below. */
    static Parser<List<HostPattern>> hosts() {
        return Parser.of(
                        "list of hosts",
                        "a list of hosts without ports such as shop.example, or *.shop.example for all below it; at most "
                                + MOST_HOSTS,
                        text -> distinct(text, HostPattern::parse, HostPattern::toString, MOST_HOSTS))
                .or(ANY)
                .as(hosts -> hosts.orElse(List.of()));
    }

    /** Headers, with a value or for any. */
    static Parser<List<RouteConditions.Header>> headers() {
        return Parser.of(
                        "list of headers",
                        "a list of headers that a request must all have, such as X-Beta for any value, or X-Tenant: gold"
                                + " for this one; at most " + MOST_HEADERS,
                        text -> distinct(
                                text, RouteConditions.Header::parse, RouteConditions.Header::name, MOST_HEADERS))
                .or(ANY)
                .as(headers -> headers.orElse(List.of()));
    }

    private static <T> List<T> distinct(String text, Function<String, T> parse, Function<T, String> what, int most) {
        List<T> items = Parser.items(text).stream().map(parse).collect(Collectors.toList());
        if (items.size() > most) {
            throw new IllegalArgumentException("lists " + items.size() + ", more than " + most);
        }
        Set<String> seen = new HashSet<>();
        for (T item : items) {
            if (!seen.add(what.apply(item))) {
                throw new IllegalArgumentException("lists " + what.apply(item) + " twice");
            }
        }
        return items;
    }
}
