package io.breakwater.observe;

import java.time.Duration;
import java.util.Optional;

/**
 * Moves an engine's circuit breakers, for who knows more than the engine's own calls tell. Nothing here opens or closes one for hearsay:
 * the next calls do. A circuit breaker that is not there, or that the app had registered itself, is left alone.
 *
 * <p>Thread-safe.
 */
public interface BreakerSteering {

    /** What an operator says of a route. */
    enum Word {
        /** Nobody is let through. */
        OPEN,
        /** Everybody is let through, whatever comes of it. */
        CLOSED,
        /** The calls decide again. */
        AUTOMATIC
    }

    /** Has {@code advisor} asked and told from now on, in the place of the one before. */
    void adviseBy(BreakerAdvisor advisor);

    /**
     * Has a closed circuit breaker decide by its next calls, which are let through as ever: when as many of them fail, or are slow, as
     * would keep a half-open one from closing, it opens.
     *
     * @param calls how many calls decide
     * @param openFor how long it stays open then, counted from now, give or take a fifth; empty for as long as its settings say. It is
     *     not wary any longer than that
     */
    void beWary(BreakerId breaker, int calls, Optional<Duration> openFor);

    /** Has an open circuit breaker try after {@code delay}, unless it would sooner. */
    void tryWithin(BreakerId breaker, Duration delay);

    /**
     * Sets all circuit breakers of a route, those to come too.
     *
     * @param atMost when clients may come back, at an open one
     * @return false when there is no such route, or it has no circuit breaker
     */
    boolean force(String route, Word word, Duration atMost);

    /** Returns how many calls a circuit breaker counts before it may open; zero for one that is not there. */
    int minimumCalls(BreakerId breaker);

    /** Returns how long an open circuit breaker waits yet before it tries; zero for any other. */
    Duration remainingOpen(BreakerId breaker);
}
