package io.breakwater.internal.policy;

/**
 * An exchange's place among those of its route that wait for their response to start. Thread-safe, and shared by all exchanges
 * that are counted the same way. Internal between rooms.
 */
public final class Place {

    private final ConcurrencyLimit limit;
    private final boolean limited;

    Place(ConcurrencyLimit limit, boolean limited) {
        this.limit = limit;
        this.limited = limited;
    }

    /** Gives the place back; to be called exactly once for each time it was given. */
    public void leave() {
        limit.leave(limited);
    }
}
