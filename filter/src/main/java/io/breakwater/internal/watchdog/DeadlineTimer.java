package io.breakwater.internal.watchdog;

import io.breakwater.fault.Fault;
import io.breakwater.internal.log.Logs;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Counts how long an exchange may still take, and acts when its time is up. Until the response starts, the attempt's time
 * limit and the exchange's deadline hold; afterwards the idle time-out. Time in which the app waits for its client does not
 * count, see {@link ClientWait}. A client that asks for an event stream waits on purpose, and so does an app that sets an
 * asynchronous time-out itself, see {@link AppWait}.
 *
 * <p>Rings on the watchdog's thread; the rest is called by the app's threads.
 */
public final class DeadlineTimer extends WatchdogTask {

    private static final Logger LOG = Logs.of(DeadlineTimer.class);

    private static final long FIRST_RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LAST_RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** So long may a trial's permit be held for a client: trials are few, and what they ask is how the downstream is. */
    private static final long TRIAL_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final TimedExchange exchange;

    /** The watchdog's own; null until it has rung, which for nearly every exchange it never does. */
    private @Nullable Notes notes;

    public DeadlineTimer(TimedExchange exchange) {
        this.exchange = exchange;
    }

    private TimeLimits limits() {
        return exchange.timeLimits();
    }

    /** To be told while the alarm is off. */
    public void attemptBegins(TimedAttempt next) {
        long look = orLook(attemptDueNanos(next, next.startNanos()), next.startNanos());
        long wait = next.isTrial() ? TRIAL_WAIT_NANOS : limits().placeLookNanos();
        long lend = next.startNanos() + wait;
        setNanos(lend - look < 0 ? lend : look);
    }

    /** The attempt under way has got a trial's permit: the next look may be a long time off. */
    public void trialHasBegun(TaskBoard board, long nowNanos) {
        board.arm(new TrialLook(board, nowNanos));
    }

    private TimedAttempt attempt() {
        return Objects.requireNonNull(exchange.timedAttempt());
    }

    /** How much of the exchange's time is left; negative when it is late. */
    public long leftNanos(long nowNanos) {
        return dueNanos() - nowNanos;
    }

    /** The same for the attempt under way, if that is shorter. */
    public long attemptLeftNanos(long nowNanos) {
        return attemptDueNanos(attempt(), nowNanos) - nowNanos;
    }

    private long dueNanos() {
        TimedAttempt current = exchange.timedAttempt();
        AppWait wait = current == null ? null : current.appsWait();
        long due = routesDueNanos();
        return wait == null ? exchange.laterByAppsWord(due) : wait.laterThan(due);
    }

    /** When time is up by the route's time-out. */
    public long routesDueNanos() {
        ClientWait wait = exchange.clientWaitOrNull();
        return exchange.startNanos() + (wait == null ? 0 : wait.shiftNanos()) + limits().exchangeNanos();
    }

    /** While the app waits on purpose only the exchange's own time runs out. */
    private long attemptDueNanos(TimedAttempt current, long nowNanos) {
        AppWait appsWait = current.appsWait();
        return appsWait != null && appsWait.isOn() ? dueNanos() : soonestDueNanos(current, appsWait, nowNanos);
    }

    /** The same if the app goes on this moment: what it has waited on purpose is not the attempt's time. */
    private long soonestDueNanos(TimedAttempt current, @Nullable AppWait appsWait, long nowNanos) {
        ClientWait wait = exchange.clientWaitOrNull();
        long due = current.startNanos()
                + (wait == null ? 0 : wait.attemptShiftNanos())
                + (appsWait == null ? 0 : appsWait.waitedNanos(nowNanos))
                + limits().attemptNanos();
        long last = exchange.laterByAppsWord(routesDueNanos());
        return due - last < 0 ? due : last;
    }

