package io.breakwater.policy;

import io.breakwater.config.CircuitBreakerSettings;
import io.breakwater.fault.Fault;
import io.breakwater.fault.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
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

    /** How far each wait in the open state may stray from its nominal length, so that many instances do not ask at once. */
    private static final double WAIT_JITTER = 0.2;

    /** What the visitor is told while trials are under way; their outcome is a matter of moments. */
    private static final Duration TRIAL_WAIT = Duration.ofSeconds(1);

    private static final Map<Fault, FaultVote> VOTES = votes();

    private final CircuitBreaker circuitBreaker;
    private final LongSupplier nanoTime;
    private final long maxHalfOpenNanos;
    private final AtomicReference<State> seen;
    private volatile BiConsumer<String, String> listener = (from, to) -> {};
    /** When the open state ends; meaningful while open only. */
    private volatile long openUntilNanos;
    /** When the half-open state began; meaningful while half-open only. */
    private volatile long halfOpenSinceNanos;

    Breaker(String name, CircuitBreakerSettings settings, CircuitBreakerRegistry registry, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.maxHalfOpenNanos = settings.maxWaitDurationInHalfOpenState().toNanos();
        this.circuitBreaker = registry.circuitBreaker(name, config(settings));
        this.seen = new AtomicReference<>(circuitBreaker.getState());
    }

    private CircuitBreakerConfig config(CircuitBreakerSettings settings) {
        IntervalFunction wait = IntervalFunction.ofExponentialRandomBackoff(
                settings.waitDurationInOpenState().toMillis(),
                2.0,
                WAIT_JITTER,
                settings.maxWaitDurationInOpenState().toMillis());
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
                .waitIntervalFunctionInOpenState(attempt -> {
                    long millis = wait.apply(attempt);
                    openUntilNanos = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
                    return millis;
                })
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
        return Duration.ofNanos(Math.max(0, openUntilNanos - nanoTime.getAsLong()));
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
