package io.breakwater.internal.config;

import io.breakwater.internal.pattern.HostPattern;
import io.breakwater.internal.pattern.PathPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that at most one route matches best for every request, and that every route can match some request. */
final class RouteOverlaps {

    private record Claim(RouteConditions conditions, RouteConditions.Alternative alternative, RawEntry entry) {}

    /** By pattern and host, because only routes with equal pattern and host can conflict. */
    private final Map<String, List<Claim>> claims = new HashMap<>();

    private final List<String> excluded;
    private final Optional<RawEntry> excludedBy;

    /** @param all the values given for all routes */
    RouteOverlaps(SettingValues all) {
        this.excluded = all.get(Catalogue.EXCLUDE);
        this.excludedBy = all.entry(Catalogue.EXCLUDE);
    }

    /** Reports the paths of a route that conflict with earlier routes, or that no request can match. */
    void check(RouteSettings route, SettingValues level) {
        Optional<RawEntry> entry = level.entry(RouteBinding.PATH);
        if (entry.isEmpty()) {
            return;
        }
        for (String path : route.paths()) {
            problem(route.conditions(), path, entry.get())
                    .ifPresent(message -> level.refuse(RouteBinding.PATH, "lists " + path + message));
        }
    }

    private Optional<String> problem(RouteConditions conditions, String path, RawEntry entry) {
        PathPattern pattern = PathPattern.parse(path);
        for (String kept : excluded) {
            if (PathPattern.parse(kept).covers(pattern)) {
                return Optional.of(", which no request can reach: "
                        + excludedBy.map(RouteOverlaps::told).orElse("") + " keeps " + kept + " out");
            }
        }
        Optional<String> found = Optional.empty();
        for (RouteConditions.Alternative alternative : conditions.alternatives()) {
            Claim claim = new Claim(conditions, alternative, entry);
            String patternAndHost = pattern + " "
                    + alternative.host().map(HostPattern::toString).orElse("");
            List<Claim> others = claims.computeIfAbsent(patternAndHost, p -> new ArrayList<>());
            if (found.isEmpty()) {
                found = others.stream()
                        .filter(other -> other.alternative().ties(alternative))
                        .findFirst()
                        .map(other -> rivalry(claim, other));
            }
            others.add(claim);
        }
        return found;
    }

    private static String rivalry(Claim claim, Claim earlier) {
        return claim.conditions().toString().equals(earlier.conditions().toString())
                ? ", which " + told(earlier.entry()) + " has already"
                : ", as does " + told(earlier.entry()) + ", and one request can fulfil the conditions of both: give one"
                        + " route a condition more, or let their methods, hosts or header values differ";
    }

    private static String told(RawEntry entry) {
        return entry.key() + " (" + entry.origin() + ")";
    }
}
