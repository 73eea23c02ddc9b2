package io.breakwater.internal.watchdog;

import java.util.concurrent.TimeUnit;

/**
 * What an asynchronous cycle knows of how long the app means to wait in it. An app that sets the container's time-out itself
 * waits on purpose until that passes, or until it goes on by a dispatch; what the container or a framework sets for every
 * request says nothing.
 *
 * <p>Thread-safe. Whoever looks while the app sets another time-out may see a bit of the wait counted twice, and looks again.
 */
public abstract class AppWait {

    /** How much sooner than it should a container may tell of a time-out, which it may count from an earlier moment. */
    private static final long LATE_MILLIS = 2_000;

    private final AppTimeouts timeouts;
    /** What time-outs of the app's own had earned the exchange before this cycle. */
    private final long earnedNanos;
    /** What the attempt has waited on purpose before the app said so last. */
    private volatile long earlierNanos;
    /** Since when the container counts. */
    private volatile long sinceNanos;
    /** What the app has set; zero for no word of its own. */
    private volatile long ownNanos;
    /** When it was over; of no meaning before. */
    private volatile long endNanos;

    private volatile boolean over;
    private volatile boolean passed;

    /**
     * @param timeouts what time-outs of the app's own make of the exchange's deadline
     * @param earlierNanos what the attempt has waited on purpose in the cycles before
     */
    protected AppWait(AppTimeouts timeouts, long earlierNanos) {
        this.timeouts = timeouts;
        this.earnedNanos = timeouts.earnedNanos();
        this.earlierNanos = earlierNanos;
        this.sinceNanos = timeouts.nowNanos();
    }

    /**
     * The app, or its framework, sets the container's time-out. Zero and less switch that off, as proxies do whose clients have
     * one, and say nothing about how long they mean to wait.
     */
    protected final void isToLast(long millis) {
        long now = timeouts.nowNanos();
        earlierNanos = waitedNanos(now);
        sinceNanos = now;
        ownNanos = millis <= 0 || timeouts.isOfFramework(millis) ? 0 : TimeUnit.MILLISECONDS.toNanos(millis);
        timeouts.ownTimeoutIsSet(ownNanos, dueNanos(), earnedNanos);
    }

    /** The route's deadline, or the later one that this wait, or the app's time-outs before it, have earned. */
    public final long laterThan(long routesDueNanos) {
        return isOn() ? timeouts.laterWhileWaiting(routesDueNanos, dueNanos()) : timeouts.later(routesDueNanos);
    }

    /** The app goes on. */
    protected final void ends() {
        if (!over) {
            long now = timeouts.nowNanos();
            if (ownNanos > 0 && (passed || now - dueNanos() >= 0)) {
                timeouts.ownTimeoutHasPassed(dueNanos(), now);
            }
            endNanos = now;
            over = true;
        }
    }

    /** When what the app has set passes. */
    final long dueNanos() {
        return sinceNanos + ownNanos;
    }

    /** The container tells that its time-out, whoever has set it, has passed. */
    protected final void isToldOfTimeout(long containersMillis) {
        if (!isBeforeItsTime(containersMillis)) {
            passed = true;
            ends();
        }
    }

    /** Whether the container's time-out has passed, so that whatever is answered is an answer to that. */
    public final boolean hasPassed() {
        return passed;
    }

    /** The same with a time-out that the app has set itself. */
    public final boolean hasPassedByAppsWord() {
        return passed && ownNanos > 0;
    }

    /** Whether the app waits on purpose now. */
    public final boolean isOn() {
        return ownNanos > 0 && !over;
    }

    /** The same for longer than the route's time-out, which gives way to it. */
    public final boolean isLong() {
        return isOn() && timeouts.isLongerThanRoutes(ownNanos);
    }

    /**
     * Returns whether the app itself has asked for the wait until now: by a time-out that has not passed, or that the
     * container is late to tell of; or by one at least as long as the route's that has passed, unless the app has gone on
     * after it until its time was up.
     *
     * @param cut whether its time was up
     */
    public final boolean covers(long nowNanos, boolean cut) {
        boolean isLong = timeouts.isLongerThanRoutes(ownNanos);
        if (isOn()) {
            return isLong || nowNanos - dueNanos() < AppTimeouts.GRACE_NANOS;
        }
        return isLong && passed && !cut;
    }

    /** How long the attempt has waited on purpose until then, in this cycle and those before. */
    public final long waitedNanos(long untilNanos) {
        if (ownNanos == 0) {
            return earlierNanos;
        }
        long end = over && endNanos - untilNanos < 0 ? endNanos : untilNanos;
        return earlierNanos + Math.max(0, end - sinceNanos);
    }

    /**
     * Whether the container tells of its time-out before that can have passed: it ends the request for a reason of its own, say
     * because it stops.
     */
    protected final boolean isBeforeItsTime(long containersMillis) {
        return containersMillis - TimeUnit.NANOSECONDS.toMillis(timeouts.nowNanos() - sinceNanos) > LATE_MILLIS;
    }
}
