package io.breakwater.internal.policy;

import io.breakwater.observe.BreakerAdvisor;
import io.breakwater.observe.BreakerSteering.Word;
import java.time.Duration;
import java.util.Optional;

/** Moves the circuit breakers of a route; see {@link io.breakwater.observe.BreakerSteering}. Immutable and thread-safe. */
public final class RouteSteering {

    private final Breaker own;
    private final Optional<KeyedBreakers> keyed;

    RouteSteering(Breaker own, Optional<KeyedBreakers> keyed) {
        this.own = own;
        this.keyed = keyed;
    }

    /** Has all circuit breakers of the route advised, those to come too. */
    public void adviseBy(BreakerAdvisor advisor) {
        own.adviseBy(advisor);
        keyed.ifPresent(breakers -> breakers.adviseBy(advisor));
    }

    /** Sets all circuit breakers of the route, those to come too. */
    public void force(Word word, Duration atMost) {
        own.force(word, atMost);
        keyed.ifPresent(breakers -> breakers.force(word, atMost));
    }

    /** Has a circuit breaker decide by its next calls. */
    public void beWary(Optional<String> key, int calls, Optional<Duration> openFor) {
        of(key).ifPresent(breaker -> breaker.beWary(calls, openFor));
    }

    /** Has an open circuit breaker try after {@code delay}, unless it would sooner. */
    public void tryWithin(Optional<String> key, Duration delay) {
        of(key).ifPresent(breaker -> breaker.tryWithin(delay));
    }

    /** Returns how many calls a circuit breaker counts before it may open; zero for one that is not there. */
    public int minimumCalls(Optional<String> key) {
        return of(key).map(Breaker::minimumCalls).orElse(0);
    }

    /** Returns how long an open circuit breaker waits yet; zero for any other. */
    public Duration remainingOpen(Optional<String> key) {
        return of(key).filter(Breaker::isOpen).map(Breaker::remainingOpen).orElse(Duration.ZERO);
    }

    /** Hearsay makes no circuit breaker, of which there may be so many only. */
    private Optional<Breaker> of(Optional<String> key) {
        return key.isEmpty() ? Optional.of(own) : keyed.flatMap(breakers -> breakers.known(key.get()));
    }
}
