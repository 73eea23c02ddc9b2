package io.breakwater.policy;

import io.breakwater.config.CircuitBreakerSettings;
import io.breakwater.fault.Fault;
import io.breakwater.fault.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * A route's circuit breaker: Resilience4j's, by its permits, plus the two things it keeps to itself: when it will let calls
 * through again, and a way out of a half-open state whose trials never report. Thread-safe.
 *
 * <p>Resilience4j can leave the half-open state by itself ({@code maxWaitDurationInHalfOpenState}), but does so on a static
 * scheduler whose thread outlives a redeploy; so the wait is checked here, when a call is refused.
 */
final class Breaker {

    /** What the visitor is told while trials are under way; their outcome is a matter of moments. */
    private static final Duration TRIAL_WAIT = Duration.ofSeconds(1);

    private static final Map<Fault, FaultVote> VOTES = votes();

    private final CircuitBreakerSettings settings;
    private final CircuitBreakerRegistry registry;
    private final CircuitBreaker circuitBreaker;
    /** Whether somebody else had put it into the registry before us: then its settings and its place there are theirs. */
    private final boolean foreign;

    private final LongSupplier nanoTime;
    private final long maxHalfOpenNanos;
    private final AtomicReference<State> seen;
    private final OpenWait wait;
    private volatile BiConsumer<String, String> listener = (from, to) -> {};
    /** When the half-open state began; meaningful while half-open only. */
    private volatile long halfOpenSinceNanos;

    private Breaker(
            CircuitBreakerSettings settings,
            CircuitBreakerRegistry registry,
            CircuitBreaker circuitBreaker,
            boolean foreign,
            OpenWait wait,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.registry = registry;
        this.circuitBreaker = circuitBreaker;
        this.foreign = foreign;
        this.wait = wait;
        this.nanoTime = nanoTime;
        this.maxHalfOpenNanos = settings.maxWaitDurationInHalfOpenState().toNanos();
        this.halfOpenSinceNanos = nanoTime.getAsLong();
        this.seen = new AtomicReference<>(circuitBreaker.getState());
    }

    /** The breaker of that name, which is made unless the registry has one. */
    static Breaker register(
            String name, CircuitBreakerSettings settings, CircuitBreakerRegistry registry, LongSupplier nanoTime) {
        boolean foreign = registry.find(name).isPresent();
        OpenWait wait = new OpenWait(settings, nanoTime);
        CircuitBreaker circuitBreaker = registry.circuitBreaker(name, config(settings, wait, nanoTime));
        return new Breaker(settings, registry, circuitBreaker, foreign, wait, nanoTime);
    }

    /**
     * The breaker under other settings. Resilience4j's cannot be changed: the registry gets a new one in its place, which stays
     * shut as long as the old one would have. Votes of calls under way still go to the old one.
     */
    Breaker succeededBy(CircuitBreakerSettings next) {
        if (next.equals(settings)) {
            return this;
        }
        if (foreign) {
            return new Breaker(next, registry, circuitBreaker, true, wait, nanoTime);
        }
        State state = circuitBreaker.getState();
        OpenWait nextWait = wait.succeededBy(next, state == State.OPEN || state == State.HALF_OPEN);
        CircuitBreaker successor =
                CircuitBreaker.of(circuitBreaker.getName(), config(next, nextWait, nanoTime), circuitBreaker.getTags());
        bringTo(state, successor);
        registry.replace(circuitBreaker.getName(), successor);
        return new Breaker(next, registry, successor, false, nextWait, nanoTime);
    }

    /** Before anybody listens to it. */
    private static void bringTo(State state, CircuitBreaker successor) {
        switch (state) {
            case CLOSED -> {}
            case OPEN -> successor.transitionToOpenState();
            case HALF_OPEN -> {
                successor.transitionToOpenState();
                successor.transitionToHalfOpenState();
            }
            // The three that only people bring about.
            case FORCED_OPEN -> successor.transitionToForcedOpenState();
            case DISABLED -> successor.transitionToDisabledState();
            case METRICS_ONLY -> successor.transitionToMetricsOnlyState();
        }
    }

