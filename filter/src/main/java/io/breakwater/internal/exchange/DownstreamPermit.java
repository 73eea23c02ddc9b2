package io.breakwater.internal.exchange;

import io.breakwater.fault.CircuitOpenException;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Admission;
import io.breakwater.internal.policy.Permit;
import io.breakwater.internal.policy.RoutePolicy;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whose breaker an attempt counts for, once its app has named what it calls: from then on one permit at a time, each given
 * back exactly once. There for attempts of such apps only.
 *
 * <p>Thread-safe: whoever replaces a permit by a compare-and-set owes it back. The attempt may end while a thread of the app
 * is about to move on; then the permit that comes too late is given back at once.
 */
final class DownstreamPermit {

    private enum Held {
        /** The route's own permit, under which nothing that the app has named was called. */
        OWN,
        /** A permit that the app has asked for by a name. */
        NAMED,
        /** None until the client goes on, which holds no trial. */
        LENT,
        /** None: not yet, or it was refused. */
        NOTHING,
        /** None, and none will follow. */
        OVER
    }

    /**
     * @param permit what is held; null when nothing is
     * @param waitedNanos how long the app had waited on purpose before
     */
    private record Loan(GuardedRoute route, Held held, @Nullable Permit permit, long sinceNanos, long waitedNanos) {}

    /** What is asked of the attempt whose permits these are. */
    interface Owner extends BreakerVote.Voter {

        /** When it began, in the watchdog's nanoseconds. */
        long startNanos();

        /** How long the downstream took, but for the time in which the client was awaited. */
        long durationNanos();

        /** The route whose breaker counts where the app names none. */
        GuardedRoute asked();

        /** Takes over what it owes the breaker; null when that is nothing. */
        @Nullable Permit takePermit();

        /** Returns whether the guard acts on a refusal. */
        boolean isRefusedBy(Admission.Refused refused);

        /** It has got a trial's permit. */
        void trialHasBegun();
    }

    private final Owner attempt;
    private final AtomicReference<Loan> current;

    /** Takes over the permit that the attempt has begun with, which one that is only observed may have begun without. */
    DownstreamPermit(Owner attempt) {
        this.attempt = attempt;
        Permit own = attempt.takePermit();
        this.current = new AtomicReference<>(
                new Loan(attempt.asked(), own == null ? Held.NOTHING : Held.OWN, own, attempt.startNanos(), 0));
    }

    /** The route whose breaker counts, or counted last. */
    GuardedRoute route() {
        return loan().route();
    }

    /**
     * The app is about to call another downstream, so what it has called before has answered.
     *
     * @throws CircuitOpenException when its breaker lets nobody through, unless the guard only observes; then no permit is held
     */
    void switchTo(GuardedRoute next) {
        Loan before;
        Loan after;
        do {
            before = loan();
            if (before.held() == Held.OVER || (before.held() == Held.NAMED && before.route() == next)) {
                return;
            }
            // Its own permit it has already; a half-open breaker might not give it another one.
            boolean kept = before.held() == Held.OWN && before.route() == next;
            after = begun(next, kept ? Held.NAMED : Held.NOTHING, kept ? before.permit() : null);
        } while (!current.compareAndSet(before, after));
        if (after.held() == Held.NAMED) {
            return;
        }
        Permit owed = before.permit();
        if (owed != null && before.held() == Held.OWN) {
            owed.release();
        } else if (owed != null) {
            cast(before, owed, Outcome.Answered.INSTANCE);
        }
        if (ask(after) instanceof Admission.Refused refused && attempt.isRefusedBy(refused)) {
            throw new CircuitOpenException(next.name(), refused.retryAfter());
        }
    }

    /** Asks for the permit that {@code without} has none of. */
    private Admission ask(Loan without) {
        RoutePolicy policy = without.route().policy();
        boolean resting = without.route().maintenance().current() != null;
        Admission admission = (resting ? policy.withoutBreaker() : policy).admitAgain();
        if (admission instanceof Admission.Granted granted) {
            Permit permit = granted.permit();
            Loan with = new Loan(without.route(), Held.NAMED, permit, without.sinceNanos(), without.waitedNanos());
            if (!current.compareAndSet(without, with)) {
                permit.release();
            } else if (permit.isTrial()) {
                attempt.trialHasBegun();
            }
        }
        return admission;
    }

    /** Whether it holds one of the few permits of a half-open breaker. */
    boolean isTrial() {
        Permit owed = loan().permit();
        return owed != null && owed.isTrial();
    }

    /** Gives a trial's permit back until the client goes on. */
    void lendTrial() {
        releaseTrial(Held.LENT);
    }

    /**
     * Asks for it again.
     *
     * @return why there is none; null where there is one, or where none was lent
     */
    Admission.@Nullable Refused askAgain() {
        Loan lent = loan();
        Loan without = new Loan(lent.route(), Held.NOTHING, null, lent.sinceNanos(), lent.waitedNanos());
        return lent.held() == Held.LENT
                        && current.compareAndSet(lent, without)
                        && ask(without) instanceof Admission.Refused refused
                ? refused
                : null;
    }

    private Loan begun(GuardedRoute next, Held held, @Nullable Permit permit) {
        return new Loan(next, held, permit, now(), attempt.onPurposeNanos());
    }

    private void cast(Loan loan, Permit owed, Outcome outcome) {
        if (loan.route().maintenance().current() != null) {
            owed.release();
            return;
        }
        BreakerVote.cast(attempt, owed, outcome, durationNanos(loan), loan.waitedNanos());
    }

    /** Gives the permit back, if any is held, with what the attempt came to. */
    void vote(Outcome outcome) {
        Loan last = end(Held.OVER);
        Permit owed = last.permit();
        if (owed != null) {
            cast(last, owed, outcome);
        }
    }

    /** Gives the permit back without a vote, if any is held; none will follow. */
    void release() {
        Permit owed = end(Held.OVER).permit();
        if (owed != null) {
            owed.release();
        }
    }

    /** Gives a trial's permit back without a vote: what the response starts with may be somebody else's. */
    void releaseTrial() {
        releaseTrial(Held.NOTHING);
    }

    private void releaseTrial(Held as) {
        if (isTrial()) {
            Permit taken = end(as).permit();
            if (taken != null) {
                taken.release();
            }
        }
    }

    private Loan end(Held as) {
        Loan last;
        Loan ended;
        do {
            last = loan();
            Held held = last.held() == Held.OVER ? Held.OVER : as;
            ended = new Loan(last.route(), held, null, last.sinceNanos(), last.waitedNanos());
        } while (!current.compareAndSet(last, ended));
        return last;
    }

    /** From when it was named until the response started, or until now. */
    private long durationNanos(Loan loan) {
        long earlier = loan.sinceNanos() - attempt.startNanos();
        long whole = attempt.durationNanos();
        return whole >= earlier ? whole - earlier : now() - loan.sinceNanos();
    }

    private Loan loan() {
        return Objects.requireNonNull(current.get());
    }

    private long now() {
        return attempt.nowNanos();
    }
}
