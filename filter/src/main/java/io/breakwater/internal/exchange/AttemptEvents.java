package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.wrapper.AsyncCycle;
import org.jspecify.annotations.Nullable;

/** What an attempt is told, by its wrappers or the watchdog, and does not decide itself. Thread-safe. */
interface AttemptEvents {

    /** Returns whether an error of that status has a failure of a downstream behind it. */
    boolean hidesFailure(Attempt attempt, int status);

    // By the watchdog.

    /** Returns whether the response is to be taken from the app, which is kept out of it meanwhile. */
    boolean takesOver(Attempt attempt, Fault fault);

    /** The watchdog has taken the response from the app. */
    void takenOver(Attempt attempt, Fault fault);

    /** The container may have given the request up without a word. */
    void mayBeGivenUp(Attempt attempt);

    /** The dispatch that was to begin another attempt has not come before the deadline, and is not waited for any more. */
    void retryOverdue(Attempt attempt, Outcome outcome);

    // By an asynchronous cycle.

    /** The app has completed the request, which is told once its dispatch has returned, or it has broken the response off. */
    void complete(Attempt attempt, AsyncCycle cycle);

    /** The dispatch that was to begin another attempt will not come. */
    void retryLost(Attempt attempt);

    /** Neither the app nor its listeners have completed the request within the container's time-out. */
    void timedOut(Attempt attempt, AsyncCycle cycle);

    /** The container tells of an error, and the app's listeners have not answered. */
    void failed(Attempt attempt, AsyncCycle cycle, @Nullable Throwable thrown);

    /** The container is done with the request. */
    void over(Attempt attempt, AsyncCycle cycle);

    /** The container is done with the request, although a dispatch that the app has asked for may still come. */
    void overEarly(Attempt attempt);
}
