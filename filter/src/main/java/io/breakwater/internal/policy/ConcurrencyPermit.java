package io.breakwater.internal.policy;

/**
 * An exchange's permit under the concurrency limit of its route. Thread-safe, and shared by all exchanges that are counted
 * in one counter.
 */
public abstract class ConcurrencyPermit {

    ConcurrencyPermit() {}

    /**
     * Returns the permit; this, or {@link #movedAside}, is to be called exactly once for each time it was acquired.
     *
     * @param end what the exchange came to
     * @param latencyNanos how long the downstream took; of no meaning unless it answered
     * @param nowNanos the present time; of no meaning where nothing is told
     */
    public abstract void release(PlaceEnd end, long latencyNanos, long nowNanos);

    /** Returns the permit of an exchange of which nothing is told; to be called exactly once in place of the other. */
    public final void release() {
        release(PlaceEnd.UNTOLD, 0, 0);
    }

    /** Returns whether what the exchange came to is of any use. */
    public boolean isLearning() {
        return false;
    }

    /**
     * Returns the permit that an exchange holds in place of this one while its time is not its downstream's, because it waits
     * for its client or waits on purpose; this one where that makes no difference.
     */
    public ConcurrencyPermit aside() {
        return this;
    }

    /** Counts one exchange in {@link #aside} that was counted here; the holder has replaced the permit before. */
    public void movedAside() {}

    /** Returns whether an exchange that was moved aside has this permit, and takes another one when its downstream is asked. */
    public boolean isAside() {
        return false;
    }
}
