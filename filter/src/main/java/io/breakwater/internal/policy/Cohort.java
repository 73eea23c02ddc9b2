package io.breakwater.internal.policy;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The permits of an adaptive limit that were acquired between two of its ticks. Exchanges of about the same age share one, so
 * that the limit knows the age of what is in flight without a list of it: where no answer comes, age is all there is to learn
 * from. Thread-safe.
 */
final class Cohort extends ConcurrencyPermit {

    private final AdaptiveLimit limit;
    /** When about the last of it was acquired: of two at once either may write last, which is as good. */
    private volatile long lastNanos;

    private final AtomicInteger inFlight = new AtomicInteger();
    /** Whether all that was in flight has been counted as late. */
    private volatile boolean late;

    Cohort(AdaptiveLimit limit, long nowNanos) {
        this.limit = limit;
        this.lastNanos = nowNanos;
    }

    void entered(long nowNanos) {
        inFlight.incrementAndGet();
        lastNanos = nowNanos;
    }

    void left() {
        inFlight.decrementAndGet();
    }

    @Override
    public void release(PlaceEnd end, long latencyNanos, long nowNanos) {
        limit.released(this, end, latencyNanos, nowNanos);
    }

    @Override
    public boolean isLearning() {
        return true;
    }

    @Override
    public ConcurrencyPermit aside() {
        return limit.aside();
    }

    @Override
    public void movedAside() {
        limit.movedAside(this);
    }

    boolean isOlderThan(long ageNanos, long nowNanos) {
        return nowNanos - lastNanos >= ageNanos;
    }

    /** Marks it as late. An exchange that is released at this moment may be counted as in time and late, which changes little. */
    int turnsLate() {
        late = true;
        return inFlight();
    }

    int inFlight() {
        return Math.max(0, inFlight.get());
    }

    /** Returns whether all of it has ended. */
    boolean isOver() {
        return inFlight.get() <= 0;
    }

    boolean isLate() {
        return late;
    }
}
