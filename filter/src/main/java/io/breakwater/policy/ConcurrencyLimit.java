package io.breakwater.policy;

import io.breakwater.fault.Fault;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;

/** How many exchanges of a route may be under way at once; who comes too many is refused, never queued. Thread-safe. */
final class ConcurrencyLimit {

    /** Nobody knows when a place falls free; a second is short for a person and long for a server. */
    private static final Admission REFUSED = new Admission.Refused(Fault.CONCURRENCY_LIMIT, Duration.ofSeconds(1));

    private final Bulkhead bulkhead;

    ConcurrencyLimit(String name, int max) {
        this.bulkhead = Bulkhead.of(
                name,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(max)
                        .maxWaitDuration(Duration.ZERO)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    Admission tryAcquire() {
        return bulkhead.tryAcquirePermission() ? Admission.Granted.INSTANCE : REFUSED;
    }

    /** Must be called exactly once for each permit: Resilience4j would let a surplus call raise the limit. */
    void release() {
        bulkhead.onComplete();
    }

    int available() {
        return bulkhead.getMetrics().getAvailableConcurrentCalls();
    }
}
