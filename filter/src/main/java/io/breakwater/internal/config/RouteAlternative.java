package io.breakwater.internal.config;

import io.breakwater.internal.pattern.HostPattern;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One way to fulfil a route's conditions. Immutable.
 *
 * <p>Among alternatives with the same path pattern the one that asks most of a request goes first: more conditions before
 * fewer, where the methods are one condition, the host is one, and each header is one; then the narrower host, an exact name
 * before a wildcard, a long wildcard before a short one, any host before none; then more headers with a value. What is still
 * equal must not be able to meet in one request, as far as can be told at the start; where it can't, the order in which the
 * routes are first mentioned decides.
 *
 * @param methods any of these; empty for all
 * @param host this host; empty for all
 * @param headers all of these
 */
public record RouteAlternative(Set<String> methods, Optional<HostPattern> host, List<HeaderCondition> headers) {

    /** The order in which alternatives of one pattern are tried; a stable sort keeps that of the routes. */
    public static final Comparator<RouteAlternative> MOST_DEMANDING_FIRST = Comparator.comparingInt(
                    RouteAlternative::count)
            .thenComparingInt(RouteAlternative::narrowness)
            .thenComparingLong(RouteAlternative::values)
            .reversed();

    private int count() {
        return (methods.isEmpty() ? 0 : 1) + (host.isPresent() ? 1 : 0) + headers.size();
    }

    private int narrowness() {
        return host.map(HostPattern::narrowness).orElse(0);
    }

    private long values() {
        return headers.stream().filter(header -> header.value().isPresent()).count();
    }

    /** Whether a request that fulfils both would not know which to take; a header with two values at once is not thought of. */
    boolean ties(RouteAlternative other) {
        return MOST_DEMANDING_FIRST.compare(this, other) == 0
                && host.map(HostPattern::toString).equals(other.host.map(HostPattern::toString))
                && (methods.isEmpty()
                        || other.methods.isEmpty()
                        || methods.stream().anyMatch(other.methods::contains))
                && headers.stream().noneMatch(header -> other.headers.stream().anyMatch(o -> excludes(header, o)));
    }

    private static boolean excludes(HeaderCondition a, HeaderCondition b) {
        return a.name().equals(b.name())
                && a.value().isPresent()
                && b.value().isPresent()
                && !a.value().equals(b.value());
    }
}
