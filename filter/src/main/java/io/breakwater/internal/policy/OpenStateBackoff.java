package io.breakwater.internal.policy;

import io.breakwater.internal.config.CircuitBreakerSettings;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long a breaker stays open, which doubles with each failed trial, and how much of it is left, which Resilience4j keeps to
 * itself. Thread-safe.
 */
final class OpenStateBackoff implements IntervalFunction {

    /** How far each wait may stray from its nominal length, so that many instances do not ask at once. */
    private static final double JITTER = 0.2;

    private final IntervalFunction millis;
    private final LongSupplier nanoTime;
    /** When the open state ends; meaningful while open only. */
    private volatile long untilNanos;
    /** Whether the open state has a wait of ours; not when people have opened the breaker for a time of their choice. */
    private volatile boolean runs;
    /** How often it has opened in a row, this time included. */
    private volatile int openings;
    /** How often its predecessor had before it took over. */
    private volatile int inherited;
    /** Whether the next opening is none, but the predecessor's, which goes on. */
    private volatile boolean growing;

    OpenStateBackoff(CircuitBreakerSettings settings, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.untilNanos = nanoTime.getAsLong();
        this.millis = IntervalFunction.ofExponentialRandomBackoff(
                settings.waitDurationInOpenState().toMillis(),
                2.0,
                JITTER,
                settings.maxWaitDurationInOpenState().toMillis());
    }

    /**
     * The wait under other settings.
     *
     * @param isOpen whether the breaker had opened and not closed since: then the new one is to open where this one stands
     */
    OpenStateBackoff succeededBy(CircuitBreakerSettings next, boolean isOpen) {
        OpenStateBackoff successor = new OpenStateBackoff(next, nanoTime);
        if (isOpen) {
            successor.untilNanos = untilNanos;
            // Resilience4j counts the new breaker's first opening itself.
            successor.inherited = Math.max(0, openings - 1);
            successor.growing = true;
        }
        return successor;
    }

    /** Called by Resilience4j whenever the breaker opens, with how often it has in a row. */
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
        long wait = millis.apply(openings);
        untilNanos = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(wait);
        return wait;
    }

    /** A breaker that this is not the wait of has opened for so long. */
    void startOf(long wait) {
        untilNanos = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(wait);
    }

    /** Whether the breaker is open, and has been for as long as it is to be. */
    boolean isOver() {
        return runs && remaining().isZero();
    }

    /** The breaker is not open any more. */
    void end() {
        runs = false;
    }

    Duration remaining() {
        return Duration.ofNanos(Math.max(0, untilNanos - nanoTime.getAsLong()));
    }
}
