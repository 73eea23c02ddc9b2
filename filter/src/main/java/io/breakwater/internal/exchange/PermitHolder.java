package io.breakwater.internal.exchange;

import io.breakwater.fault.CircuitOpenException;
import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Admission;
import io.breakwater.internal.policy.Permit;
import io.breakwater.internal.util.VarHandles;
import io.breakwater.internal.watchdog.AppWait;
import io.breakwater.internal.wrapper.GuardedAttempt;
import io.breakwater.internal.wrapper.GuardedResponse;
import io.breakwater.internal.wrapper.ReadingPlace;
import io.breakwater.observe.RetryRefusal;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt owes the circuit breaker, and what it notes for that: each permit is given back once, by whoever takes it
 * over first. Thread-safe.
 */
abstract class PermitHolder implements GuardedAttempt {

    private static final VarHandle PERMIT = VarHandles.of(MethodHandles.lookup(), "permit", Permit.class);

    /** Null when nothing is owed to the breaker, or not any more. */
    @SuppressWarnings("unused") // through PERMIT
    private volatile @Nullable Permit permit;

    private volatile long responseStartNanos;
    /** Whether the response starts with what is being written, which may block until the client reads. */
    private volatile boolean responseStarting;

    private volatile boolean responseStarted;
    /** Null until there is something to note. */
    private volatile @Nullable AttemptState notes;

    PermitHolder(@Nullable Permit permit) {
        PERMIT.set(this, permit);
    }

    @Override
    public abstract Exchange exchange();

    @Override
    public abstract GuardedResponse response();

    abstract long startNanos();

    abstract @Nullable AppWait appsWait();

    final synchronized AttemptState notes() {
        AttemptState known = notes;
        if (known == null) {
            known = new AttemptState();
            notes = known;
        }
        return known;
    }

    final @Nullable CountDownLatch answered() {
        AttemptState known = notes;
        return known == null ? null : known.answered;
    }

    /** Whether a container has put a request of its own between, for a forward or an include, and has taken it away again. */
    @Override
    public final boolean wasForwarded() {
        AttemptState known = notes;
        return known != null
                && known.forwarded
                && request().getRequest() == exchange().outerRequest();
    }

    /** What the app has named; null while it has not. */
    final @Nullable DownstreamPermit named() {
        AttemptState known = notes;
        return known == null ? null : known.named;
    }

    /** How the client's side has broken; null when it has not. */
    final @Nullable IOException clientFailure() {
        AttemptState known = notes;
        return known == null ? null : known.clientFailure;
    }

    /** What was wrong with the form or parts that the client sent; null when nothing was. */
    final @Nullable Throwable clientMistake() {
        AttemptState known = notes;
        return known == null ? null : known.clientMistake;
    }

    /** What the app has said its downstream failed of, see {@link SwallowedException#TOLD}; null when it has said nothing. */
    final @Nullable Throwable told() {
        AttemptState known = notes;
        return known == null ? null : known.told;
    }

    /** Where the app was when it saw the end of the request's body; null when it has not. */
    final @Nullable ReadingPlace bodyEndedAt() {
        AttemptState known = notes;
        return known == null ? null : known.bodyEndedAt;
    }

    /** Why the guard made it end; null when it did not. */
    final Outcome.@Nullable Failed refusal() {
        AttemptState known = notes;
        return known == null ? null : known.refusal;
    }

    @Override
    public final @Nullable String encoding() {
        AttemptState known = notes;
        return known == null ? null : known.encoding;
    }

    /** What it came to, where another attempt may be made; null where it has not failed. */
    final Outcome.@Nullable Failed failure() {
        AttemptState known = notes;
        return known == null ? null : known.failure;
    }

    /** The attempts up to this one, which has ended with a fault or by an exception of the app's. */
    final AttemptHistory history(Optional<Outcome.Failed> failure) {
        OptionalInt status = failure.filter(failed -> failed.fault() == Fault.DOWNSTREAM_STATUS)
                .map(failed -> OptionalInt.of(failed.status()))
                .orElseGet(OptionalInt::empty);
        return history(failure.map(Outcome.Failed::fault), status);
    }

    /** The attempts up to this one, which has ended with {@code fault}, if it is there, and with {@code status}. */
    final AttemptHistory history(Optional<Fault> fault, OptionalInt status) {
        AttemptState known = notes();
        long end = known.failure == null ? exchange().now() : known.failedNanos;
        return known.earlier.with(startNanos() - exchange().startNanos(), end - startNanos(), fault, status);
    }

    /** Its outcome is a failure, before anybody has judged it. */
    final void failed(Outcome.Failed failure) {
        AttemptState known = notes();
        known.failedNanos = exchange().now();
        known.failure = failure;
    }

    /** No other attempt follows, for that reason unless there has been one before. */
    final void retryRefused(RetryRefusal reason) {
        AttemptState known = notes();
        if (known.retryRefusal == null) {
            known.retryRefusal = reason;
        }
    }

    /** Null when another attempt followed, or none was wanted. */
    final @Nullable RetryRefusal retryRefusal() {
        AttemptState known = notes;
        return known == null ? null : known.retryRefusal;
    }

    // What it owes the breaker.

    /** Gives its permit back with what it came to, if it has one that nobody has given back. */
    final void vote(Outcome outcome) {
        vote(outcome, durationNanos());
    }

    /** The same for an attempt that took so long when its time was up. */
    final void vote(Outcome outcome, long durationNanos) {
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
        AttemptState known = notes;
        Permit voted = known == null ? null : known.votedTrial;
        if (voted != null && outcome instanceof Outcome.Failed failed && !BreakerVote.isNeutral(this, failed)) {
            notes().votedTrial = null;
            voted.voteAgain(failed.fault(), durationNanos);
        }
    }

    /** Gives its permit back without a vote, if nobody has given it back. */
    final void releasePermit() {
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
    final @Nullable Permit takePermit() {
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
    final boolean isTrial() {
        Permit owed = permit;
        if (owed != null) {
            return owed.isTrial();
        }
        DownstreamPermit named = named();
        return named != null && named.isTrial();
    }

    /** Gives a trial's permit back until the client goes on, so that it does not hold the breaker half-open. */
    final void lendTrial() {
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
        AttemptState known = notes;
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
        AttemptState known = notes;
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
    final long durationNanos() {
        long end = endNanos();
        return Math.max(0, end - startNanos() - exchange().attemptWaitedNanos(end));
    }

    private long endNanos() {
        return responseStarting || responseStarted
                ? responseStartNanos
                : exchange().now();
    }

    /** How much of that the app has waited on purpose. */
    final long onPurposeNanos() {
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
}
