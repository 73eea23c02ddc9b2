package io.breakwater.exchange;

import io.breakwater.fault.CircuitOpenException;
import io.breakwater.fault.Outcome;
import io.breakwater.policy.Admission;
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
final class NamedDownstream {

    private enum Held {
        /** The route's own permit, under which nothing that the app has named was called. */
        OWN,
        /** A permit that the app has asked for by a name. */
        NAMED,
        /** None: not yet, or it was refused. */
        NOTHING,
        /** None, and none will follow. */
        OVER
    }

    private record Permit(GuardedRoute route, Held held, long sinceNanos) {}

    private final Attempt attempt;
    private final @Nullable Observation observation;
    private final AtomicReference<Permit> current;

    /** Takes over the permit that the attempt has begun with, which one that is only observed may have begun without. */
    NamedDownstream(Attempt attempt) {
        this.attempt = attempt;
        this.observation = attempt.exchange().observation();
        Held held = observation == null || observation.owesPermit() ? Held.OWN : Held.NOTHING;
        this.current = new AtomicReference<>(new Permit(attempt.exchange().route(), held, attempt.startNanos()));
    }

    /** The route whose breaker counts, or counted last. */
    GuardedRoute route() {
        return permit().route();
    }

    /**
     * The app is about to call another downstream, so what it has called before has answered.
     *
     * @throws CircuitOpenException when its breaker lets nobody through, unless the guard only observes; then no permit is held
     */
    void moveTo(GuardedRoute next) {
        Permit before;
        Permit after;
        do {
            before = permit();
            if (before.held() == Held.OVER || (before.held() == Held.NAMED && before.route() == next)) {
                return;
            }
            // Its own permit it has already; a half-open breaker might not give it another one.
            boolean kept = before.held() == Held.OWN && before.route() == next;
            after = new Permit(next, kept ? Held.NAMED : Held.NOTHING, now());
        } while (!current.compareAndSet(before, after));
        if (after.held() == Held.NAMED) {
            return;
        }
        if (before.held() == Held.OWN) {
            before.route().policy().release();
        } else if (before.held() == Held.NAMED) {
            before.route().policy().vote(Outcome.Answered.INSTANCE, durationNanos(before));
        }
        if (next.policy().admitAgain() instanceof Admission.Refused refused) {
            if (observation == null) {
                throw new CircuitOpenException(next.name(), refused.retryAfter());
            }
            observation.refused(Outcome.Failed.of(refused.fault()));
            return;
        }
        if (!current.compareAndSet(after, new Permit(next, Held.NAMED, now()))) {
            next.policy().release();
        }
    }

    /** Gives the permit back, if any is held, with what the attempt came to. */
    void vote(Outcome outcome) {
        Permit last;
        do {
            last = permit();
        } while (!current.compareAndSet(last, new Permit(last.route(), Held.OVER, last.sinceNanos())));
        if (last.held() == Held.OWN || last.held() == Held.NAMED) {
            last.route().policy().vote(outcome, durationNanos(last));
        }
    }

    /** From when it was named until the response started, or until now. */
    private long durationNanos(Permit permit) {
        long now = now();
        long earlier = permit.sinceNanos() - attempt.startNanos();
        long whole = attempt.durationNanos(now);
        return whole >= earlier ? whole - earlier : now - permit.sinceNanos();
    }

    private Permit permit() {
        return Objects.requireNonNull(current.get());
    }

    private long now() {
        return attempt.exchange().now();
    }
}
