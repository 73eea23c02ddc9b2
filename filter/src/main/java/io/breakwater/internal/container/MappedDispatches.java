package io.breakwater.internal.container;

import jakarta.servlet.DispatcherType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** For which dispatches one filter is mapped, place by place; the Servlet API tells of the places only. */
final class MappedDispatches {

    private static final Set<DispatcherType> WANTED = Set.of(DispatcherType.REQUEST, DispatcherType.ASYNC);

    private final Map<Object, Set<DispatcherType>> byPlace = new HashMap<>();

    /** It is mapped at that place for such dispatches. */
    void add(Object place, DispatcherType type) {
        byPlace.computeIfAbsent(place, key -> new HashSet<>()).add(type);
    }

    /** Whether it is mapped for asynchronous dispatches wherever it is for clients' requests, and nowhere else. */
    boolean areOfOnePlace() {
        return !byPlace.isEmpty() && byPlace.values().stream().allMatch(types -> types.containsAll(WANTED));
    }
}
