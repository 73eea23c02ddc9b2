package io.breakwater.fleet;

import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerSteering;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may send trial calls: while a downstream is closed off, one replica for each wait. Its lease is asked for before it is needed, so
 * that a request finds the answer in memory. Without a link each replica tries on its own, and so does one that has not had its turn for
 * long. What changes it is for one thread; {@link #mayTry} is for any.
 */
final class Trials {

    private static final long LEAD_MILLIS = 150;
    private static final long LONGEST_DENIAL_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long FREE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long SHORTEST_LEASE_MILLIS = 500;
    private static final long RECOVERY_MILLIS_EACH = 50;
    private static final long LONGEST_RECOVERY_MILLIS = 1_000;
    private static final int DENIALS_OF_EACH = 3;

    /** What asks for leases. */
    interface Leases {
        /**
         * Asks for a lease, and answers only if there is a link.
         *
         * @param granted called when it is ours
         * @param denied called with how many milliseconds it is another's yet
         */
        void ask(BreakerId breaker, long millis, Runnable granted, LongConsumer denied);

        /** Has our lease last so long from now. */
        void extend(BreakerId breaker, long millis);

        /** Calls after a while. */
        void after(Duration delay, Runnable task);
    }

    private static final class Trial {
        private final long openedNanos;
        private final long waitMillis;
        private volatile boolean granted;
        private volatile long grantedUntilNanos;
        private volatile boolean free;
        private volatile long freeUntilNanos;

        Trial(long openedNanos, long waitMillis) {
            this.openedNanos = openedNanos;
            this.waitMillis = waitMillis;
        }
    }

    private final BreakerSteering steering;
    private final Leases leases;
    private final IntSupplier fleetSize;
    private final LongSupplier nanoTime;
    private final Map<BreakerId, Trial> trials = new ConcurrentHashMap<>();
    /** When another replica's recovery was last believed. */
    private final Map<BreakerId, Long> forwarded = new ConcurrentHashMap<>();

    private volatile boolean joined;

    Trials(BreakerSteering steering, Leases leases, IntSupplier fleetSize, LongSupplier nanoTime) {
        this.steering = steering;
        this.leases = leases;
        this.fleetSize = fleetSize;
        this.nanoTime = nanoTime;
    }

    boolean mayTry(BreakerId breaker) {
        Trial trial = joined ? trials.get(breaker) : null;
        if (trial == null) {
            return true;
        }
        long now = nanoTime.getAsLong();
        return (trial.granted && now - trial.grantedUntilNanos < 0)
                || (trial.free && now - trial.freeUntilNanos < 0)
                || now - trial.openedNanos >= longestDenial(trial);
    }

    private long longestDenial(Trial trial) {
        long turns = TimeUnit.MILLISECONDS.toNanos(trial.waitMillis) * DENIALS_OF_EACH * fleetSize.getAsInt();
        return TimeUnit.MILLISECONDS.toNanos(trial.waitMillis) + Math.max(LONGEST_DENIAL_NANOS, turns);
    }

    /** Notes that this replica's circuit breaker has opened, or opened again after a trial. */
    void opened(BreakerId breaker) {
        Trial before = trials.get(breaker);
        long wait =
                Math.max(SHORTEST_LEASE_MILLIS, steering.remainingOpen(breaker).toMillis());
        Trial trial = new Trial(nanoTime.getAsLong(), wait);
        trials.put(breaker, trial);
        if (before != null && before.granted) {
            leases.extend(breaker, wait);
        }
        long early = LEAD_MILLIS + ThreadLocalRandom.current().nextLong(LEAD_MILLIS);
        leases.after(Duration.ofMillis(Math.max(0, wait - early)), () -> ask(breaker, trial));
    }

    private boolean isOver(BreakerId breaker, Trial trial) {
        @Nullable Trial now = trials.get(breaker);
        return now != trial;
    }

    private void ask(BreakerId breaker, Trial trial) {
        if (isOver(breaker, trial) || trial.free) {
            return;
        }
        leases.ask(
                breaker,
                trial.waitMillis,
                () -> {
                    trial.grantedUntilNanos = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(trial.waitMillis);
                    trial.granted = true;
                    askLater(breaker, trial, trial.waitMillis);
                },
                millis -> askLater(breaker, trial, millis));
    }

    private void askLater(BreakerId breaker, Trial trial, long millis) {
        long spread = 20 + ThreadLocalRandom.current().nextLong(100);
        leases.after(Duration.ofMillis(millis + spread), () -> ask(breaker, trial));
    }

    /** Notes that this replica's circuit breaker is not open any more. */
    void closed(BreakerId breaker) {
        trials.remove(breaker);
        forwarded.remove(breaker);
    }

    /** Hears that another replica's trials have succeeded. */
    void recovered(BreakerId breaker) {
        Trial trial = trials.get(breaker);
        long now = nanoTime.getAsLong();
        Long last = forwarded.get(breaker);
        if (trial == null || (last != null && now - last < TimeUnit.MILLISECONDS.toNanos(trial.waitMillis))) {
            return;
        }
        forwarded.put(breaker, now);
        trial.freeUntilNanos = now + FREE_NANOS;
        trial.free = true;
        long spread = Math.min(LONGEST_RECOVERY_MILLIS, RECOVERY_MILLIS_EACH * fleetSize.getAsInt());
        steering.tryWithin(
                breaker, Duration.ofMillis(ThreadLocalRandom.current().nextLong(spread + 1)));
    }

    /** Notes that there is a link: what is open needs leases from now on. */
    void joined() {
        joined = true;
        trials.forEach(this::ask);
    }

    /** Notes that there is no link: each replica is on its own. */
    void lost() {
        joined = false;
    }
}
