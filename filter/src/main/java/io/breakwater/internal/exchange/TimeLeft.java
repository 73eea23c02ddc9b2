package io.breakwater.internal.exchange;

/** How much time is left to the attempt that is under way, and whether it was too late. Thread-safe. Internal between rooms. */
public interface TimeLeft {

    /** How many nanoseconds it may still take; negative when it is late. */
    long leftNanos();

    /** Returns whether the guard has taken the response from the app because the attempt was late. */
    boolean isTaken();
}
