package io.breakwater.internal.policy;

import io.breakwater.fault.Fault;
import io.breakwater.internal.config.ConcurrencySettings;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many exchanges of a route wait at once for their response to start; an exchange above the limit is refused,
 * never queued. One count lasts as long as the route, whatever the limit: an operator who lowers it in an outage must not
 * admit exchanges as though none were running. So exchanges are counted without a limit, too, at little cost.
 *
 * <p>Thread-safe. Resilience4j's bulkhead is not used, because its caller would have to wait while it shrinks.
 */
final class ConcurrencyLimit {

    /** It is not known when a permit will be free; a second is short for a person and long for a server. */
    static final Admission.Refused REFUSED = new Admission.Refused(Fault.CONCURRENCY_LIMIT, Duration.ofSeconds(1));

    private static final int UNLIMITED = Integer.MAX_VALUE;

    /**
     * What is in force.
     *
     * @param max the greatest number; {@link #UNLIMITED} for none
     * @param adaptive the limit that learns; null for none
     * @param prioritized whether the priorities of the route's requests differ
     */
    private record Rule(int max, @Nullable AdaptiveLimit adaptive, boolean prioritized) {}

    private final AtomicInteger limited = new AtomicInteger();
    /** The exchanges that were admitted while there was no maximum; striped, so that threads do not contend. */
    private final LongAdder unlimited = new LongAdder();

    private final ConcurrencyPermit limitedPermit = new Counted(true);
    private final ConcurrencyPermit unlimitedPermit = new Counted(false);
    /** What was learned, and the count of those that were admitted by it; null until there is such a limit. */
    private volatile @Nullable AdaptiveLimit learned;

    private volatile Rule rule = new Rule(UNLIMITED, null, false);

    /**
     * Sets the limit for further exchanges.
     *
     * @param route the route's name
     * @param timeout how long an attempt may take
     */
    void change(ConcurrencySettings settings, String route, Duration timeout, long nowNanos) {
        AdaptiveLimit known = learned;
        if (settings.isAuto() && known == null) {
            known = new AdaptiveLimit(route, settings.min(), timeout, nowNanos);
            learned = known;
        } else if (known != null) {
            known.changeBounds(settings.min(), timeout);
        }
        rule = new Rule(
                settings.max().orElse(UNLIMITED),
                settings.isAuto() ? known : null,
                settings.priorityHeader().isPresent());
    }

    /** Returns a permit, or null when all are taken. */
    @Nullable ConcurrencyPermit tryAcquire(Sheddable exchange, long nowNanos) {
        Rule known = rule;
        AdaptiveLimit adaptive = known.adaptive();
        if (adaptive != null) {
            ConcurrencyPermit permit = adaptive.tryAcquire(others(adaptive), exchange, known.prioritized(), nowNanos);
            return permit == null && exchange.isNeverShed() ? adaptive.acquire(nowNanos) : permit;
        }
        int max = known.max();
        if (max == UNLIMITED) {
            unlimited.increment();
            return unlimitedPermit;
        }
        int allowed = known.prioritized() ? (int) Math.ceil(max * Shedding.limitPart(exchange.priority(), true)) : max;
        while (true) {
            int taken = limited.get();
            if (taken + unlimited.sum() + learnedInUse() >= allowed && !exchange.isNeverShed()) {
                return null;
            }
            if (limited.compareAndSet(taken, taken + 1)) {
                return limitedPermit;
            }
        }
    }

    /** Returns a permit for an exchange that is in flight already. */
    ConcurrencyPermit acquire(long nowNanos) {
        AdaptiveLimit adaptive = rule.adaptive();
        if (adaptive != null) {
            return adaptive.acquire(nowNanos);
        }
        limited.incrementAndGet();
        return limitedPermit;
    }

    private int others(AdaptiveLimit adaptive) {
        return adaptive.limit() == Pace.UNLIMITED ? 0 : (int) (limited.get() + unlimited.sum());
    }

    private int learnedInUse() {
        AdaptiveLimit known = learned;
        return known == null ? 0 : known.inFlight() + known.inFlightAside();
    }

    private void release(boolean fromLimited) {
        if (fromLimited) {
            limited.decrementAndGet();
        } else {
            unlimited.decrement();
        }
    }

    /** Returns whether the route's downstream answers as fast as usual; false where nobody has learned that. */
    boolean keepsPace() {
        AdaptiveLimit adaptive = rule.adaptive();
        return adaptive != null && adaptive.keepsPace();
    }

    /** Returns how near the limit is, from 0 to 1, for one that holds a permit; 0 when there is none in force. */
    double pressure() {
        Rule known = rule;
        AdaptiveLimit adaptive = known.adaptive();
        if (adaptive != null) {
            return adaptive.limit() == Pace.UNLIMITED ? 0 : 1;
        }
        return known.max() == UNLIMITED ? 0 : (inUse() - 1) / (double) known.max();
    }

    /** Returns how many permits are free; empty when there is no limit in force. */
    OptionalInt available() {
        OptionalInt allowed = allowed();
        return allowed.isEmpty() ? allowed : OptionalInt.of(Math.max(0, allowed.getAsInt() - inUse()));
    }

    /** Returns how many permits there are, lent or free; empty when there is no limit in force. */
    OptionalInt allowed() {
        Rule known = rule;
        AdaptiveLimit adaptive = known.adaptive();
        int allowed = adaptive != null ? adaptive.limit() : known.max();
        return allowed == UNLIMITED ? OptionalInt.empty() : OptionalInt.of(allowed);
    }

    /** Returns how many permits are lent, whether or not there is a limit. */
    int inUse() {
        return (int) Math.max(0, limited.get() + unlimited.sum() + learnedInUse());
    }

    /** The permit of all exchanges that are counted in one counter. */
    private final class Counted extends ConcurrencyPermit {
        private final boolean limited;

        Counted(boolean limited) {
            this.limited = limited;
        }

        @Override
        public void release(PlaceEnd end, long latencyNanos, long nowNanos) {
            ConcurrencyLimit.this.release(limited);
        }
    }
}
