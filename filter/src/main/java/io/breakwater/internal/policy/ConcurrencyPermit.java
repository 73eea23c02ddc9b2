package io.breakwater.internal.policy;

/**
 * An exchange's permit under the concurrency limit of its route. Thread-safe, and shared by all exchanges that are counted
 * in one counter.
 */
public final class ConcurrencyPermit {

    private final ConcurrencyLimit limit;
    private final boolean limited;

    ConcurrencyPermit(ConcurrencyLimit limit, boolean limited) {
        this.limit = limit;
        this.limited = limited;
    }

    /** Returns the permit; to be called exactly once for each time it was acquired. */
    public void release() {
        limit.release(limited);
    }
}
