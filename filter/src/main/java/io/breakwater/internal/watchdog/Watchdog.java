package io.breakwater.internal.watchdog;

import io.breakwater.internal.log.Logs;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * One thread that wakes every exchange whose time is up. Arming is one compare-and-set into a board of slots and disarming
 * another; the thread looks the board over and sleeps until the earliest alarm. Whatever may block, like writing a page to
 * a slow client, goes to other threads.
 *
 * <p>Thread-safe.
 */
public final class Watchdog implements TaskBoard, AutoCloseable {

    private static final Logger LOG = Logs.of(Watchdog.class);

    private static final int SLOTS = 1024;
    /** Slots of neighbouring threads lie this far apart, in different cache lines. */
    private static final int STRIDE = 16;

    private static final int PROBES = 8;
    private static final int OVERFLOW = -1;
    /** The finest resolution: alarms closer together than this ring together. */
    private static final long MIN_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** The board is looked over for at most one part in this many of the time, however many alarms stand on it. */
    private static final int LOAD_LIMIT = 4;
    /**
     * A look is timed by the clock, so that it counts what others do when the machine is busy and this thread has to wait for a
     * processor in the middle of it. It must not sleep four times as long as it was kept waiting: every visitor's page would
     * be late by that. A full board takes a fraction of a millisecond.
     */
    private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    private static final long JOIN_MILLIS = 4_000;

    /** So long whoever is under way when the app stops may take to finish. */
    private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** More looks than an idle response needs to be known as one. */
    private static final int LAST_LOOKS = TimeLimits.IDLE_LOOKS + 2;

    private static final long LAST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FAREWELL_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** So long may the last answers take, those included that are broken off. */
    private static final long LAST_ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier nanoTime;
    /** So long it may sleep when there is nothing to do. */
    private volatile long idleNanos;

    private final AtomicReferenceArray<WatchdogTask> slots = new AtomicReferenceArray<>(SLOTS);
    private final Set<WatchdogTask> overflow = ConcurrentHashMap.newKeySet();
    private final AnswerThreads answering;
    private final Thread thread;
    /** How much of the look under way went into alarms that were due; the thread's own. */
    private long ringingNanos;

    private volatile long wakeAtNanos;
    private volatile boolean looking = true;
    private volatile boolean closed;
    /** Whether nobody looks at the board any more. */
    private volatile boolean gone;