    @Override
    public void run(long nowNanos) {
        TimedAttempt current = exchange.timedAttempt();
        if (current == null) {
            return;
        }
        long late = nowNanos - dueNanos();
        if (current.isAway() && (late <= 0 || !current.wouldSeeDispatch())) {
            // In a dispatch that has not come by us the app may be writing where we do not see it.
            if (late > 0) {
                // Nor may it come at all: Tomcat forgets those of a stream of HTTP/2 that it has reset.
                exchange.dropPlace();
                current.releasePermit();
                current.endIfGivenUp();
            }
            // The longer it does not come the more seldom it is looked for.
            atNanos = nowNanos + Math.max(LAST_RECHECK_NANOS, late);
            return;
        }
        if (!current.tryInspect()) {
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
                    .map(fault -> current.hasClientFailed() ? Fault.CLIENT_GONE : fault);
            if (overrun.isPresent() && !current.prepareTakeOver(overrun.get())) {
                overrun = Optional.empty();
                atNanos = nowNanos + TimeLimits.LONG_NANOS;
            }
        } catch (IllegalStateException e) {
            // The container has given the request up without a word to anybody.
            LOG.debug("an exchange has got lost", e);
            lost = true;
        } finally {
            current.endInspection(overrun.isPresent() || lost);
        }
        if (lost) {
            atNanos = nowNanos + TimeLimits.LONG_NANOS;
            current.isLost();
        } else if (overrun.isPresent()) {
            atNanos = nowNanos + TimeLimits.LONG_NANOS;
            current.takeOver(overrun.get());
        }
    }

    /**
     * Returns when to look next: at the due time, or sooner, in case the response starts before that and stalls. Nobody
     * tells the watchdog of the start, so that the good path is free of it.
     */
    private long orLook(long dueNanos, long nowNanos) {
        long look = nowNanos + limits().idleLookNanos();
        return look - dueNanos < 0 ? look : dueNanos;
    }

    private Optional<Fault> startOverrun(TimedAttempt current, long nowNanos) {
        ClientWait wait = exchange.clientWaitOrNull();
        if (wait != null) {
            wait.isLookedAt();
        }
        boolean purpose = (current.isTrial() || exchange.hasPlace()) && exchange.waitsOnPurpose();
        lendWhileWaiting(current, purpose, nowNanos);
        AppWait appsWait = current.appsWait();
        if (appsWait != null && appsWait.isOn() && exchange.hasPlace()) {
            exchange.setPlaceAside();
        }
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
        if (exchange.asksForEvents()) {
            atNanos = nowNanos + limits().idleLookNanos();
            return Optional.empty();
        }
        if (dueNanos() - nowNanos > 0 && current.interruptForRetry()) {
            atNanos = orLook(dueNanos(), nowNanos);
            return Optional.empty();
        }
        return Optional.of(Fault.RESPONSE_TIMEOUT);
    }

    /** An app that waits on purpose may go on the next moment, and has the rest of the attempt's time from then on. */
    private long orSooner(long due, TimedAttempt current, long nowNanos) {
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
    public void clientDrips(long nowNanos) {
        lendWhileWaiting(attempt(), false, nowNanos);
    }

    /** Neither a client nor an app that takes its time holds for long what is lent to few. */
    private void lendWhileWaiting(TimedAttempt current, boolean onPurpose, long nowNanos) {
        ClientWait wait = exchange.clientWaitOrNull();
        long waited = wait != null && wait.isWaiting() ? wait.attemptWaitedNanos(nowNanos) : 0;
        boolean inVain = onPurpose || current.hasClientFailed();
        if (current.isTrial() && (inVain || waited >= TRIAL_WAIT_NANOS)) {
            current.lendTrial();
        }
        if (exchange.hasPlace() && (inVain || waited >= limits().clientWaitNanos())) {
            exchange.lendPlace();
        }
    }

    private Optional<Fault> idleOverrun(TimedAttempt current, long nowNanos) {
        // Where the container has answered a client that erred, nothing of the app's has started it.
        exchange.dropPlace();
        if (current.hasClientFailed()) {
            current.lendTrial();
        }
        if (!limits().endsIdle() || current.isEventStream()) {
            atNanos = nowNanos + TimeLimits.LONG_NANOS;
            return Optional.empty();
        }
        ClientWait wait = exchange.clientWaitOrNull();
        long received = wait == null ? 0 : wait.received();
        boolean awaited = isClientAwaited() || current.awaitsReader();
        boolean quiet = notes().isQuiet(current.passedBytes() + received, awaited) && !current.isWhole();
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
        private final TaskBoard board;

        TrialLook(TaskBoard board, long nowNanos) {
            this.board = board;
            setNanos(nowNanos + TRIAL_WAIT_NANOS);
        }

        @Override
        public void run(long nowNanos) {
            board.disarm(this);
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
