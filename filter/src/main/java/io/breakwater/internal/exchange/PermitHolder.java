package io.breakwater.internal.exchange;

import io.breakwater.fault.CircuitOpenException;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Admission;
import io.breakwater.internal.policy.Permit;
import io.breakwater.internal.policy.PlaceEnd;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.internal.util.VarHandles;
import io.breakwater.internal.watchdog.AppWait;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The permits that an attempt owes the circuit breaker: its own, and after that the one of the attempt that follows, until
 * that begins. Each is given back once, by the thread that takes it over first. Thread-safe.
 */
abstract class PermitHolder extends AttemptNotes {

    private static final VarHandle PERMIT = VarHandles.of(MethodHandles.lookup(), "permit", Permit.class);

    /** Null when nothing is owed to the breaker, or not any more. */
    @SuppressWarnings("unused") // through PERMIT
    private volatile @Nullable Permit permit;

    private volatile long responseStartNanos;
    /** Whether the response starts with what is being written, which may block until the client reads. */
    private volatile boolean responseStarting;

    private volatile boolean responseStarted;

    PermitHolder(@Nullable Permit permit) {
        PERMIT.set(this, permit);
    }

    // What it owes the breaker.

    /** Gives its permit back with what it came to, if it has one that nobody has given back. */
    final void vote(Outcome outcome) {
        vote(outcome, durationNanos());
    }

    /** The same for an attempt that took so long when its time was up. */
    final void vote(Outcome outcome, long durationNanos) {
        StaleAttempt stale = stale();
        if (stale != null) {
            stale.ended(outcome instanceof Outcome.Answered && !ownership().wasForced(), response());
        }
        DownstreamPermit named = named();
        if (named != null) {
            named.vote(outcome);
            return;
        }
        Permit owed = takePermit();
        if (owed != null) {
            BreakerVote.cast(this, owed, outcome, durationNanos, 0);
            return;
        }
        AttemptState known = notesOrNull();
        Permit voted = known == null ? null : known.votedTrial;
        if (voted != null && outcome instanceof Outcome.Failed failed && !BreakerVote.isNeutral(this, failed)) {
            notes().votedTrial = null;
            voted.voteAgain(failed.fault(), durationNanos);
        }
    }

    /** Gives its permit back without a vote, if nobody has given it back. */
    @Override
    public final void releasePermit() {
        DownstreamPermit named = named();
        Permit owed = takePermit();
        if (owed != null) {
            owed.release();
        } else if (named != null) {
            named.release();
        }
    }

    /** Keeps the permit of the attempt that follows this one, which has given back its own. */
    final void keep(Permit next) {
        permit = next;
    }

    /** Takes over what is owed; null when nothing is. */
    @Override
    public final @Nullable Permit takePermit() {
        return (Permit) PERMIT.getAndSet(this, null);
    }

    /** The downstream has shown that it answers, and how fast: a trial need not wait for the client to read that. */
    private void voteOfTrial() {
        Permit owed = permit;
        if (owed != null && owed.isTrial() && PERMIT.compareAndSet(this, owed, null)) {
            notes().votedTrial = owed;
            int status = response().finalStatus();
            Outcome outcome = exchange().policy().isBuffered(status)
                    ? Outcome.Failed.ofStatus(status)
                    : Outcome.Answered.INSTANCE;
            BreakerVote.cast(this, owed, outcome, durationNanos(), 0);
        }
        DownstreamPermit named = named();
        if (named != null) {
            named.releaseTrial();
        }
    }

    /** Whether it holds one of the few permits of a half-open breaker. */
    @Override
    public final boolean isTrial() {
        Permit owed = permit;
        if (owed != null) {
            return owed.isTrial();
        }
        DownstreamPermit named = named();
        return named != null && named.isTrial();
    }

    /** Gives a trial's permit back until the client goes on, so that it does not hold the breaker half-open. */
    @Override
    public final void lendTrial() {
        Permit owed = permit;
        if (owed != null && owed.isTrial() && PERMIT.compareAndSet(this, owed, null)) {
            notes().trialLent = true;
            owed.release();
        }
        DownstreamPermit named = named();
        if (named != null) {
            named.lendTrial();
        }
    }

    /**
     * Asks for a permit again, if one was given back while the client was waited for.
     *
     * @throws CircuitOpenException when the breaker lets nobody through
     */
    final void askForPermitAgain() {
        DownstreamPermit named = named();
        if (named != null) {
            Admission.Refused refused = named.askAgain();
            if (refused != null) {
                refuseLate(named.route(), refused);
            }
            return;
        }
        AttemptState known = notesOrNull();
        if (known == null || !known.trialLent) {
            return;
        }
        known.trialLent = false;
        Admission admission = exchange().policy().admitAgain();
        if (admission instanceof Admission.Granted granted) {
            permit = granted.permit();
        } else if (admission instanceof Admission.Refused refused) {
            refuseLate(exchange().route(), refused);
        }
    }

