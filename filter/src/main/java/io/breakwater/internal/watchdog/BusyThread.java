package io.breakwater.internal.watchdog;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * A thread at work, and whether it is stuck: waits, that is, for a client or for whatever else is outside. A thread that waits
 * for a processor is not, and more threads would only make it wait longer; so the time that it had of one is what tells.
 *
 * <p>Made by the thread itself, looked at by the watchdog.
 */
final class BusyThread {

    /** Work takes a millisecond, and whatever it waits for within the process not much longer. */
    private static final long WAITING_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    /** Where the JVM does not see that it waits, as in a selector: longer than a busy machine keeps a thread waiting. */
    private static final long STANDING_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean CPU_TIME = isCpuTimeKnown();

    private final Thread thread = Thread.currentThread();
    private long cpuNanos;
    private long movedNanos;

    BusyThread(long nowNanos) {
        this.movedNanos = nowNanos;
    }

    private static boolean isCpuTimeKnown() {
        try {
            return THREADS.isThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    /** Whether it has not moved for a while; where that is not known, whether it is not done after a while. */
    boolean isStuck(long nowNanos) {
        long seen = CPU_TIME ? THREADS.getThreadCpuTime(thread.getId()) : 0;
        if (seen != cpuNanos) {
            cpuNanos = seen;
            movedNanos = nowNanos;
            return false;
        }
        long still = nowNanos - movedNanos;
        Thread.State state = thread.getState();
        boolean waiting = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
        return still >= (waiting ? WAITING_NANOS : STANDING_NANOS);
    }
}
