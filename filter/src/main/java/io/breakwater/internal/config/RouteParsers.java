package io.breakwater.internal.config;

import io.breakwater.internal.pattern.HostPattern;
import io.breakwater.internal.pattern.PathPattern;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Parsers of the settings that select the requests of a route. */
final class RouteParsers {

    static final int MOST_HOSTS = 100;
    static final int MOST_HEADERS = 16;

    /** The word for no condition. */
    static final String ANY = "any";

    private RouteParsers() {}

    /** Returns a parser of URL patterns, which keeps them as they were written. */
    static Parser<List<String>> patterns() {
        return Parser.of(
                "list of patterns", "a list of patterns such as /orders/*, /shops/*/orders, /health or *.jpg", text -> {
                    List<String> patterns = Parser.items(text);
                    // By their canonical spelling, in which equivalent patterns are equal.
                    Set<String> seen = new HashSet<>();
                    for (String pattern : patterns) {
                        if (!seen.add(PathPattern.parse(pattern).toString())) {
                            throw new IllegalArgumentException("lists " + pattern + " twice");
                        }
                    }
                    return patterns;
                });
    }

    /** Returns a parser of the URL patterns that are not guarded. */
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

    /** Returns a parser of HTTP methods. */
    static Parser<Set<String>> methods() {
        return TextParsers.methods().or(ANY).as(methods -> methods.orElse(Set.of()));
    }

    /** Returns a parser of hosts, exact or with all subdomains. */
    static Parser<List<HostPattern>> hosts() {
        return Parser.of(
                        "list of hosts",
                        "a list of hosts without ports such as shop.example, or *.shop.example for all below it; at most "
                                + MOST_HOSTS,
                        text -> distinct(text, HostPattern::parse, HostPattern::toString, MOST_HOSTS))
                .or(ANY)
                .as(hosts -> hosts.orElse(List.of()));
    }

    /** Returns a parser of headers, with a value or for any value. */
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
