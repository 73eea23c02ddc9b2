package io.breakwater.exchange;

/** Something that wants to be woken at a time; see {@link Watchdog}. */
abstract class Alarm {

    /** When to ring, in the watchdog's nanoseconds. Written by whoever arms it, then by {@link #ring} alone. */
    volatile long atNanos;

    /** Where the watchdog keeps it; meaningful while armed only. */
    int slot;

    /**
     * The time has come, or may have: an alarm that was armed anew meanwhile looks again. Runs on the watchdog's thread, so
     * it must not block; it moves {@link #atNanos} on when it wants to ring again.
     */
    abstract void ring(long nowNanos);
}
