package io.breakwater.internal.config;

import io.breakwater.internal.pattern.HostPattern;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The conditions of a route beyond its path: one of the methods, one of the hosts, and every header. An empty component is
 * no condition. Immutable.
 *
 * @param methods the methods, as HTTP spells them
 * @param hosts the hosts
 * @param headers the headers
 */
public record RouteConditions(Set<String> methods, List<HostPattern> hosts, List<Header> headers) {

    /** No conditions. */
    public static final RouteConditions NONE = new RouteConditions(Set.of(), List.of(), List.of());

    public RouteConditions {
        // Keeps the order given, for messages.
        methods = Collections.unmodifiableSet(new LinkedHashSet<>(methods));
        hosts = List.copyOf(hosts);
        headers = List.copyOf(headers);
    }

    /** Returns whether there are no conditions. */
    public boolean isEmpty() {
        return methods.isEmpty() && hosts.isEmpty() && headers.isEmpty();
    }

    /**
     * Returns the conditions as alternatives with one host each, in the order given; a single alternative when there are no
     * hosts.
     */
    public List<Alternative> alternatives() {
        return hosts.isEmpty()
                ? List.of(new Alternative(methods, Optional.empty(), headers))
                : hosts.stream()
                        .map(host -> new Alternative(methods, Optional.of(host), headers))
                        .toList();
    }

    /** Returns the conditions in the notation of the settings. */
    @Override
    public String toString() {
        return "methods=" + methods + " hosts=" + hosts + " headers=" + headers;
    }

    /**
     * One way to meet a route's conditions. Immutable.
     *
     * <p>Among alternatives of one path pattern the most specific is tried first: more conditions before fewer, where the
     * methods are one condition, the host is one, and each header is one; then the more specific host, an exact name before
     * a wildcard, a long wildcard before a short one, any host before none; then more headers with a value. Two alternatives
     * that are still equal must exclude each other, as far as the binder can tell; where it cannot, the order in which the
     * routes are first mentioned decides.
     *
     * @param methods the methods; empty for all
     * @param host the host; empty for all
     * @param headers the headers, all of which are required
     */
    public record Alternative(Set<String> methods, Optional<HostPattern> host, List<Header> headers) {

        /** The order in which alternatives of one pattern are tried; a stable sort keeps the order of equal ones. */
        public static final Comparator<Alternative> MOST_DEMANDING_FIRST = Comparator.comparingInt(Alternative::count)
                .thenComparingInt(Alternative::narrowness)
                .thenComparingLong(Alternative::values)
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

        /**
         * Returns whether a request may meet both alternatives, of which none is more specific. A header with two values in
         * one request is not considered.
         */
        boolean ties(Alternative other) {
            return MOST_DEMANDING_FIRST.compare(this, other) == 0
                    && host.map(HostPattern::toString).equals(other.host.map(HostPattern::toString))
                    && (methods.isEmpty()
                            || other.methods.isEmpty()
                            || methods.stream().anyMatch(other.methods::contains))
                    && headers.stream()
                            .noneMatch(header -> other.headers.stream().anyMatch(o -> excludes(header, o)));
        }

        private static boolean excludes(Header a, Header b) {
            return a.name().equals(b.name())
                    && a.value().isPresent()
                    && b.value().isPresent()
                    && !a.value().equals(b.value());
        }
    }

    /**
     * A header that a route's requests must have. Immutable.
     *
     * @param name the name, in lower case
     * @param value the exact value that one of its field lines must have; empty when any value will do
     */
    public record Header(String name, Optional<String> value) {

        /**
         * Reads {@code X-Beta} or {@code X-Tenant: gold}.
         *
         * @throws IllegalArgumentException when {@code text} is neither; the message says what is wrong
         */
        static Header parse(String text) {
            int colon = text.indexOf(':');
            String name = (colon < 0 ? text : text.substring(0, colon)).strip();
            if (!TextParsers.isHeaderName(name)) {
                throw new IllegalArgumentException("has an item that does not begin with a header's name");
            }
            String value = colon < 0 ? "" : text.substring(colon + 1).strip();
            if (colon >= 0 && value.isEmpty()) {
                throw new IllegalArgumentException(
                        "lists " + name + ", which has no value after the colon: leave the colon out for any value");
            }
            if (value.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("lists " + name + " with a control character in its value");
            }
            return new Header(name.toLowerCase(Locale.ROOT), colon < 0 ? Optional.empty() : Optional.of(value));
        }

        @Override
        public String toString() {
            return value.map(text -> name + ": " + text).orElse(name);
        }
    }
}
