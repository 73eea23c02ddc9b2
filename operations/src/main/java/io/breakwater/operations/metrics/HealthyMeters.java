package io.breakwater.operations.metrics;

import io.breakwater.observe.ExchangeReport.Ending;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What a route's healthy exchanges are measured by, found once, since finding a meter by its tags costs more than to use it.
 * Thread-safe.
 */
final class HealthyMeters {

    private final String route;
    private final RouteMeters meters;
    private final Counter attempts;
    /** By the class of the status; made at the first exchange of that class. */
    private final AtomicReferenceArray<@Nullable Timer> timers = new AtomicReferenceArray<>(TagValues.statusClasses());

    HealthyMeters(String route, RouteMeters meters) {
        this.route = route;
        this.meters = meters;
        this.attempts = meters.counter(BreakwaterMeter.ATTEMPTS, route, TagValues.NONE);
    }

    void count(int status, long elapsedNanos) {
        int statusClass = TagValues.statusClass(status);
        Timer known = timers.getAcquire(statusClass);
        (known == null ? make(statusClass) : known).record(elapsedNanos, TimeUnit.NANOSECONDS);
        attempts.increment();
    }

    /** The registry has one of each, whoever asks first. */
    private Timer make(int statusClass) {
        Timer made = meters.exchanges(route, Optional.empty(), Ending.RELEASED, statusClass, Optional.empty(), false);
        timers.setRelease(statusClass, made);
        return made;
    }
}
