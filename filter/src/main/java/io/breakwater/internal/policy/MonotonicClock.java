package io.breakwater.internal.policy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Wall-clock time that only moves forward: it starts at the system time and follows a nanosecond counter, so that setting
 * the system clock neither reopens a circuit breaker nor keeps it open. Immutable and thread-safe.
 */
final class MonotonicClock extends Clock {

    private final LongSupplier nanoTime;
    private final Instant startInstant;
    private final long startNanos;

    MonotonicClock(LongSupplier nanoTime) {
        this(nanoTime, Clock.systemUTC().instant(), nanoTime.getAsLong());
    }

    private MonotonicClock(LongSupplier nanoTime, Instant startInstant, long startNanos) {
        this.nanoTime = nanoTime;
        this.startInstant = startInstant;
        this.startNanos = startNanos;
    }

    @Override
    public Instant instant() {
        return startInstant.plusNanos(nanoTime.getAsLong() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.system(zone);
    }
}
