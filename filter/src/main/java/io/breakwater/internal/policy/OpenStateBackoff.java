package io.breakwater.internal.policy;

import io.breakwater.internal.config.CircuitBreakerSettings;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes how long a circuit breaker stays open, which doubles with each failed trial, and how much of that time is left,
 * which Resilience4j does not expose. Thread-safe.
 */
final class OpenStateBackoff implements IntervalFunction {

    /** How far each wait deviates from its nominal length, so that many instances do not send trial calls at once. */
    private static final double JITTER = 0.2;

    private static final long SHORTEST_HEARD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final IntervalFunction millis;
    private final LongSupplier nanoTime;
    /** When the open state ends; meaningful only while open. */
    private volatile long untilNanos;
    /**
     * Whether this class has set the wait of the open state; not when an operator has opened the circuit breaker for another
     * time.
     */
    private volatile boolean runs;
    /** How often the circuit breaker has opened in a row, this time included. */
    private volatile int openings;
    /** How often its predecessor had opened in a row. */
    private volatile int inherited;
    /** Whether the next opening continues the open state of the predecessor. */
    private volatile boolean growing;
    /** When the next open state ends, if another replica's decides; its longest length is the settings'. */
    private volatile @Nullable Long nextUntilNanos;

    private final long maxNanos;

    OpenStateBackoff(CircuitBreakerSettings settings, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.untilNanos = nanoTime.getAsLong();
        this.maxNanos = settings.maxWaitDurationInOpenState().toNanos();
        this.millis = IntervalFunction.ofExponentialRandomBackoff(
                settings.waitDurationInOpenState().toMillis(),
                2.0,
                JITTER,
                settings.maxWaitDurationInOpenState().toMillis());
    }

    /**
     * Returns the backoff for other settings.
     *
     * @param isOpen whether the circuit breaker has opened and not closed since: then the successor continues this open
     *     state
     */
    OpenStateBackoff succeededBy(CircuitBreakerSettings next, boolean isOpen) {
        OpenStateBackoff successor = new OpenStateBackoff(next, nanoTime);
        if (isOpen) {
            successor.untilNanos = untilNanos;
            // Resilience4j counts the first opening of the new circuit breaker.
            successor.inherited = Math.max(0, openings - 1);
            successor.growing = true;
        }
        return successor;
    }

    /** Called by Resilience4j whenever the circuit breaker opens, with how often it has opened in a row. */
    @Override
    public Long apply(Integer attempt) {
        runs = true;
        if (growing) {
            growing = false;
            openings = attempt + inherited;
            return remaining().plusMillis(1).minusNanos(1).toMillis();
        }
        if (attempt == 1) {
            inherited = 0;
        }
        openings = attempt + inherited;
        Long heard = nextUntilNanos;
        nextUntilNanos = null;
        if (heard != null && heard - nanoTime.getAsLong() >= SHORTEST_HEARD_NANOS) {
            untilNanos = heard;
            return remaining().plusMillis(1).minusNanos(1).toMillis();
        }
        long wait = millis.apply(openings);
        untilNanos = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(wait);
        return wait;
    }

    /** Returns the end of an open state of {@code length} that begins now, with jitter, and no longer than the settings allow. */
    long endOf(Duration length) {
        long nanos = length.compareTo(Duration.ofNanos(maxNanos)) > 0 ? maxNanos : Math.max(0, length.toNanos());
        double jitter = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return nanoTime.getAsLong() + (long) (nanos * jitter);
    }

    /** Has the next open state end at {@code nanos}, unless that is null, or too soon to be of use. */
    void nextUntil(@Nullable Long nanos) {
        nextUntilNanos = nanos;
    }

    /** Ends the open state after {@code delay}, unless it ends sooner. */
    void within(Duration delay) {
        if (runs && remaining().compareTo(delay) > 0) {
            untilNanos = nanoTime.getAsLong() + delay.toNanos();
        }
    }

    /** Records that a circuit breaker with a wait of its own has opened for {@code wait} milliseconds. */
    void startOf(long wait) {
        untilNanos = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(wait);
    }

    /** Returns whether the time in the open state has passed. */
    boolean isOver() {
        return runs && remaining().isZero();
    }

    /** Records that the circuit breaker is no longer open. */
    void end() {
        runs = false;
    }

    Duration remaining() {
        return Duration.ofNanos(Math.max(0, untilNanos - nanoTime.getAsLong()));
    }
}
