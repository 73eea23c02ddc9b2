package io.breakwater.operations.series;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Counts the exchanges of a window that is under way, or has just ended. Thread-safe and without a lock. */
final class LiveWindow {

    private static final AnswerKind[] KINDS = AnswerKind.values();
    /** The attempts beyond one for each exchange: most exchanges have one, and then there is nothing to add. */
    private static final int EXTRA_ATTEMPTS = KINDS.length;
    /** The most permits in use plus 1; 0 before a look. */
    private static final int PERMITS = EXTRA_ATTEMPTS + 1;

    static final int CELLS = PERMITS + 1;

    /** Which window it is, counted from the recorder's origin. */
    final long number;

    private final AtomicIntegerArray cells = new AtomicIntegerArray(CELLS + LatencyBuckets.COUNT);

    LiveWindow(long number) {
        this.number = number;
    }

    void add(AnswerKind kind, int attempts, long elapsedNanos) {
        cells.getAndIncrement(kind.place);
        if (attempts != 1) {
            cells.getAndAdd(EXTRA_ATTEMPTS, attempts - 1);
        }
        if (kind.isTimed()) {
            cells.getAndIncrement(CELLS + LatencyBuckets.of(elapsedNanos));
        }
    }

    void seePermits(int inUse) {
        cells.accumulateAndGet(PERMITS, inUse + 1, Math::max);
    }

    int count(AnswerKind kind) {
        return cells.get(kind.place);
    }

    int attempts() {
        int attempts = cells.get(EXTRA_ATTEMPTS);
        for (AnswerKind kind : KINDS) {
            attempts += count(kind);
        }
        return attempts;
    }

    /** Returns the most permits in use plus 1; 0 before a look. */
    int permitsPlusOne() {
        return cells.get(PERMITS);
    }

    /** Adds the latencies to those of {@code sum}, by buckets, and returns how many were added. */
    long addLatenciesTo(long[] sum) {
        long added = 0;
        for (int bucket = 0; bucket < LatencyBuckets.COUNT; bucket++) {
            int count = cells.get(CELLS + bucket);
            sum[bucket] += count;
            added += count;
        }
        return added;
    }
}