    /**
     * @param nanoTime the time source
     * @param soonest how soon after it is armed an alarm usually rings, at the least: so long the thread may sleep when there
     *     is nothing to do, and need not be woken for an alarm that is armed meanwhile
     */
    public Watchdog(LongSupplier nanoTime, Duration soonest) {
        this.nanoTime = nanoTime;
        setMinDelay(soonest);
        this.answering = new AnswerThreads(this, nanoTime);
        this.thread = new Thread(this::watch, "breakwater-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    /** Other time-outs are in force. An alarm that rings sooner is not missed by it: who arms one looks at the time. */
    public final void setMinDelay(Duration soonest) {
        idleNanos = Math.max(MIN_SLEEP_NANOS, soonest.toNanos());
    }

    @Override
    public void arm(WatchdogTask alarm) {
        alarm.slot = place(alarm);
        if (looking || alarm.atNanos - wakeAtNanos < 0) {
            LockSupport.unpark(thread);
        }
    }

    private int place(WatchdogTask alarm) {
        int start = (int) Thread.currentThread().getId() * STRIDE;
        // The odd extra step walks off the cache line's own residue class, so that all slots can be reached.
        start += start / SLOTS;
        for (int i = 0; i < PROBES; i++) {
            int slot = (start + i * (STRIDE + 1)) & (SLOTS - 1);
            if (slots.getPlain(slot) == null && slots.compareAndSet(slot, null, alarm)) {
                return slot;
            }
        }
        overflow.add(alarm);
        return OVERFLOW;
    }

    @Override
    public void disarm(WatchdogTask alarm) {
        if (alarm.slot == OVERFLOW) {
            overflow.remove(alarm);
        } else {
            // Not a plain write: a second disarm, of an asynchronous exchange that failed, must not take another's
            // place.
            slots.compareAndSet(alarm.slot, alarm, null);
        }
    }

    /** Runs what may block: on a thread of its own, or here when it is too late for that. */
    public void execute(Runnable answer) {
        answering.execute(answer);
    }

    /** The same after {@code delay}, for what must wait without holding a thread. */
    public void schedule(Runnable answer, Duration delay) {
        Later later = new Later(answer);
        later.atNanos = nanoTime.getAsLong() + delay.toNanos();
        arm(later);
        if (gone) {
            later.begin();
        }
    }

    /** Carries an answer to its client, from a thread that {@link #execute} has given. */
    public void deliver(Delivery delivery) {
        answering.deliver(delivery);
    }

    /** Work for later. */
    private final class Later extends WatchdogTask {
        private final Runnable work;
        private final AtomicBoolean begun = new AtomicBoolean();

        Later(Runnable work) {
            this.work = work;
        }

        @Override
        public void run(long nowNanos) {
            atNanos = nowNanos + TimeLimits.LONG_NANOS;
            begin();
        }

        void begin() {
            disarm(this);
            if (begun.compareAndSet(false, true)) {
                answering.execute(work);
            }
        }
    }

    /** Whether it takes leave, because the app or its container stops. */
    public boolean isClosed() {
        return closed;
    }

    /** Whether any thread of it is still there. */
    boolean isRunning() {
        return thread.isAlive() || !answering.isTerminated();
    }

    private void watch() {
        while (!closed) {
            // From here until wakeAtNanos is known, whoever arms an alarm wakes us for another look.
            looking = true;
            long begin = nanoTime.getAsLong();
            long earliest = ringAllDue(begin);
            wakeAtNanos = earliest;
            looking = false;
            long end = nanoTime.getAsLong();
            // Only looking is to be bounded: whoever rings many alarms at once has the next ones due in a moment.
            long pause = Math.min(MAX_PAUSE_NANOS, (end - begin - ringingNanos) * LOAD_LIMIT);
            LockSupport.parkNanos(this, Math.max(Math.max(MIN_SLEEP_NANOS, pause), earliest - end));
        }
        drain();
        gone = true;
        beginAllLater();
    }

    /** Whoever had work for later a moment ago does not know yet that nobody will look. */
    private void beginAllLater() {
        for (int i = 0; i < SLOTS; i++) {
            if (slots.get(i) instanceof Later later) {
                later.begin();
            }
        }
        for (WatchdogTask alarm : overflow) {
            if (alarm instanceof Later later) {
                later.begin();
            }
        }
    }

    /**
     * The app stops: whoever is under way has a moment to finish, and after it nobody has any time left. A response that
     * still makes progress then is left to its own thread.
     */
    private void drain() {
        long begin = nanoTime.getAsLong();
        while (isAnyArmed() && nanoTime.getAsLong() - begin < FAREWELL_NANOS) {
            ringAllDue(nanoTime.getAsLong());
            LockSupport.parkNanos(this, FAREWELL_LOOK_NANOS);
        }
        answering.hurry();
        for (int look = 0; look < LAST_LOOKS && isAnyArmed(); look++) {
            ringAllDue(nanoTime.getAsLong() + TimeLimits.LONG_NANOS * (look + 2));
            LockSupport.parkNanos(this, LAST_LOOK_NANOS);
        }
        long last = nanoTime.getAsLong();
        while (answering.isBusy() && nanoTime.getAsLong() - last < LAST_ANSWERS_NANOS) {
            ringAllDue(nanoTime.getAsLong() + TimeLimits.LONG_NANOS);
            LockSupport.parkNanos(this, FAREWELL_LOOK_NANOS);
        }
    }

    private boolean isAnyArmed() {
        for (int i = 0; i < SLOTS; i++) {
            if (slots.get(i) != null) {
                return true;
            }
        }
        return !overflow.isEmpty();
    }

    /** Gives back when the earliest of those that are not due yet will be. */
    private long ringAllDue(long now) {
        long earliest = now + idleNanos;
        ringingNanos = 0;
        for (int i = 0; i < SLOTS; i++) {
            WatchdogTask alarm = slots.get(i);
            if (alarm != null) {
                earliest = ringIfDue(alarm, now, earliest);
            }
        }
        for (WatchdogTask alarm : overflow) {
            earliest = ringIfDue(alarm, now, earliest);
        }
        return earliest;
    }

    private long ringIfDue(WatchdogTask alarm, long now, long earliest) {
        if (alarm.atNanos - now <= 0) {
            long begin = nanoTime.getAsLong();
            try {
                alarm.run(now);
            } catch (RuntimeException | Error e) {
                // One broken exchange must not stop the clock for all others.
                alarm.atNanos = now + TimeUnit.SECONDS.toNanos(1);
                LOG.error("an exchange's alarm failed", e);
            }
            ringingNanos += nanoTime.getAsLong() - begin;
        }
        return alarm.atNanos - earliest < 0 ? alarm.atNanos : earliest;
    }

    /** Lets those who are under way finish or be answered, for about a second, and ends the threads. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(JOIN_MILLIS);
            answering.close(JOIN_MILLIS);
        } catch (InterruptedException e) {
            answering.closeNow();
            Thread.currentThread().interrupt();
        }
    }
}
