package io.breakwater.internal.stale;

import java.util.concurrent.atomic.AtomicLong;

/** So many bytes for all copies that are under way. Thread-safe. */
final class ByteBudget {

    private volatile long max;
    private final AtomicLong taken = new AtomicLong();

    ByteBudget(long max) {
        this.max = max;
    }

    void resize(long newMax) {
        max = newMax;
    }

    /** Takes so many bytes, or none. */
    boolean tryTake(long bytes) {
        if (taken.addAndGet(bytes) <= max) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
