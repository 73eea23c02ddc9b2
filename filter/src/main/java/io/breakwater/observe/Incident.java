package io.breakwater.observe;

import io.breakwater.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run of failures on a route, as it stands at one moment. It opens with the first failure and closes with the first good
 * answer that comes a quiet period after the last failure. Immutable.
 *
 * @param route the route's name
 * @param opened the time of the first failure
 * @param kind the kind so far; final when the incident has closed
 * @param lastFailure the time of the last failure
 * @param closed the time of the good answer that closed it; empty while it is open
 * @param failed how many exchanges have failed, refusals included, clients that left not
 * @param saved how many exchanges a retry has saved between opening and closing
 * @param faults how many exchanges have failed with each fault
 * @param firstCorrelationId the correlation ID of the first failure
 * @param lastCorrelationId the correlation ID of the last failure
 * @param injected whether each of its failures so far was injected, as for a game day
 */
public record Incident(
        String route,
        Instant opened,
        Kind kind,
        Instant lastFailure,
        Optional<Instant> closed,
        long failed,
        long saved,
        Map<Fault, Long> faults,
        String firstCorrelationId,
        String lastCorrelationId,
        boolean injected) {

    /** What kind of trouble an incident is. */
    public enum Kind {
        /** It is the first, or the second within half an hour, and not long. */
        TEMPORARY,
        /** It is at least the third incident of the route to begin within half an hour. */
        INTERMITTENT,
        /** More than half an hour lies between its first failure and its last. */
        PERSISTENT
    }

    public Incident {
        faults = Map.copyOf(faults);
    }

    /** Returns a name that no other incident of this engine has: the route and the time of the first failure. */
    public String id() {
        return route + '-' + opened.toEpochMilli();
    }

    /** Returns whether the incident has not closed. */
    public boolean isOpen() {
        return closed.isEmpty();
    }

    /** Returns how many exchanges have failed with each fault, the most frequent first. */
    public List<Map.Entry<Fault, Long>> faultsByCount() {
        return faults.entrySet().stream()
                .sorted(Map.Entry.<Fault, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    /**
     * Returns the most frequent fault that counts as the downstream's failure, since a refusal only follows from one; where there is
     * none, the most frequent of all. Empty for an incident without faults.
     */
    public Optional<Fault> cause() {
        List<Fault> all = faultsByCount().stream().map(Map.Entry::getKey).toList();
        return all.stream().filter(Fault::countsAsFailure).findFirst().or(() -> all.stream()
                .findFirst());
    }

    /** Returns the time from the first failure to the last. */
    public Duration duration() {
        return Duration.between(opened, lastFailure);
    }
}
