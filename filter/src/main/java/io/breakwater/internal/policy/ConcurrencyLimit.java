package io.breakwater.internal.policy;

import io.breakwater.fault.Fault;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many exchanges of a route wait at once for their response to start; an exchange above the limit is refused,
 * never queued. One count lasts as long as the route, whatever the maximum: an operator who lowers the maximum in an outage
 * must not admit exchanges as though none were running. So exchanges are counted without a maximum, too, at little cost.
 *
 * <p>Thread-safe. Resilience4j's bulkhead is not used, because its caller would have to wait while it shrinks.
 */
final class ConcurrencyLimit {

    /** It is not known when a permit will be free; a second is short for a person and long for a server. */
    static final Admission.Refused REFUSED = new Admission.Refused(Fault.CONCURRENCY_LIMIT, Duration.ofSeconds(1));

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final AtomicInteger limited = new AtomicInteger();
    /** The exchanges that were admitted while there was no maximum; striped, so that threads do not contend. */
    private final LongAdder unlimited = new LongAdder();

    private final ConcurrencyPermit limitedPermit = new ConcurrencyPermit(this, true);
    private final ConcurrencyPermit unlimitedPermit = new ConcurrencyPermit(this, false);
    private volatile int max = UNLIMITED;

    /** Sets the maximum for further exchanges; empty for none. */
    void changeMax(OptionalInt newMax) {
        max = newMax.orElse(UNLIMITED);
    }

    /** Returns a permit, or null when all are taken. */
    @Nullable ConcurrencyPermit tryAcquire() {
        int allowed = max;
        if (allowed == UNLIMITED) {
            unlimited.increment();
            return unlimitedPermit;
        }
        while (true) {
            int taken = limited.get();
            if (taken + unlimited.sum() >= allowed) {
                return null;
            }
            if (limited.compareAndSet(taken, taken + 1)) {
                return limitedPermit;
            }
        }
    }

    void release(boolean fromLimited) {
        if (fromLimited) {
            limited.decrementAndGet();
        } else {
            unlimited.decrement();
        }
    }

    /** Returns how many permits are free; empty when there is no maximum. */
    OptionalInt available() {
        int allowed = max;
        return allowed == UNLIMITED ? OptionalInt.empty() : OptionalInt.of(Math.max(0, allowed - inUse()));
    }

    /** Returns how many permits are lent, whether or not there is a maximum. */
    int inUse() {
        return (int) Math.max(0, limited.get() + unlimited.sum());
    }
}
