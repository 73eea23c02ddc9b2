package io.breakwater.internal.policy;

import io.breakwater.internal.log.Logs;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * How many exchanges of a route may be in flight, by what its answers show: {@link Pace} decides, and this class counts. It has
 * no thread: whoever acquires or releases a permit has it look at the counts when a tick is due. Thread-safe. Internal between
 * rooms.
 */
public final class AdaptiveLimit {

    private static final long SHORTEST_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long LONGEST_TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** The time to be late has so many ticks, by which the age of exchanges is rounded up. */
    private static final int TICKS = 8;

    /** A sum of answers, and of their latencies in microseconds, in one number: one addition counts both. */
    private static final int COUNT_SHIFT = 44;

    private static final long SUM_MASK = (1L << COUNT_SHIFT) - 1;
    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);

    private static final Logger LOG = Logs.of("io.breakwater.limit");

    private final String route;
    private final AtomicInteger taken = new AtomicInteger();
    private final LongAdder setAside = new LongAdder();
    private final ConcurrencyPermit aside = new Aside();

    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong lateAnswers = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger timedOut = new AtomicInteger();
    private final AtomicInteger lateTimedOut = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private final AtomicLong nextTickNanos;
    private final AtomicLong nextProbeNanos;
    private volatile Pace.Bounds bounds;
    private volatile Pace pace = Pace.UNKNOWN;
    private volatile Cohort current;
    /** How many of those in flight were late at the last tick. */
    private volatile int overdue;

    /** The cohorts that are not late so far, the oldest first; guarded by this. */
    private final Deque<Cohort> young = new ArrayDeque<>();

    /** Those that are, and have not all ended; guarded by this. */
    private final Deque<Cohort> late = new ArrayDeque<>();

    private long lastTickNanos;

    /**
     * @param route the route's name
     * @param floor how many may always be in flight
     * @param timeout how long an attempt may take
     * @param nowNanos the present time
     */
    public AdaptiveLimit(String route, int floor, Duration timeout, long nowNanos) {
        this.route = route;
        this.bounds = new Pace.Bounds(floor, timeout.toNanos());
        this.nextTickNanos = new AtomicLong(nowNanos);
        this.nextProbeNanos = new AtomicLong(nowNanos);
        this.lastTickNanos = nowNanos;
        this.current = new Cohort(this, nowNanos);
    }

    void changeBounds(int floor, Duration timeout) {
        bounds = new Pace.Bounds(floor, timeout.toNanos());
    }

    /**
     * Returns a permit, or null when the exchange must be refused.
     *
     * @param others how many exchanges are in flight that are not counted here
     * @param exchange what is asked of it where there is a limit
     * @param prioritized whether the priorities of the route's exchanges differ
     * @param nowNanos the present time
     */
    public @Nullable ConcurrencyPermit tryAcquire(int others, Sheddable exchange, boolean prioritized, long nowNanos) {
        tickWhenDue(nowNanos);
        Pace known = pace;
        if (known.limit() == Pace.UNLIMITED) {
            taken.incrementAndGet();
        } else if (!tryTake(allowed(known, exchange, prioritized) - others)) {
            if (!known.dead() || !takeProbe(nowNanos)) {
                refused.incrementAndGet();
                return null;
            }
            taken.incrementAndGet();
        }
        Cohort cohort = current;
        cohort.entered(nowNanos);
        return cohort;
    }

    /** Where the pace is kept again, those that are stuck from before say nothing of it. */
    private int allowed(Pace known, Sheddable exchange, boolean prioritized) {
        double part = prioritized ? Shedding.limitPart(exchange.priority(), true) : 1;
        return (int) Math.ceil(known.limit() * part) + (known.lost() || known.dead() ? 0 : overdue);
    }

    private boolean tryTake(int allowed) {
        while (true) {
            int before = taken.get();
            if (before >= allowed) {
                return false;
            }
            if (taken.compareAndSet(before, before + 1)) {
                return true;
            }
        }
    }

    /**
     * Returns whether it is time to ask a dead downstream again, although all places are held by exchanges that wait for it: within
     * the time limit of an attempt as many ask as the floor has places.
     */
    private boolean takeProbe(long nowNanos) {
        long due = nextProbeNanos.get();
        Pace.Bounds known = bounds;
        return nowNanos - due >= 0
                && nextProbeNanos.compareAndSet(due, nowNanos + known.timeoutNanos() / known.floor());
    }

    /** Returns a permit for an exchange that is not to be refused. */
    ConcurrencyPermit acquire(long nowNanos) {
        tickWhenDue(nowNanos);
        taken.incrementAndGet();
        Cohort cohort = current;
        cohort.entered(nowNanos);
        return cohort;
    }

    void released(Cohort cohort, PlaceEnd end, long latencyNanos, long nowNanos) {
        taken.decrementAndGet();
        cohort.left();
        switch (end) {
            case ANSWERED -> {
                long micros = Math.max(0, Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(latencyNanos)));
                (cohort.isLate() ? lateAnswers : answers).getAndAdd((1L << COUNT_SHIFT) + micros);
            }
            case FAILED -> {
                if (!cohort.isLate()) {
                    failures.incrementAndGet();
                }
            }
            case TIMED_OUT -> (cohort.isLate() ? lateTimedOut : timedOut).incrementAndGet();
            case UNTOLD -> {
                return;
            }
        }
        tickWhenDue(nowNanos);
    }

    ConcurrencyPermit aside() {
        return aside;
    }

    void movedAside(Cohort cohort) {
        taken.decrementAndGet();
        cohort.left();
        setAside.increment();
    }

    private void tickWhenDue(long nowNanos) {
        long due = nextTickNanos.get();
        if (nowNanos - due >= 0 && nextTickNanos.compareAndSet(due, nowNanos + LONGEST_TICK_NANOS)) {
            tick(nowNanos);
        }
    }

    private synchronized void tick(long nowNanos) {
        Pace before = pace;
        Pace.Bounds known = bounds;
        Cohort ending = current;
        current = new Cohort(this, nowNanos);
        young.addLast(ending);
        long lateAfter = before.lateAfterNanos(known);
        long turnedLate = 0;
        Cohort oldest = young.peekFirst();
        while (oldest != null && oldest.isOlderThan(lateAfter, nowNanos)) {
            turnedLate += oldest.turnsLate();
            late.addLast(young.removeFirst());
            oldest = young.peekFirst();
        }
        late.removeIf(Cohort::isOver);
        overdue = late.stream().mapToInt(Cohort::inFlight).sum();
        // Ended by their time limit before they could be found late.
        long timedOutBefore = timedOut.getAndSet(0);
        long came = answers.getAndSet(0);
        long cameLate = lateAnswers.getAndSet(0);
        Pace after = before.next(
                new Pace.Reading(
                        Math.max(0, nowNanos - lastTickNanos),
                        came >>> COUNT_SHIFT,
                        TimeUnit.MICROSECONDS.toNanos(came & SUM_MASK),
                        cameLate >>> COUNT_SHIFT,
                        TimeUnit.MICROSECONDS.toNanos(cameLate & SUM_MASK),
                        failures.getAndSet(0),
                        turnedLate + timedOutBefore,
                        timedOutBefore + lateTimedOut.getAndSet(0),
                        refused.getAndSet(0)),
                known);
        lastTickNanos = nowNanos;
        if (after.dead() && !before.dead()) {
            nextProbeNanos.set(nowNanos + known.timeoutNanos() / known.floor());
        }
        pace = after;
        tell(before.limit(), after, lateAfter);
        long tick = Math.min(LONGEST_TICK_NANOS, Math.max(SHORTEST_TICK_NANOS, after.lateAfterNanos(known) / TICKS));
        nextTickNanos.set(nowNanos + tick);
    }

    private void tell(int limitBefore, Pace after, long lateAfterNanos) {
        if (limitBefore == Pace.UNLIMITED && after.limit() != Pace.UNLIMITED) {
            LOG.warn(
                    "concurrency limited route={} max={} in-flight={}: more than two in three do not answer within {} ms; usual are {} ms",
                    route,
                    after.limit(),
                    inFlight(),
                    TimeUnit.NANOSECONDS.toMillis(lateAfterNanos),
                    after.knowsUsual() ? TimeUnit.NANOSECONDS.toMillis((long) after.usualNanos()) : "not known so far");
        } else if (limitBefore != Pace.UNLIMITED && after.limit() == Pace.UNLIMITED) {
            LOG.info("concurrency unlimited route={} in-flight={}", route, inFlight());
        }
    }

    /** Returns whether answers come, and in time. */
    public boolean keepsPace() {
        return pace.isKept(bounds);
    }

    /** Returns how many may be in flight; {@link Integer#MAX_VALUE} while the downstream keeps its pace. */
    public int limit() {
        return pace.limit();
    }

    /** Returns how many exchanges hold a permit whose time is their downstream's. */
    public int inFlight() {
        return Math.max(0, taken.get());
    }

    /** Returns how many exchanges were moved aside. */
    int inFlightAside() {
        return (int) Math.max(0, setAside.sum());
    }

    /** The permit of all exchanges whose time is not their downstream's. */
    private final class Aside extends ConcurrencyPermit {

        @Override
        public void release(PlaceEnd end, long latencyNanos, long nowNanos) {
            setAside.decrement();
        }

        @Override
        public boolean isAside() {
            return true;
        }
    }
}
