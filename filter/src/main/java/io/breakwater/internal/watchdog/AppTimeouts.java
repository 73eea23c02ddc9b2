package io.breakwater.internal.watchdog;

import java.util.concurrent.TimeUnit;

/**
 * Moves an exchange's deadline by the asynchronous time-outs that the app sets itself. A time-out at least as long as the
 * route's moves the deadline to the moment when it passes. A shorter one that passes within the deadline moves it by no more
 * than the grace: the container may be late to tell, and the app is to answer then.
 *
 * <p>Thread-safe: the app's thread and the container's take turns to write, the watchdog reads.
 */
public abstract class AppTimeouts {

    /** Tomcat looks once a second; what is left over is for the app to answer in. */
    static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_250);

    /** The latest moment, from the exchange's start, that a long time-out or one that has passed gives; zero for none. */
    private volatile long earnedNanos;

    /** Now, in the watchdog's nanoseconds. */
    protected abstract long nowNanos();

    /** When the exchange began. */
    protected abstract long startNanos();

    /** The route's time-out. */
    protected abstract long routesNanos();

    /** When time is up by that. */
    protected abstract long routesDueNanos();

    /** Whether a framework sets that asynchronous time-out for every request, so that it is no handler's word. */
    protected abstract boolean isOfFramework(long timeoutMillis);

    /** Whether the route's time-out gives way to one of the app's own that is so long. */
    final boolean isLongerThanRoutes(long ownNanos) {
        return ownNanos >= routesNanos();
    }

    /** What has been earned so far, which a time-out that is set anew within one cycle does not add up to. */
    final long earnedNanos() {
        return earnedNanos;
    }

    /**
     * The app sets a time-out, in place of any it has set before in that cycle.
     *
     * @param earlierNanos what had been earned before the cycle
     */
    final void ownTimeoutIsSet(long ownNanos, long dueNanos, long earlierNanos) {
        earnedNanos = isLongerThanRoutes(ownNanos) ? Math.max(earlierNanos, sinceStart(dueNanos)) : earlierNanos;
    }

    /** One has passed, and the app is to go on from {@code nowNanos}. */
    final void ownTimeoutHasPassed(long dueNanos, long nowNanos) {
        long soonest = Math.min(sinceStart(dueNanos), sinceStart(nowNanos));
        if (soonest <= latestNanos(routesDueNanos())) {
            earnedNanos = Math.max(earnedNanos, sinceStart(nowNanos));
        }
    }

    /** The route's deadline, or the later one that the app's time-outs have earned. */
    public final long later(long routesDueNanos) {
        return later(routesDueNanos, earnedNanos);
    }

    /** The same while the app waits for a time-out that passes at {@code waitsDueNanos}. */
    final long laterWhileWaiting(long routesDueNanos, long waitsDueNanos) {
        long earned = earnedNanos;
        long due = sinceStart(waitsDueNanos);
        return later(routesDueNanos, due <= latestNanos(routesDueNanos) ? Math.max(earned, due) : earned);
    }

    private long later(long routesDueNanos, long earned) {
        long own = startNanos() + earned + GRACE_NANOS;
        return earned > 0 && own - routesDueNanos > 0 ? own : routesDueNanos;
    }

    /** Until when a time-out may pass that is to be heard of. */
    private long latestNanos(long routesDueNanos) {
        return Math.max(earnedNanos, sinceStart(routesDueNanos));
    }

    private long sinceStart(long nanos) {
        return nanos - startNanos();
    }
}
