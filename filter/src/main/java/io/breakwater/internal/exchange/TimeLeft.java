package io.breakwater.internal.exchange;

/** How the attempt of an exchange stands that is under way. Thread-safe. Internal between rooms. */
public interface TimeLeft {

    /** How many nanoseconds it may still take; negative when it is late. */
    long leftNanos();

    /** Whether somebody else has answered because it was late. */
    boolean isTaken();
}
