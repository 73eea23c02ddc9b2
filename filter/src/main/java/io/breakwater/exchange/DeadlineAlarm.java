package io.breakwater.exchange;

import io.breakwater.fault.Fault;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long an exchange may still take, and what happens when it may not: until the response starts the attempt's time limit
 * and the exchange's deadline hold, afterwards the idle time-out. Time in which the client is still sending its request does
 * not count (as in Envoy, whose route time-out starts at the request's end): no downstream is to blame for it.
 *
 * <p>Rings on the watchdog's thread; the rest is called by the app's threads.
 */
final class DeadlineAlarm extends Alarm {

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineAlarm.class);

    private static final long FIRST_RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LAST_RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Exchange exchange;
    /** When the client last sent a byte of its request. */
    private volatile long clientNanos;

    private volatile boolean clientAwaited;
    /** The attempt under way; null before the first. */
    private volatile @Nullable Attempt attempt;

    /** The watchdog's own; null until it has rung, which for nearly every exchange it never does. */
    private @Nullable Notes notes;

    DeadlineAlarm(Exchange exchange, long startNanos) {
        this.exchange = exchange;
        this.clientNanos = startNanos;
    }

    private TimeLimits limits() {
        return exchange.route().timeLimits();
    }

    /** To be told while the alarm is off. */
    void attemptBegins(Attempt next) {
        attempt = next;
        atNanos = orLook(attemptDueNanos(next), next.startNanos());
    }

    /** The attempt under way, or the last; there is one once the app has the request. */
    Attempt attempt() {
        return Objects.requireNonNull(attempt);
    }

    boolean hasAttempt() {
        return attempt != null;
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

    /** The same for the attempt under way, if that is shorter. */
    long attemptLeftNanos(long nowNanos) {
        return attemptDueNanos(attempt()) - nowNanos;
    }

    private long dueNanos() {
        return clientNanos + limits().exchangeNanos();
    }

    private long attemptDueNanos(Attempt current) {
        long begin = current.startNanos() - clientNanos > 0 ? current.startNanos() : clientNanos;
        long due = begin + limits().attemptNanos();
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
            atNanos = nowNanos + notes().nextRecheckNanos();
            return;
        }
        notes().recheckNanos = FIRST_RECHECK_NANOS;
        Optional<Fault> overrun = Optional.empty();
        boolean lost = false;
        try {
            overrun = current.isCommitted() ? idleOverrun(current, nowNanos) : startOverrun(current, nowNanos);
            Observation observation = exchange.observation();
            if (overrun.isPresent() && observation != null) {
                observation.overrun(exchange, current, overrun.get());
                overrun = Optional.empty();
                atNanos = nowNanos + TimeLimits.LONG_NANOS;
            } else if (overrun.isPresent()) {
                current.beforeTakeOver();
            }
        } catch (IllegalStateException e) {
            // The container has given the request up without a word to anybody.
            LOG.debug("an exchange has got lost", e);
            lost = true;
        } finally {
            if (overrun.isPresent() || lost) {
                ownership.take();
            } else {
                ownership.giveBack();
            }
        }
        if (lost) {
            atNanos = nowNanos + TimeLimits.LONG_NANOS;
            exchange.isLost(current);
        } else if (overrun.isPresent()) {
            atNanos = nowNanos + TimeLimits.LONG_NANOS;
            exchange.takeOver(current, overrun.get());
        }
    }

    /** Nobody tells us when the response starts, so that the good path is free of it: we look, in case it stalls then. */
    private long orLook(long dueNanos, long nowNanos) {
        long look = nowNanos + limits().idleLookNanos();
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
        if (!limits().endsIdle() || current.isEventStream()) {
            atNanos = nowNanos + TimeLimits.LONG_NANOS;
            return Optional.empty();
        }
        boolean quiet = notes().isQuiet(current.response().passedBytes());
        atNanos = nowNanos + limits().idleLookNanos();
        return quiet ? Optional.of(Fault.READ_TIMEOUT) : Optional.empty();
    }

    private Notes notes() {
        Notes known = notes;
        if (known == null) {
            known = new Notes();
            notes = known;
        }
        return known;
    }

    /** What the watchdog remembers from one look to the next. */
    private static final class Notes {
        private long recheckNanos = FIRST_RECHECK_NANOS;
        /** Bytes written at the last look; less than any response can have before the first. */
        private long seenBytes = -1;

        private int quietLooks;

        long nextRecheckNanos() {
            long next = recheckNanos;
            recheckNanos = Math.min(LAST_RECHECK_NANOS, recheckNanos * 2);
            return next;
        }

        /** Whether nothing has been written for as many looks as an idle response gets. */
        boolean isQuiet(long bytes) {
            quietLooks = bytes == seenBytes ? quietLooks + 1 : 0;
            seenBytes = bytes;
            return quietLooks >= TimeLimits.IDLE_LOOKS;
        }
    }
}
