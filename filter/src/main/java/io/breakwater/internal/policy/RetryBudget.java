package io.breakwater.internal.policy;

import io.breakwater.internal.config.RetrySettings;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Limits the load that retries add: within a sliding window, at most a ratio of the exchanges, plus a small floor for routes
 * with little load (after the retry budgets of Finagle and of the Kubernetes Gateway API). Thread-safe; counting an exchange
 * is lock-free.
 */
final class RetryBudget {

    private static final int SLOTS = 10;
    private static final int COUNT_BITS = 20;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final int EPOCH_SHIFT = 2 * COUNT_BITS;
    private static final long EPOCH_MASK = (1L << (Long.SIZE - EPOCH_SHIFT)) - 1;
    private static final long ONE_EXCHANGE = 1L;
    private static final long ONE_RETRY = 1L << COUNT_BITS;

    private final double ratio;
    private final double floor;
    private final long slotNanos;
    /** The start of the first epoch, so that epochs stay contiguous when the nanosecond counter wraps around. */
    private final long originNanos;
    /** Each slot packs its epoch, its retries and its exchanges, so that one compare-and-set updates all. */
    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

    RetryBudget(RetrySettings.Budget settings, long originNanos) {
        this.originNanos = originNanos;
        this.ratio = settings.ratio();
        this.floor = settings.minPerSecond() * (settings.window().toNanos() / (double) TimeUnit.SECONDS.toNanos(1));
        this.slotNanos = Math.max(1, settings.window().toNanos() / SLOTS);
    }

    /** Counts an exchange, which allows more retries. */
    void deposit(long nowNanos) {
        add(nowNanos, ONE_EXCHANGE);
    }

    /**
     * Withdraws one retry from the budget; returns false when none is left.
     *
     * @param part the part of the budget that may be spent
     */
    synchronized boolean tryWithdraw(long nowNanos, double part) {
        // Withdrawals are synchronized, so that the sum that one has read still holds when it adds to it; deposits
        // only raise the sum.
        if (unused(nowNanos, part) < 1) {
            return false;
        }
        add(nowNanos, ONE_RETRY);
        return true;
    }

    /** Returns how many retries could be withdrawn now. */
    int left(long nowNanos, double part) {
        return (int) Math.max(0, Math.floor(unused(nowNanos, part)));
    }

    private double unused(long nowNanos, double part) {
        long exchanges = 0;
        long retries = 0;
        long epoch = epoch(nowNanos);
        for (int i = 0; i < SLOTS; i++) {
            long slot = slots.get(i);
            long age = (epoch - (slot >>> EPOCH_SHIFT)) & EPOCH_MASK;
            if (age < SLOTS) {
                exchanges += slot & COUNT_MASK;
                retries += (slot >>> COUNT_BITS) & COUNT_MASK;
            }
        }
        return part * (ratio * exchanges + floor) - retries;
    }

    private void add(long nowNanos, long one) {
        long epoch = epoch(nowNanos);
        int index = (int) (epoch % SLOTS);
        long fresh = (epoch & EPOCH_MASK) << EPOCH_SHIFT;
        while (true) {
            long slot = slots.get(index);
            long base = slot >>> EPOCH_SHIFT == (epoch & EPOCH_MASK) ? slot : fresh;
            boolean full = ((one == ONE_EXCHANGE ? base : base >>> COUNT_BITS) & COUNT_MASK) == COUNT_MASK;
            if (full || slots.compareAndSet(index, slot, base + one)) {
                return;
            }
        }
    }

    private long epoch(long nowNanos) {
        return Math.max(0, nowNanos - originNanos) / slotNanos;
    }
}
