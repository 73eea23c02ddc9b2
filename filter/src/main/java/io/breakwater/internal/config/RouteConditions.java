package io.breakwater.internal.config;

import io.breakwater.internal.pattern.HostPattern;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What narrows a route beyond its path: one of the methods, one of the hosts, and every header. What is empty narrows
 * nothing. Immutable.
 *
 * @param methods the methods it is for, as HTTP spells them
 * @param hosts the hosts it is for
 * @param headers the headers its requests have
 */
public record RouteConditions(Set<String> methods, List<HostPattern> hosts, List<HeaderCondition> headers) {

    /** No conditions. */
    public static final RouteConditions NONE = new RouteConditions(Set.of(), List.of(), List.of());

    public RouteConditions {
        // In the order given, which messages keep.
        methods = Collections.unmodifiableSet(new LinkedHashSet<>(methods));
        hosts = List.copyOf(hosts);
        headers = List.copyOf(headers);
    }

    /** Whether nothing is narrowed. */
    public boolean isEmpty() {
        return methods.isEmpty() && hosts.isEmpty() && headers.isEmpty();
    }

    /** The same as alternatives with one host each, in the order given; a single one where there are no hosts. */
    public List<RouteAlternative> alternatives() {
        return hosts.isEmpty()
                ? List.of(new RouteAlternative(methods, Optional.empty(), headers))
                : hosts.stream()
                        .map(host -> new RouteAlternative(methods, Optional.of(host), headers))
                        .toList();
    }

    /** In the words of the settings. */
    @Override
    public String toString() {
        return "methods=" + methods + " hosts=" + hosts + " headers=" + headers;
    }
}
