package io.breakwater.contract;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A filter, where it is mapped, and its settings. Immutable but for the filter.
 *
 * @param name unique in the app
 * @param filter the filter
 * @param patterns servlet URL patterns
 * @param initParams its init-params
 * @param dispatchers the dispatches it is mapped for; at least one
 * @param asyncSupported whether it lets requests start async
 */
public record FilterEntry(
        String name,
        Filter filter,
        List<String> patterns,
        Map<String, String> initParams,
        Set<DispatcherType> dispatchers,
        boolean asyncSupported) {
    public FilterEntry {
        patterns = List.copyOf(patterns);
        initParams = Map.copyOf(initParams);
        dispatchers = Set.copyOf(dispatchers);
    }

    /** That filter for every path, for REQUEST dispatches, with async support. */
    public static FilterEntry of(String name, Filter filter) {
        return new FilterEntry(name, filter, List.of("/*"), Map.of(), Set.of(DispatcherType.REQUEST), true);
    }

    /** A filter made as web.xml has it made: by its constructor without parameters. */
    public static FilterEntry of(String name, Class<? extends Filter> type) {
        try {
            return of(name, type.getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " needs a public constructor without parameters", e);
        }
    }

    /** Under that name. */
    public FilterEntry named(String newName) {
        return new FilterEntry(newName, filter, patterns, initParams, dispatchers, asyncSupported);
    }

    /** For these patterns only. */
    public FilterEntry at(String... urlPatterns) {
        return new FilterEntry(name, filter, List.of(urlPatterns), initParams, dispatchers, asyncSupported);
    }

    /** With that init-param. */
    public FilterEntry with(String param, String value) {
        Map<String, String> more = new HashMap<>(initParams);
        more.put(param, value);
        return new FilterEntry(name, filter, patterns, more, dispatchers, asyncSupported);
    }

    /** For these dispatches only. */
    public FilterEntry forDispatches(DispatcherType... types) {
        return new FilterEntry(name, filter, patterns, initParams, Set.of(types), asyncSupported);
    }

    /** Without async support. */
    public FilterEntry blockingOnly() {
        return new FilterEntry(name, filter, patterns, initParams, dispatchers, false);
    }
}
