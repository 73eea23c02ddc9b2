package io.breakwater.internal.policy;

import io.breakwater.internal.config.CircuitBreakerSettings;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.observe.BreakerAdvisor;
import io.breakwater.observe.BreakerId;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a closed circuit breaker makes of the word of others: its next calls decide, as in a half-open state, and nobody is refused
 * meanwhile. Without an advisor it only counts failures in a row. Thread-safe; a good call takes no lock and allocates nothing.
 */
final class Wariness {

    private static final int FEWEST_IN_A_ROW = 2;
    private static final int PERCENT = 100;

    /** What the calls have decided. */
    enum Finding {
        /** Nothing, as for nearly all calls. */
        NONE,
        /** The downstream is well. */
        WELL,
        /** It has failed for this replica, too. */
        FAILING
    }

    private final BreakerId id;
    /** Failures since the last success; a race of a success with a failure may count one more or less. */
    private final AtomicInteger inARow = new AtomicInteger();

    private volatile @Nullable BreakerAdvisor advisor;
    private volatile @Nullable Watch watch;

    Wariness(BreakerId id) {
        this.id = id;
    }

    void adviseBy(BreakerAdvisor next) {
        advisor = next;
    }

    /** Returns whether an open circuit breaker may try; called under its lock. */
    boolean mayTry() {
        BreakerAdvisor known = advisor;
        return known == null || known.mayTry(id);
    }

    /** Begins to look at the next calls, unless it does already. */
    void begin(int calls, long nowNanos, long untilNanos) {
        Watch now = watch;
        if (now == null || now.isOver(nowNanos)) {
            watch = new Watch(calls, untilNanos);
        }
    }

    /** Ends it, because the circuit breaker is no longer closed. */
    void end() {
        watch = null;
        inARow.set(0);
    }

    /** Returns when a circuit breaker that opens now is to try again; null when it is no longer wary. */
    @Nullable Long openUntilNanos() {
        Watch now = watch;
        return now == null ? null : now.untilNanos;
    }

    /** Notes the outcome of a call in the closed state. */
    Finding note(Outcome outcome, long durationNanos, CircuitBreakerSettings settings, LongSupplier nanoTime) {
        boolean good = outcome instanceof Outcome.Answered;
        Watch now = watch;
        if (good && now == null) {
            if (inARow.get() != 0) {
                tell(true);
            }
            return Finding.NONE;
        }
        if (!good
                && !(outcome instanceof Outcome.Failed failed && failed.fault().countsAsFailure())) {
            return Finding.NONE;
        }
        tell(good);
        if (now == null) {
            return Finding.NONE;
        }
        long nowNanos = nanoTime.getAsLong();
        boolean slow = durationNanos >= settings.slowCallDurationThreshold().toNanos();
        Finding finding = now.isOver(nowNanos) ? Finding.NONE : now.note(good, slow, settings);
        if (finding == Finding.WELL || now.isOver(nowNanos)) {
            watch = null;
        }
        return finding;
    }

    private void tell(boolean good) {
        int before = good ? inARow.getAndSet(0) : inARow.getAndIncrement();
        int now = good ? 0 : before + 1;
        BreakerAdvisor known = advisor;
        if (known != null && Math.max(before, now) >= FEWEST_IN_A_ROW) {
            known.failing(id, now);
        }
    }

    /** Tells that the calls have decided for the downstream; called without a lock. */
    void tellWell() {
        BreakerAdvisor known = advisor;
        if (known != null) {
            known.foundWell(id);
        }
    }

    /** The few calls that decide. */
    private static final class Watch {
        private final int calls;
        private final long untilNanos;
        /** Guarded by this, as are the two that follow. */
        private int seen;

        private int failed;
        private int slow;

        Watch(int calls, long untilNanos) {
            this.calls = calls;
            this.untilNanos = untilNanos;
        }

        boolean isOver(long nowNanos) {
            return nowNanos - untilNanos >= 0;
        }

        /** Of calls that end at one time, one alone decides. */
        synchronized Finding note(boolean good, boolean isSlow, CircuitBreakerSettings settings) {
            seen++;
            failed += good ? 0 : 1;
            slow += isSlow ? 1 : 0;
            if (seen != calls) {
                return Finding.NONE;
            }
            boolean bad = (float) failed * PERCENT / calls >= settings.failureRateThreshold()
                    || (float) slow * PERCENT / calls >= settings.slowCallRateThreshold();
            return bad ? Finding.FAILING : Finding.WELL;
        }
    }
}
