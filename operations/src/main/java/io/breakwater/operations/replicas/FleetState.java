package io.breakwater.operations.replicas;

import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerSteering.Word;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one replica knows of all. Immutable.
 *
 * @param joined whether it hears of the others at present
 * @param self this replica's name
 * @param replicas all of them, this one first
 * @param incidents the routes that are closed off somewhere
 * @param words what operators have said, and holds
 */
public record FleetState(
        boolean joined, String self, List<Replica> replicas, List<FleetIncident> incidents, List<Said> words) {

    public FleetState {
        replicas = List.copyOf(replicas);
        incidents = List.copyOf(incidents);
        words = List.copyOf(words);
    }

    /**
     * A replica.
     *
     * @param name its name
     * @param heard how long ago it was last heard of
     * @param breakers the state of each of its circuit breakers, in Resilience4j's terms
     */
    public record Replica(String name, Duration heard, Map<BreakerId, String> breakers) {}

    /**
     * A circuit breaker that is not closed on some replicas: one incident, however many they are.
     *
     * @param breaker which
     * @param replicas the replicas on which it is
     * @param since how long it has been
     */
    public record FleetIncident(BreakerId breaker, List<String> replicas, Duration since) {}

    /**
     * What an operator has said.
     *
     * @param route of which route
     * @param replica for which replica; empty for all
     * @param word what holds
     * @param by who has said so
     * @param reason why; empty for no reason given
     * @param left how long it holds yet
     */
    public record Said(
            String route, Optional<String> replica, Word word, String by, Optional<String> reason, Duration left) {}
}
