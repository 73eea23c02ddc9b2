package io.breakwater.internal.policy;

import io.breakwater.fault.Fault;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How many exchanges of a route may wait at once for their response to start; one that comes too many is refused, never queued.
 * There is one count for as long as the route exists, whatever the maximum is: an operator who tightens it in an outage must
 * not let those in again who are there already. So exchanges are counted without a maximum, too, in a way that costs next to
 * nothing.
 *
 * <p>Thread-safe. Resilience4j's bulkhead is not used: it would make its caller wait while it shrinks.
 */
final class ConcurrencyLimit {

    /** Nobody knows when a place falls free; a second is short for a person and long for a server. */
    static final Admission.Refused REFUSED = new Admission.Refused(Fault.CONCURRENCY_LIMIT, Duration.ofSeconds(1));

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final AtomicInteger limited = new AtomicInteger();
    /** Who came in while there was no maximum: striped, so that threads do not contend for it. */
    private final LongAdder unlimited = new LongAdder();

    private final Place limitedPlace = new Place(this, true);
    private final Place unlimitedPlace = new Place(this, false);
    private volatile int max = UNLIMITED;

    /** Another maximum is in force for those to come; empty for none. */
    void changeMax(OptionalInt newMax) {
        max = newMax.orElse(UNLIMITED);
    }

    /** A place, or null when all are taken. */
    @Nullable Place tryEnter() {
        int allowed = max;
        if (allowed == UNLIMITED) {
            unlimited.increment();
            return unlimitedPlace;
        }
        while (true) {
            int taken = limited.get();
            if (taken + unlimited.sum() >= allowed) {
                return null;
            }
            if (limited.compareAndSet(taken, taken + 1)) {
                return limitedPlace;
            }
        }
    }

    void leave(boolean fromLimited) {
        if (fromLimited) {
            limited.decrementAndGet();
        } else {
            unlimited.decrement();
        }
    }

    /** How many more would be let in now; empty when there is no maximum. */
    OptionalInt available() {
        int allowed = max;
        return allowed == UNLIMITED
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.max(0, allowed - limited.get() - unlimited.sum()));
    }
}
