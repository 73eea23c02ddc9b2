package io.breakwater.internal.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many exchanges of a route may wait at once for their response to start. Immutable.
 *
 * @param max the greatest number that is set; empty for none, and for a limit that learns
 * @param isAuto whether the limit learns from the answers
 * @param min how many a limit that learns always lets in
 * @param share the part of the container's threads that a route with such a limit may hold
 * @param priority of the route's requests
 * @param priorityHeader the request header that names another priority; empty when none does
 * @param healthChecks the URL patterns of requests that are never shed
 */
public record ConcurrencySettings(
        OptionalInt max,
        boolean isAuto,
        int min,
        double share,
        Priority priority,
        Optional<String> priorityHeader,
        List<String> healthChecks) {

    public ConcurrencySettings {
        healthChecks = List.copyOf(healthChecks);
    }

    /** Returns whether there is any limit. */
    public boolean isLimited() {
        return isAuto || max.isPresent();
    }
}
