package io.breakwater.internal.exchange;

import io.breakwater.fault.CircuitOpenException;
import io.breakwater.fault.LimitReachedException;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Admission;
import io.breakwater.internal.policy.ConcurrencyPermit;
import io.breakwater.internal.policy.PlaceEnd;
import io.breakwater.internal.policy.RoutePolicy;
import io.breakwater.internal.policy.Sheddable;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.internal.util.VarHandles;
import io.breakwater.internal.watchdog.ClientWait;
import io.breakwater.internal.watchdog.DeadlineTimer;
import io.breakwater.observe.RetryRefusal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The part of an exchange that has to do with what is lent to it: its place under the concurrency limit, the route whose
 * breaker lends its permits, and the waits for its client, during which it does not keep the place for long. Thread-safe.
 */
abstract class ExchangePermits implements Sheddable {

    private static final VarHandle PLACE = VarHandles.of(MethodHandles.lookup(), "place", ConcurrencyPermit.class);

    /** Its place among those that wait for their response to start; null when it has none. */
    @SuppressWarnings("unused") // through PLACE
    private volatile @Nullable ConcurrencyPermit place;

    /** Null until the app asks for the body. */
    private volatile @Nullable ClientWait clientWait;

    private final GuardedRoute route;
    /** The route for the app's key, a servlet's pattern or a framework's handler; null where that is {@link #route} itself. */
    private volatile @Nullable GuardedRoute asked;

    private volatile boolean awaitsHandler;
    /** Of a preflight, and of any other as long as nobody knows what handles it. */
    private volatile boolean withoutBreaker;

    private final boolean cameInMaintenance;

    /**
     * @param asked the route, or what it has for a key of the app's
     * @param awaitsHandler whether the app will tell, by {@link #handledBy}, what that is
     * @param withoutVote whether no breaker is to refuse it
     * @param inMaintenance whether it came while the route was in maintenance, of which no breaker is to hear
     */
    ExchangePermits(
            GuardedRoute route, GuardedRoute asked, boolean awaitsHandler, boolean withoutVote, boolean inMaintenance) {
        this.route = route;
        this.cameInMaintenance = inMaintenance;
        if (asked != route) {
            this.asked = asked;
        }
        if (awaitsHandler || withoutVote || inMaintenance) {
            this.awaitsHandler = !withoutVote && !inMaintenance;
            this.withoutBreaker = true;
        }
    }

    abstract long now();

    public abstract long startNanos();

    abstract GuardMode mode();

    abstract DeadlineTimer deadline();

    abstract Attempt attempt();

    /** The attempt under way has got a trial's permit. */
    abstract void trialHasBegun();

    final GuardedRoute route() {
        return route;
    }

    final RoutePolicy policy() {
        RoutePolicy whole = asked().policy();
        return withoutBreaker ? whole.withoutBreaker() : whole;
    }

    /** Returns whether what becomes of it says nothing of the downstream, which is in maintenance, or was when the request came. */
    final boolean isInMaintenance() {
        return cameInMaintenance || route.maintenance().current() != null;
    }

    /** Whose breaker counts, unless the app names another downstream. */
    final GuardedRoute asked() {
        GuardedRoute known = asked;
        return known == null ? route : known;
    }

    /** Lets the first attempt run. */
    final Admission admitFirst() {
        // Only what the breaker of its handler lets through earns retries.
        return awaitsHandler ? policy().admitAgain() : policy().admitFirst(startNanos());
    }

    /**
     * The app has chosen what handles the request, which decides whose breaker counts from here on, in this attempt and in those
     * that follow. The first choice stands: a handler may forward to another one, or dispatch.
     *
     * @return false when that breaker lets nobody through, so that the attempt must end without a word
     */
    final boolean handledBy(Attempt attempt, String key) {
        if (!awaitsHandler || !attempt.ownership().isAppOwned() || attempt.named() != null) {
            return true;
        }
        awaitsHandler = false;
        GuardedRoute next = route.byKey(key);
        asked = next;
        withoutBreaker = false;
        Admission admission = next.policy().admitFirst(startNanos());
        if (admission instanceof Admission.Refused refused) {
            attempt.takePermit();
            if (!mode().refuses(Verdict.Refuse.of(refused))) {
                return true;
            }
            attempt.refuse(
                    Outcome.Failed.of(refused.fault(), new CircuitOpenException(next.name(), refused.retryAfter())));
            return false;
        }
        attempt.keep(((Admission.Granted) admission).permit());
        if (attempt.isTrial()) {
            trialHasBegun();
        }
        if (!attempt.ownership().isAppOwned()) {
            // Its time was up meanwhile, and nobody will give back what has just been taken.
            attempt.releasePermit();
        }
        return true;
    }

