package io.breakwater.operations.replicas;

import io.breakwater.observe.BreakerSteering.Word;
import io.breakwater.observe.ExchangeListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The replicas of an app, as this one knows them; a listener of its engine. Thread-safe. */
public interface Replicas extends ExchangeListener {

    /** Returns what is known now, from memory; empty when this replica is alone by its settings. */
    Optional<FleetState> state();

    /**
     * Returns the failed exchanges of a correlation ID that any replica has shared. Waits for a second at most; without an answer
     * in that time, it finds nothing.
     */
    List<SharedFailure> find(String correlationId);

    /**
     * Says what holds for a route, until it expires or something else is said. Waits for a second at most.
     *
     * @param route the route's name
     * @param replica the replica for which it holds; empty for all
     * @param word what holds
     * @param by who says so
     * @param reason why; empty for no reason given
     * @param holds how long, a week at most
     * @return why it could not be said; empty when it holds
     */
    Optional<String> say(
            String route, Optional<String> replica, Word word, String by, Optional<String> reason, Duration holds);
}
