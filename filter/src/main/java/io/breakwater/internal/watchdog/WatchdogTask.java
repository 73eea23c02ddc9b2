package io.breakwater.internal.watchdog;

import io.breakwater.internal.util.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Something that wants to be woken at a time; see {@link Watchdog}. */
public abstract class WatchdogTask {

    private static final VarHandle AT_NANOS = VarHandles.of(MethodHandles.lookup(), "atNanos", long.class);

    /** When to ring, in the watchdog's nanoseconds. Written by whoever arms it, then by {@link #run} alone. */
    public volatile long atNanos;

    /** To be told while it is off; arming it publishes that. */
    public final void setNanos(long nanos) {
        AT_NANOS.setRelease(this, nanos);
    }

    /** Where the watchdog keeps it; meaningful while armed only. */
    int slot;

    /**
     * The time has come, or may have: an alarm that was armed anew meanwhile looks again. Runs on the watchdog's thread, so
     * it must not block; it moves {@link #atNanos} on when it wants to ring again.
     */
    public abstract void run(long nowNanos);
}
