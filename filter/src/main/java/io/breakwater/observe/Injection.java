package io.breakwater.observe;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Failures that are injected on a route for a game day, as they stand at one moment. Immutable.
 *
 * @param route the route's name
 * @param what what is injected and for whom, as the settings {@code inject.…} say it, by their keys without {@code inject.}; a header's secret
 *     is left out
 * @param since when it began; empty where the settings say that it is, and not since when
 * @param until when it ends by itself
 * @param by the operator who has started it; empty where the settings have
 * @param reason why, for operators; empty for no reason given
 */
public record Injection(
        String route,
        Map<String, String> what,
        Optional<Instant> since,
        Instant until,
        Optional<String> by,
        Optional<String> reason) {

    public Injection {
        what = Collections.unmodifiableMap(new LinkedHashMap<>(what));
    }

    /** Returns what is injected and for whom, as one line without its end. */
    public String summary() {
        return what.entrySet().stream()
                .filter(each -> !each.getKey().equals("until"))
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" "));
    }
}
