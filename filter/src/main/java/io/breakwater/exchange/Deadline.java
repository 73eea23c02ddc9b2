package io.breakwater.exchange;

import io.breakwater.config.TimeoutSettings;
import io.breakwater.fault.Fault;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long an exchange may still take, and what happens when it may not: until the response starts the attempt's time limit
 * and the exchange's deadline hold, afterwards the idle time-out. Time in which the client is still sending its request does
 * not count (as in Envoy, whose route time-out starts at the request's end): no downstream is to blame for it.
 *
 * <p>Rings on the watchdog's thread; the rest is called by the app's threads.
 */
final class Deadline extends Alarm {

    /** An idle response is looked at this often within the idle time-out, to see whether bytes were written in between. */
    private static final int IDLE_LOOKS = 4;

    private static final long FIRST_RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LAST_RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONG_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Exchange exchange;
    private final TimeoutSettings timeouts;
    private final long timeoutNanos;
    /** How often a response that has started is looked at, and one that may have. */
    private final long idleLookNanos;
    /** When the client last sent a byte of its request. */
    private volatile long clientNanos;

    private volatile boolean clientAwaited;
    /** The attempt under way; null before the first. */
    private volatile @Nullable Attempt attempt;

    // The watchdog's own notes.
    private long recheckNanos = FIRST_RECHECK_NANOS;
    /** Bytes written at the last look; less than any response can have before the first. */
    private long seenBytes = -1;

    private int quietLooks;

    Deadline(Exchange exchange, TimeoutSettings timeouts, long startNanos) {
        this.exchange = exchange;
        this.timeouts = timeouts;
        this.timeoutNanos = timeouts.exchange().toNanos();
        this.idleLookNanos =
                timeouts.idle().isPresent() ? Math.max(1, timeouts.idle().get().toNanos() / IDLE_LOOKS) : LONG_NANOS;
        this.clientNanos = startNanos;
    }

    /** How soon after it begins the first attempt of any exchange may want to be looked at. */
    static Duration soonest(List<TimeoutSettings> timeouts) {
        return timeouts.stream()
                .flatMap(route -> Stream.concat(
                        Stream.of(route.attempt()), route.idle().map(idle -> idle.dividedBy(IDLE_LOOKS)).stream()))
                .min(Comparator.naturalOrder())
                .orElse(Duration.ofNanos(LONG_NANOS));
    }

    /** To be told while the alarm is off. */
    void attemptBegins(Attempt next) {
        attempt = next;
        atNanos = orLook(attemptDueNanos(next), next.startNanos());
    }

    void clientWaitBegins() {
        clientAwaited = true;
    }

    void clientWaitEnds(long nowNanos) {
        clientNanos = nowNanos;
        clientAwaited = false;
    }

    long leftNanos(long nowNanos) {
        return dueNanos() - nowNanos;
    }

    private long dueNanos() {
        return clientNanos + timeoutNanos;
    }

    private long attemptDueNanos(Attempt current) {
        long begin = current.startNanos() - clientNanos > 0 ? current.startNanos() : clientNanos;
        long due = begin + timeouts.attempt().toNanos();
        return due - dueNanos() < 0 ? due : dueNanos();
    }

    @Override
    void ring(long nowNanos) {
        Attempt current = attempt;
        if (current == null) {
            return;
        }
        Ownership ownership = current.ownership();
        if (!ownership.tryInspect()) {
            // The app is in the middle of a write, or done: look again soon, but not every moment beside a slow client.
            atNanos = nowNanos + recheckNanos;
            recheckNanos = Math.min(LAST_RECHECK_NANOS, recheckNanos * 2);
            return;
        }
        recheckNanos = FIRST_RECHECK_NANOS;
        Optional<Fault> overrun = Optional.empty();
        try {
            overrun = current.isCommitted() ? idleOverrun(current, nowNanos) : startOverrun(current, nowNanos);
            if (overrun.isPresent()) {
                current.beforeTakeOver();
            }
        } finally {
            if (overrun.isPresent()) {
                ownership.take();
            } else {
                ownership.giveBack();
            }
        }
        if (overrun.isPresent()) {
            atNanos = nowNanos + LONG_NANOS;
            exchange.takeOver(current, overrun.get());
        }
    }

    /** Nobody tells us when the response starts, so that the good path is free of it: we look, in case it stalls then. */
    private long orLook(long dueNanos, long nowNanos) {
        long look = nowNanos + idleLookNanos;
        return look - dueNanos < 0 ? look : dueNanos;
    }

    private Optional<Fault> startOverrun(Attempt current, long nowNanos) {
        if (clientAwaited) {
            atNanos = nowNanos + LAST_RECHECK_NANOS;
            return Optional.empty();
        }
        if (attemptDueNanos(current) - nowNanos > 0) {
            atNanos = orLook(attemptDueNanos(current), nowNanos);
            return Optional.empty();
        }
        if (dueNanos() - nowNanos > 0 && exchange.interruptForRetry(current)) {
            atNanos = orLook(dueNanos(), nowNanos);
            return Optional.empty();
        }
        return Optional.of(Fault.RESPONSE_TIMEOUT);
    }

    private Optional<Fault> idleOverrun(Attempt current, long nowNanos) {
        if (timeouts.idle().isEmpty() || current.isEventStream()) {
            atNanos = nowNanos + LONG_NANOS;
            return Optional.empty();
        }
        long bytes = current.response().passedBytes();
        if (bytes != seenBytes) {
            seenBytes = bytes;
            quietLooks = 0;
        } else {
            quietLooks++;
        }
        atNanos = nowNanos + idleLookNanos;
        return quietLooks >= IDLE_LOOKS ? Optional.of(Fault.READ_TIMEOUT) : Optional.empty();
    }
}
