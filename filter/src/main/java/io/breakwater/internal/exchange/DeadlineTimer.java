package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.util.VarHandles;
import io.breakwater.internal.watchdog.AppWait;
import io.breakwater.internal.watchdog.TimeLimits;
import io.breakwater.internal.watchdog.WatchdogTask;
import io.breakwater.internal.wrapper.GuardedResponse;
import io.breakwater.internal.wrapper.ResponseOwnership;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * How long an exchange may still take, and what happens when it may not: until the response starts the attempt's time limit
 * and the exchange's deadline hold, afterwards the idle time-out. Time in which the app waits for its client does not count, see
 * {@link ClientWait}. Who asks for an event stream, or sets an asynchronous time-out itself, waits on purpose, see
 * {@link AppWait}.
 *
 * <p>Rings on the watchdog's thread; the rest is called by the app's threads.
 */
final class DeadlineTimer extends WatchdogTask {

    private static final Logger LOG = Logs.of(DeadlineTimer.class);

    private static final long FIRST_RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LAST_RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** So long may a trial's permit be held for a client: trials are few, and what they ask is how the downstream is. */
    private static final long TRIAL_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final VarHandle ATTEMPT = VarHandles.of(MethodHandles.lookup(), "attempt", Attempt.class);

    private final Exchange exchange;
    /** The attempt under way; null before the first. */
    private volatile @Nullable Attempt attempt;

    /** The watchdog's own; null until it has rung, which for nearly every exchange it never does. */
    private @Nullable Notes notes;

    DeadlineTimer(Exchange exchange) {
        this.exchange = exchange;
    }

    private TimeLimits limits() {
        return exchange.route().timeLimits();
    }

    /** To be told while the alarm is off. */
    void attemptBegins(Attempt next) {
        ATTEMPT.setRelease(this, next);
        long look = orLook(attemptDueNanos(next, next.startNanos()), next.startNanos());
        long wait = next.isTrial() ? TRIAL_WAIT_NANOS : limits().placeLookNanos();
        long lend = next.startNanos() + wait;
        setNanos(lend - look < 0 ? lend : look);
    }

    /** The attempt under way has got a trial's permit: the next look may be a long time off. */
    void trialHasBegun() {
        exchange.shared().watchdog().arm(new TrialLook());
    }

    /** The attempt under way, or the last; there is one once the app has the request. */
    Attempt attempt() {
        return Objects.requireNonNull(attempt);
    }

    boolean hasAttempt() {
        return attempt != null;
    }

    long leftNanos(long nowNanos) {
        return dueNanos() - nowNanos;
    }

    /** The same for the attempt under way, if that is shorter. */
    long attemptLeftNanos(long nowNanos) {
        return attemptDueNanos(attempt(), nowNanos) - nowNanos;
    }

    private long dueNanos() {
        Attempt current = attempt;
        return exchange.laterByAppsWord(routesDueNanos(), current == null ? null : current.appsWait());
    }

    /** When time is up by the route's time-out. */
    long routesDueNanos() {
        ClientWait wait = exchange.clientWaitOrNull();
        return exchange.startNanos() + (wait == null ? 0 : wait.shiftNanos()) + limits().exchangeNanos();
    }

    /** While the app waits on purpose only the exchange's own time runs out. */
    private long attemptDueNanos(Attempt current, long nowNanos) {
        AppWait appsWait = current.appsWait();
        return appsWait != null && appsWait.isOn() ? dueNanos() : soonestDueNanos(current, appsWait, nowNanos);
    }

    /** The same if the app goes on this moment: what it has waited on purpose is not the attempt's time. */
    private long soonestDueNanos(Attempt current, @Nullable AppWait appsWait, long nowNanos) {
        ClientWait wait = exchange.clientWaitOrNull();
        long due = current.startNanos()
                + (wait == null ? 0 : wait.attemptShiftNanos())
                + (appsWait == null ? 0 : appsWait.waitedNanos(nowNanos))
                + limits().attemptNanos();
        long last = exchange.laterByAppsWord(routesDueNanos(), null);
        return due - last < 0 ? due : last;
    }

