package io.breakwater.internal.watchdog;

import io.breakwater.fault.Fault;
import org.jspecify.annotations.Nullable;

/** What {@link DeadlineTimer} asks of an attempt, and has it do when its time is up. Thread-safe. */
public interface TimedAttempt {

    /** When it began, in the watchdog's nanoseconds. */
    long startNanos();

    /** How long the app means to wait in the last asynchronous cycle; null when there was none. */
    @Nullable AppWait appsWait();

    /** Returns whether it holds one of the few permits of a half-open breaker. */
    boolean isTrial();

    /** Gives a trial's permit back until the client goes on. */
    void lendTrial();

    /** Gives its permit back without a vote. */
    void releasePermit();

    /** Returns whether it may go on where we do not see it. */
    boolean isAway();

    /** Returns whether a dispatch that it waits for would have come by us, and is lost if it has not by the deadline. */
    boolean wouldSeeDispatch();

    // While the app is kept out of the response.

    /** Keeps the app out for a moment; false when it is in the middle of an operation or has ended. */
    boolean tryInspect();

    /** Lets the app go on, or keeps the response, so that the app is refused from here on. */
    void endInspection(boolean keeps);

    /** Returns whether the response has begun. */
    boolean isCommitted();

    /** Returns whether it is one that may be quiet for as long as it likes. */
    boolean isEventStream();

    /** Returns whether all of the response has been handed to the container. */
    boolean isWhole();

    /** Returns whether the app waits until its client has read. */
    boolean awaitsReader();

    /** How many bytes of the response have gone to the container. */
    long passedBytes();

    /** Returns whether the client's side has broken. */
    boolean hasClientFailed();

    /** Interrupts its thread, if another attempt can follow on it; the exchange's deadline goes on. Returns whether it did. */
    boolean interruptForRetry();

    /** Prepares that the response is taken from the app; returns false where that is not to be. */
    boolean prepareTakeOver(Fault fault);

    // After that.

    /** The response has been taken from the app: somebody else is to answer. */
    void takeOver(Fault fault);

    /** The container has forgotten the request: nobody can be answered, but what was lent must come back. */
    void isLost();

    /** Ends it if its container has given the request up without a word. */
    void endIfGivenUp();
}
