package io.breakwater.internal.config;

import io.breakwater.internal.pattern.HostPattern;
import io.breakwater.internal.pattern.PathPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether it is always clear which route a request takes, and that each route has requests to take. */
final class RouteOverlaps {

    private record Claim(RouteConditions conditions, RouteConditions.Alternative alternative, RawEntry entry) {}

    /** By pattern and host, because only routes with the same of both can be in each other's way. */
    private final Map<String, List<Claim>> claims = new HashMap<>();

    private final List<String> excluded;
    private final Optional<RawEntry> excludedBy;

    /** @param all what was given for all routes */
    RouteOverlaps(SettingValues all) {
        this.excluded = all.get(Catalogue.EXCLUDE);
        this.excludedBy = all.entry(Catalogue.EXCLUDE);
    }

    /** Reports what of this route is in the way of those before it, or will never be used. */
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