    @Override
    public void run(long nowNanos) {
        Attempt current = attempt;
        if (current == null) {
            return;
        }
        if (current.isAway()) {
            // In a dispatch that has not come by us the app may be writing where we do not see it.
            long late = nowNanos - dueNanos();
            if (late > 0) {
                // Nor may it come at all: Tomcat forgets those of a stream of HTTP/2 that it has reset.
                exchange.returnPlace();
                current.releasePermit();
                exchange.async().endIfGivenUp(current, Optional.empty());
            }
            // The longer it does not come the more seldom it is looked for.
            atNanos = nowNanos + Math.max(LAST_RECHECK_NANOS, late);
            return;
        }
        ResponseOwnership ownership = current.ownership();
        if (!ownership.tryInspect()) {
            // The app is in the middle of a write, or done: look again soon, but not every moment beside a slow client.
            atNanos = nowNanos + notes().nextRecheckNanos();
            return;
        }
        notes().recheckNanos = FIRST_RECHECK_NANOS;
        Optional<Fault> overrun = Optional.empty();
        boolean lost = false;
        try {
            overrun = (current.isCommitted() ? idleOverrun(current, nowNanos) : startOverrun(current, nowNanos))
                    // Whatever the app still waits for, its client's side broke first.
                    .map(fault -> current.clientFailure() == null ? fault : Fault.CLIENT_GONE);
            if (overrun.isPresent() && exchange.mode().takesOver(exchange, current, overrun.get())) {
                current.beforeTakeOver();
            } else if (overrun.isPresent()) {
                overrun = Optional.empty();
                atNanos = nowNanos + TimeLimits.LONG_NANOS;
            }
        } catch (IllegalStateException e) {
            // The container has given the request up without a word to anybody.
            LOG.debug("an exchange has got lost", e);
            lost = true;
        } finally {
            if (overrun.isPresent() || lost) {
                ownership.seize();
            } else {
                ownership.release();
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
        ClientWait wait = exchange.clientWaitOrNull();
        if (wait != null) {
            wait.isLookedAt();
        }
        boolean purpose = (current.isTrial() || exchange.hasPlace()) && exchange.waitsOnPurpose();
        lendWhileWaiting(current, purpose, nowNanos);
        if (isClientAwaited()) {
            atNanos = nowNanos + LAST_RECHECK_NANOS;
            return Optional.empty();
        }
        long due = attemptDueNanos(current, nowNanos);
        if (due - nowNanos > 0) {
            long look = orSooner(due, current, nowNanos);
            atNanos = orLook(current.isTrial() ? nowNanos + TRIAL_WAIT_NANOS : orLookAtPlace(look, nowNanos), nowNanos);
            return Optional.empty();
        }
        if (RequestReading.asksForEvents(exchange.outerRequest())) {
            atNanos = nowNanos + limits().idleLookNanos();
            return Optional.empty();
        }
        if (dueNanos() - nowNanos > 0 && exchange.interruptForRetry(current)) {
            atNanos = orLook(dueNanos(), nowNanos);
            return Optional.empty();
        }
        return Optional.of(Fault.RESPONSE_TIMEOUT);
    }

    /** An app that waits on purpose may go on the next moment, and has the rest of the attempt's time from then on. */
    private long orSooner(long due, Attempt current, long nowNanos) {
        long soonest = soonestDueNanos(current, current.appsWait(), nowNanos);
        long look = Math.max(soonest - nowNanos, LAST_RECHECK_NANOS) + nowNanos;
        return look - due < 0 ? look : due;
    }

    private boolean isClientAwaited() {
        ClientWait wait = exchange.clientWaitOrNull();
        return wait != null && wait.isWaiting();
    }

    private long orLookAtPlace(long due, long nowNanos) {
        long look = nowNanos + limits().placeLookNanos();
        return exchange.hasPlace() && look - due < 0 ? look : due;
    }

    /** The app waits for its client, and no look would come in time to see that. */
    void clientDrips(long nowNanos) {
        lendWhileWaiting(attempt(), false, nowNanos);
    }

    /** Neither a client nor an app that takes its time holds for long what is lent to few. */
    private void lendWhileWaiting(Attempt current, boolean onPurpose, long nowNanos) {
        long waited = isClientAwaited() ? exchange.attemptWaitedNanos(nowNanos) : 0;
        boolean inVain = onPurpose || current.clientFailure() != null;
        if (current.isTrial() && (inVain || waited >= TRIAL_WAIT_NANOS)) {
            current.lendTrial();
        }
        if (exchange.hasPlace() && (inVain || waited >= limits().clientWaitNanos())) {
            exchange.lendPlace();
        }
    }

    private Optional<Fault> idleOverrun(Attempt current, long nowNanos) {
        // Where the container has answered a client that erred, nothing of the app's has started it.
        exchange.returnPlace();
        if (current.clientFailure() != null) {
            current.lendTrial();
        }
        if (!limits().endsIdle() || current.isEventStream()) {
            atNanos = nowNanos + TimeLimits.LONG_NANOS;
            return Optional.empty();
        }
        GuardedResponse response = current.response();
        boolean awaited = isClientAwaited() || response.isClientAwaited();
        boolean quiet =
                notes().isQuiet(response.passedBytes() + exchange.receivedBytes(), awaited) && !response.isWhole();
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

    /** Has the watchdog look at a trial that has begun late. */
    private final class TrialLook extends WatchdogTask {
        TrialLook() {
            setNanos(exchange.now() + TRIAL_WAIT_NANOS);
        }

        @Override
        public void run(long nowNanos) {
            exchange.shared().watchdog().disarm(this);
            if (DeadlineTimer.this.atNanos - nowNanos > 0) {
                DeadlineTimer.this.atNanos = nowNanos;
            }
        }
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

        /** Whether nothing has been written for as many looks as an idle response gets, none of which found the client awaited. */
        boolean isQuiet(long bytes, boolean clientAwaited) {
            quietLooks = bytes == seenBytes && !clientAwaited ? quietLooks + 1 : 0;
            seenBytes = bytes;
            return quietLooks >= TimeLimits.IDLE_LOOKS;
        }
    }
}