    private void refuseLate(GuardedRoute route, Admission.Refused refused) {
        exchange().refusedLate();
        refuse(Outcome.Failed.of(refused.fault()));
        throw new CircuitOpenException(route.name(), refused.retryAfter());
    }

    /** It must end, because its exchange has found no place, or the breaker of its handler lets nobody through. */
    final void refuse(Outcome.Failed failure) {
        notes().refusal = failure;
    }

    /** It must end, because it cannot have the request's body: what the attempt before it came to is answered, and no vote given. */
    @Override
    public final void refuseBody() {
        AttemptState known = notesOrNull();
        Outcome.Failed last = known == null ? null : known.lastFailure;
        if (last != null) {
            releasePermit();
            refuse(last);
        }
    }

    /** The route whose breaker it counts for: the exchange's own, unless the app has named another. */
    final GuardedRoute downstream() {
        DownstreamPermit named = named();
        return named == null ? exchange().asked() : named.route();
    }

    /** How long the downstream took: until the response started, or until now, but for the time in which the client was awaited. */
    @Override
    public final long durationNanos() {
        long end = endNanos();
        return Math.max(0, end - startNanos() - exchange().attemptWaitedNanos(end));
    }

    /** The same without what the app has waited on purpose. */
    final long ownNanos() {
        return Math.max(0, durationNanos() - onPurposeNanos());
    }

    /** What it tells a limit that learns, unless it is the client's doing, or was injected. */
    final PlaceEnd placeEnd() {
        boolean untold =
                refusal() != null || clientMistake() != null || clientFailure() != null || isInjectedWithoutVote();
        return untold ? PlaceEnd.UNTOLD : PlaceTelling.of(failure());
    }

    private long endNanos() {
        return responseStarting || responseStarted
                ? responseStartNanos
                : exchange().now();
    }

    /** How much of that the app has waited on purpose. */
    @Override
    public final long onPurposeNanos() {
        AppWait wait = appsWait();
        return wait == null ? 0 : wait.waitedNanos(endNanos());
    }

    /** What is about to be written starts the response; it may take as long as the client takes to read it. */
    @Override
    public final void responseStarts() {
        responseStartNanos = exchange().now();
        responseStarting = true;
        voteOfTrial();
        exchange().returnPlace();
    }

    /** The app begins the response anew. */
    @Override
    public final void responseDoesNotStart() {
        responseStarting = false;
    }

    final void responseHasStarted() {
        if (!responseStarting) {
            responseStarts();
        }
        responseStarted = true;
    }

    final boolean isResponseStarted() {
        return responseStarted;
    }

    @Override
    public void beforeAttribute(String name, @Nullable Object value) {
        if (value != null && Downstreams.ATTRIBUTE.equals(name)) {
            nameDownstream(value);
        } else if (ToldFailure.ATTRIBUTE.equals(name) && (value != null || told() != null)) {
            // Null is as good as removing it.
            notes().told =
                    value == null ? null : ToldFailure.read(value, exchange().correlationId());
        }
    }

    private void nameDownstream(Object value) {
        GuardedRoute next = exchange().route().downstreams().find(value);
        if (next == null || RequestReading.isPreflight(exchange().outerRequest())) {
            return;
        }
        DownstreamPermit downstream;
        synchronized (this) {
            downstream = named();
            if (downstream == null) {
                downstream = new DownstreamPermit(this);
                notes().named = downstream;
            }
        }
        // Whoever ends the attempt does so before it looks for a name: it has seen this one, or we see that it is over.
        if (ownership().isAppOwned()) {
            downstream.switchTo(next);
        }
    }

    // What decides about its vote.

    @Override
    public final long nowNanos() {
        return exchange().now();
    }

    @Override
    public final GuardedRoute asked() {
        return exchange().asked();
    }

    @Override
    public final boolean isRefusedBy(Admission.Refused refused) {
        return exchange().mode().refuses(Verdict.Refuse.of(refused));
    }

    @Override
    public final void trialHasBegun() {
        exchange().trialHasBegun();
    }

    @Override
    public final boolean asksForEvents() {
        return exchange().asksForEvents();
    }

    @Override
    public final boolean isInMaintenance() {
        return exchange().isInMaintenance();
    }

    @Override
    public final boolean isSlow(long durationNanos) {
        return exchange().policy().isSlow(durationNanos);
    }

    @Override
    public final long waitedForClientNanos() {
        return exchange().attemptWaitedNanos(exchange().now());
    }

    @Override
    public final boolean clientOwesBody() {
        return exchange().clientOwesBody();
    }
}