    void unregister() {
        if (!foreign) {
            registry.remove(circuitBreaker.getName());
        }
    }

    private static CircuitBreakerConfig config(CircuitBreakerSettings settings, OpenWait wait, LongSupplier nanoTime) {
        return CircuitBreakerConfig.custom()
                .failureRateThreshold(settings.failureRateThreshold())
                .minimumNumberOfCalls(settings.minimumNumberOfCalls())
                .slidingWindowType(
                        switch (settings.slidingWindowType()) {
                            case COUNT_BASED -> CircuitBreakerConfig.SlidingWindowType.COUNT_BASED;
                            case TIME_BASED -> CircuitBreakerConfig.SlidingWindowType.TIME_BASED;
                        })
                .slidingWindowSize(settings.slidingWindowSize())
                .slowCallDurationThreshold(settings.slowCallDurationThreshold())
                .slowCallRateThreshold(settings.slowCallRateThreshold())
                .permittedNumberOfCallsInHalfOpenState(settings.permittedNumberOfCallsInHalfOpenState())
                .waitIntervalFunctionInOpenState(wait)
                .clock(new MonotonicClock(nanoTime))
                .currentTimestampFunction(clock -> nanoTime.getAsLong(), TimeUnit.NANOSECONDS)
                .writableStackTraceEnabled(false)
                .build();
    }

    /** Asks for a permit, which {@link #vote} or {@link #release} gives back. */
    Admission tryAcquire() {
        boolean granted = circuitBreaker.tryAcquirePermission();
        noteState();
        if (granted) {
            return Admission.Granted.INSTANCE;
        }
        if (circuitBreaker.getState() == State.HALF_OPEN) {
            if (nanoTime.getAsLong() - halfOpenSinceNanos > maxHalfOpenNanos) {
                circuitBreaker.transitionToOpenState();
                noteState();
            } else {
                return new Admission.Refused(Fault.CIRCUIT_OPEN, TRIAL_WAIT);
            }
        }
        return new Admission.Refused(Fault.CIRCUIT_OPEN, remainingOpen());
    }

    /** How long it stays open; meaningful while it is. */
    Duration remainingOpen() {
        return wait.remaining();
    }

    boolean isOpen() {
        return circuitBreaker.getState() == State.OPEN;
    }

    /** Gives the permit back with what the attempt came to. */
    void vote(Outcome outcome, long durationNanos) {
        if (outcome instanceof Outcome.Answered) {
            circuitBreaker.onSuccess(durationNanos, TimeUnit.NANOSECONDS);
        } else if (outcome instanceof Outcome.Failed failed && failed.fault().votes()) {
            circuitBreaker.onError(durationNanos, TimeUnit.NANOSECONDS, VOTES.get(failed.fault()));
        } else {
            circuitBreaker.releasePermission();
        }
        noteState();
    }

    /** Gives the permit back without a vote. */
    void release() {
        circuitBreaker.releasePermission();
        noteState();
    }

    void onTransition(BiConsumer<String, String> listener) {
        this.listener = listener;
    }

    /**
     * To be called after whatever may have changed the state. Listening to Resilience4j's events would tell as well, but as
     * soon as anybody listens to any of them it makes an event of every single call.
     */
    private void noteState() {
        State now = circuitBreaker.getState();
        State before = seen.get();
        if (before != null && now != before && seen.compareAndSet(before, now)) {
            if (now == State.HALF_OPEN) {
                halfOpenSinceNanos = nanoTime.getAsLong();
            }
            listener.accept(before.name(), now.name());
        }
    }

    String state() {
        return circuitBreaker.getState().name();
    }

    private static Map<Fault, FaultVote> votes() {
        Map<Fault, FaultVote> votes = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            votes.put(fault, new FaultVote(fault));
        }
        return votes;
    }

    /** What Resilience4j's own listeners see as the error: the fault, without a stack that would say nothing. */
    private static final class FaultVote extends Exception {
        FaultVote(Fault fault) {
            super(fault.token(), null, false, false);
        }
    }
}