    /** Takes a place under the concurrency limit; nobody else knows the exchange yet. False when all are taken. */
    final boolean enterLimit() {
        ConcurrencyPermit entered = policy().admitExchange(this, startNanos());
        if (entered != null) {
            PLACE.set(this, entered);
        }
        return entered != null;
    }

    /** What the exchange came to, for a limit that learns. */
    abstract PlaceEnd placeEnd();

    /** Gives the place under the concurrency limit back: the response has started, or the exchange is over. */
    final void returnPlace() {
        ConcurrencyPermit held = takePlace();
        if (held == null) {
            return;
        }
        if (held.isLearning()) {
            PlaceEnd end = placeEnd();
            long latency = end == PlaceEnd.ANSWERED ? attempt().ownNanos() : 0;
            held.release(end, latency, now());
        } else {
            held.release();
        }
    }

    /** Gives the place back, where nobody knows how the response stands. */
    public final void dropPlace() {
        ConcurrencyPermit held = takePlace();
        if (held != null) {
            held.release();
        }
    }

    /** The exchange's time is not its downstream's for a while, and says nothing of that. */
    public final void setPlaceAside() {
        ConcurrencyPermit held = place;
        if (held != null) {
            ConcurrencyPermit aside = held.aside();
            if (aside != held && PLACE.compareAndSet(this, held, aside)) {
                held.movedAside();
            }
        }
    }

    private void takePlaceUp(long nowNanos) {
        ConcurrencyPermit held = place;
        if (held != null && held.isAside()) {
            ConcurrencyPermit next = policy().acquireConcurrencyPermitAgain(nowNanos);
            (PLACE.compareAndSet(this, held, next) ? held : next).release();
        }
    }

    private @Nullable ConcurrencyPermit takePlace() {
        return place == null ? null : (ConcurrencyPermit) PLACE.getAndSet(this, null);
    }

    public final boolean hasPlace() {
        return place != null;
    }

    /** Gives the place back until the client goes on, so that its slowness does not keep others out. */
    public final void lendPlace() {
        ConcurrencyPermit held = takePlace();
        if (held != null) {
            ClientWait known = clientWait;
            if (known != null) {
                known.notePlaceLent();
            }
            held.release();
        }
    }

    /** Takes a permit for another attempt, which {@code failed} keeps for it; false when the breaker lends none. */
    final boolean admitAgain(Attempt failed) {
        Admission admission = policy().admitAgain();
        if (admission instanceof Admission.Granted granted) {
            failed.keep(granted.permit());
            return true;
        }
        failed.retryRefused(RetryRefusal.CIRCUIT_OPEN);
        return false;
    }

    // The client's side of it.

    /** The app waits for its client, to whom {@link #clientWaitEnds} must follow. */
    public final void clientWaitBegins() {
        long nowNanos = now();
        setPlaceAside();
        if (clientWait().begin(nowNanos)) {
            deadline().clientDrips(nowNanos);
        }
    }

    /** The app goes on, with so many more bytes of the client's. */
    public final void clientWaitEnds(int bytes) {
        long nowNanos = now();
        clientWait().end(nowNanos, bytes);
        takePlaceUp(nowNanos);
    }

    /** The exchange is refused although its app is at work. */
    abstract void refusedLate();

    /**
     * Takes back what was given away while the client was waited for.
     *
     * @throws LimitReachedException when all places are taken
     * @throws io.breakwater.fault.CircuitOpenException when the breaker lets nobody through
     */
    final void clientGoesOn(Attempt attempt) {
        if (!mode().acts() || !attempt.ownership().isAppOwned()) {
            return;
        }
        if (clientWait().takePlaceLent()) {
            ConcurrencyPermit entered = policy().tryAcquireConcurrencyPermit(this, now());
            if (entered == null) {
                refusedLate();
                attempt.refuse(Outcome.Failed.of(RoutePolicy.limitReached().fault()));
                throw new LimitReachedException(route().name());
            }
            place = entered;
        }
        attempt.askForPermitAgain();
        if (!attempt.ownership().isAppOwned()) {
            // Its time was up meanwhile, and nobody will give back what has just been taken.
            returnPlace();
            attempt.releasePermit();
        }
    }

    private ClientWait clientWait() {
        ClientWait known = clientWait;
        if (known == null) {
            synchronized (this) {
                known = clientWait;
                if (known == null) {
                    known = new ClientWait(startNanos(), attempt().startNanos());
                    clientWait = known;
                }
            }
        }
        return known;
    }

    /** Null when the app has not asked for the request's body. */
    public final @Nullable ClientWait clientWaitOrNull() {
        return clientWait;
    }

    /** How long the attempt under way has waited for the client. */
    final long attemptWaitedNanos(long nowNanos) {
        ClientWait known = clientWait;
        return known == null ? 0 : known.attemptWaitedNanos(nowNanos);
    }

    /** How many bytes of the request's body have come. */
    final long receivedBytes() {
        ClientWait known = clientWait;
        return known == null ? 0 : known.received();
    }
}
