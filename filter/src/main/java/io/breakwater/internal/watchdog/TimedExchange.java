package io.breakwater.internal.watchdog;

import org.jspecify.annotations.Nullable;

/** What {@link DeadlineTimer} asks the exchange whose time it counts. Thread-safe. */
public interface TimedExchange {

    /** The time-outs of its route. */
    TimeLimits timeLimits();

    /** When it began, in the watchdog's nanoseconds. */
    long startNanos();

    /** The attempt under way, or the last; null before the first. */
    @Nullable TimedAttempt timedAttempt();

    /** How it has waited for its client; null when the app has not asked for the request's body. */
    @Nullable ClientWait clientWaitOrNull();

    /** The route's deadline, or a later one that the app has earned by asynchronous time-outs of its own. */
    long laterByAppsWord(long routesDueNanos);

    /** Returns whether it holds a place under the concurrency limit. */
    boolean hasPlace();

    /** Gives the place back: the response has started, or nobody knows whether it will. */
    void dropPlace();

    /** Keeps the place, but not as one whose time is the downstream's. */
    void setPlaceAside();

    /** Gives the place back until the client goes on. */
    void lendPlace();

    /** Returns whether the client waits for server-sent events, which may be long in coming. */
    boolean asksForEvents();

    /** Returns whether it takes longer than others may, on purpose. */
    boolean waitsOnPurpose();
}
