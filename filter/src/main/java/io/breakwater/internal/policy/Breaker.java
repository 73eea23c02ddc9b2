package io.breakwater.internal.policy;

import io.breakwater.fault.Fault;
import io.breakwater.internal.config.CircuitBreakerSettings;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.log.Logs;
import io.breakwater.observe.BreakerAdvisor;
import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerSteering.Word;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A route's circuit breaker: wraps Resilience4j's, and adds what Resilience4j lacks: the time until it admits calls again,
 * an exit from a half-open state whose trials never report, the state in which each permit was acquired, and a change of
 * settings that keeps the running trials.
 *
 * <p>Resilience4j can leave the half-open state by itself ({@code maxWaitDurationInHalfOpenState}), but does so on a static
 * scheduler whose thread survives a redeploy; so this class checks the wait when it refuses a call.
 *
 * <p>Thread-safe. The closed state takes no lock; permits of the half-open state, which are counted, are acquired and
 * returned under a lock.
 */
final class Breaker {

    /** The Retry-After while trials are running, whose outcome will be known soon. */
    private static final Duration TRIAL_WAIT = Duration.ofSeconds(1);

    /**
     * The prefix of names in the registry, which belongs to the app: a route may have the name of a service, as may the
     * circuit breaker with which the app guards its own calls of that service. A shared circuit breaker would count each
     * call twice.
     */
    private static final String NAMESPACE = "breakwater.";

    private static final Logger LOG = Logs.of(Breaker.class);
    /**
     * Resilience4j's circuit breaker, which is immutable, with its settings.
     *
     * @param foreign whether the app had registered the circuit breaker before: then its settings and its registration are
     *     the app's
     */
    private record Core(
            CircuitBreakerSettings settings,
            CircuitBreaker circuitBreaker,
            OpenStateBackoff openStateBackoff,
            boolean foreign) {}

    private record Transition(State from, State to, Optional<String> reason) {}

    private final CircuitBreakerRegistry registry;
    private final LongSupplier nanoTime;
    private final Object lock = new Object();
    /** Changes that have not been reported to the listener; guarded by the lock, but reported outside of it. */
    private final Queue<Transition> untold = new ArrayDeque<>();
    /** Shows without the lock whether there are changes to report. */
    private volatile boolean anyUntold;

    /** The name, if the app registered the circuit breaker. */
    private final Optional<String> appsName;

    private final Wariness wariness;
    private volatile Core core;
    /** The permit of the current state; written under the lock. */
    private volatile Permit permit;

    private volatile BreakerListener listener = (from, to, reason) -> {};
    /** When the half-open state began; meaningful only while half-open. Guarded by the lock. */
    private long halfOpenSinceNanos;
    /** Whether an operator's word holds; guarded by the lock. */
    private boolean forced;

    private Breaker(Core core, BreakerId id, CircuitBreakerRegistry registry, LongSupplier nanoTime) {
        this.core = core;
        this.wariness = new Wariness(id);
        this.appsName = core.foreign() ? Optional.of(core.circuitBreaker().getName()) : Optional.empty();
        this.registry = registry;
        this.nanoTime = nanoTime;
        this.halfOpenSinceNanos = nanoTime.getAsLong();
        this.permit = new Permit(this, core.circuitBreaker().getState(), null);
        noteForeignWait();
    }

    /**
     * Returns the circuit breaker of a route or handler, and creates it unless the registry has one.
     *
     * @param owner the name of the route or handler
     * @param id what others call it
     */
    static Breaker register(
            String owner,
            BreakerId id,
            CircuitBreakerSettings settings,
            CircuitBreakerRegistry registry,
            LongSupplier nanoTime) {
        String name = NAMESPACE + owner;
        boolean foreign = registry.find(name).isPresent();
        if (foreign) {
            LOG.warn(
                    "circuit breaker {} was already in the registry: its own settings apply, not those of the route",
                    name);
        }
        OpenStateBackoff wait = new OpenStateBackoff(settings, nanoTime);
        CircuitBreaker circuitBreaker = registry.circuitBreaker(name, BreakerConfig.of(settings, wait, nanoTime));
        return new Breaker(new Core(settings, circuitBreaker, wait, foreign), id, registry, nanoTime);
    }

    /**
     * Changes the settings. Resilience4j's circuit breaker is immutable, so a new one replaces it in the registry: it stays
     * open as long as the old one would have, and has as many running trials.
     */
    void changeSettings(CircuitBreakerSettings next) {
        synchronized (lock) {
            Core before = core;
            if (next.equals(before.settings())) {
                return;
            }
            noteState();
            if (before.foreign()) {
                core = new Core(next, before.circuitBreaker(), before.openStateBackoff(), true);
                return;
            }
            CircuitBreaker old = before.circuitBreaker();
            State state = permit.state();
            OpenStateBackoff nextBackoff =
                    before.openStateBackoff().succeededBy(next, state == State.OPEN || state == State.HALF_OPEN);
            CircuitBreaker successor =
                    CircuitBreaker.of(old.getName(), BreakerConfig.of(next, nextBackoff, nanoTime), old.getTags());
            BreakerConfig.bringTo(state, permit.lent, successor);
            core = new Core(next, successor, nextBackoff, false);
            registry.replace(old.getName(), successor);
        }
        tellTransitions();
    }

    void unregister() {
        Core now = core;
        if (!now.foreign()) {
            registry.remove(now.circuitBreaker().getName());
        }
    }

    /** Acquires a permit. */
    Admission tryAcquire() {
        Permit now = permit;
        State state = core.circuitBreaker().getState();
        if (state == now.state() && letsAllThrough(state)) {
            // In these states, Resilience4j counts nothing when a permission is acquired.
            return now.granted();
        }
        Admission admission = tryAcquireCounted();
        tellTransitions();
        return admission;
    }

    private static boolean letsAllThrough(State state) {
        return state == State.CLOSED || state == State.DISABLED || state == State.METRICS_ONLY;
    }

    private Admission tryAcquireCounted() {
        synchronized (lock) {
            // Permits of the closed state must be void before a trial is admitted.
            noteState();
            CircuitBreaker circuitBreaker = core.circuitBreaker();
            if (circuitBreaker.getState() == State.OPEN
                    && core.openStateBackoff().isOver()) {
                if (!wariness.mayTry()) {
                    return new Admission.Refused(Fault.CIRCUIT_OPEN, TRIAL_WAIT);
                }
                // Resilience4j would do this by itself, but not every version uses our clock.
                circuitBreaker.transitionToHalfOpenState();
            }
            boolean granted = circuitBreaker.tryAcquirePermission();
            noteState();
            Permit now = permit;
            if (granted) {
                now.lent++;
                return now.granted();
            }
            if (now.state() != State.HALF_OPEN) {
                return new Admission.Refused(Fault.CIRCUIT_OPEN, remainingOpen());
            }
            Duration max = core.settings().maxWaitDurationInHalfOpenState();
            if (nanoTime.getAsLong() - halfOpenSinceNanos <= max.toNanos()) {
                return new Admission.Refused(Fault.CIRCUIT_OPEN, TRIAL_WAIT);
            }
            circuitBreaker.transitionToOpenState();
            noteState(Optional.of("no outcome of " + now.lent + " trial calls within " + max.toMillis() + "ms"));
            return new Admission.Refused(Fault.CIRCUIT_OPEN, remainingOpen());
        }
    }

    /** Returns how long the circuit breaker stays open; meaningful only while it is. */
    Duration remainingOpen() {
        return core.openStateBackoff().remaining();
    }

    boolean isOpen() {
        return core.circuitBreaker().getState() == State.OPEN;
    }

    /** See {@link Permit#vote}. */
    void vote(Permit lent, Outcome outcome, long durationNanos) {
        if (lent.isTrial()) {
            synchronized (lock) {
                if (lent == permit) {
                    lent.lent--;
                    record(outcome, durationNanos);
                    noteState();
                }
            }
        } else if (lent == permit) {
            record(outcome, durationNanos);
            if (core.circuitBreaker().getState() != lent.state()) {
                synchronized (lock) {
                    noteState();
                }
            } else if (lent.state() == State.CLOSED) {
                act(wariness.note(outcome, durationNanos, core.settings(), nanoTime), lent);
            }
        }
        tellTransitions();
    }

    private void act(Wariness.Finding finding, Permit lent) {
        if (finding == Wariness.Finding.WELL) {
            wariness.tellWell();
        } else if (finding == Wariness.Finding.FAILING) {
            synchronized (lock) {
                if (lent == permit && core.circuitBreaker().getState() == State.CLOSED) {
                    core.openStateBackoff().nextUntil(wariness.openUntilNanos());
                    core.circuitBreaker().transitionToOpenState();
                    noteState(Optional.of("calls failed here too, after another replica's had"));
                }
            }
        }
    }

    /** See {@link io.breakwater.observe.BreakerSteering}, like the four that follow. */
    void adviseBy(BreakerAdvisor advisor) {
        wariness.adviseBy(advisor);
    }

    void beWary(int calls, Optional<Duration> openFor) {
        Core now = core;
        if (!now.foreign() && now.circuitBreaker().getState() == State.CLOSED) {
            Duration open = openFor.orElse(now.settings().waitDurationInOpenState());
            wariness.begin(calls, nanoTime.getAsLong(), now.openStateBackoff().endOf(open));
        }
    }

    void tryWithin(Duration delay) {
        core.openStateBackoff().within(delay);
    }

    int minimumCalls() {
        return core.settings().minimumNumberOfCalls();
    }

    void force(Word word, Duration atMost) {
        synchronized (lock) {
            noteState();
            CircuitBreaker circuitBreaker = core.circuitBreaker();
            State before = circuitBreaker.getState();
            if (word == Word.OPEN && before != State.FORCED_OPEN) {
                circuitBreaker.transitionToForcedOpenState();
            } else if (word == Word.CLOSED && before != State.METRICS_ONLY) {
                circuitBreaker.transitionToMetricsOnlyState();
            } else if (word == Word.AUTOMATIC && forced) {
                circuitBreaker.transitionToClosedState();
            }
            forced = word != Word.AUTOMATIC;
            noteState(Optional.of("an operator's word"));
            if (word == Word.OPEN) {
                core.openStateBackoff().startOf(atMost.toMillis());
            }
        }
        tellTransitions();
    }

    private void record(Outcome outcome, long durationNanos) {
        CircuitBreaker circuitBreaker = core.circuitBreaker();
        if (outcome instanceof Outcome.Answered) {
            circuitBreaker.onSuccess(durationNanos, TimeUnit.NANOSECONDS);
        } else if (outcome instanceof Outcome.Failed failed && failed.fault().countsAsFailure()) {
            circuitBreaker.onError(durationNanos, TimeUnit.NANOSECONDS, FaultErrors.of(failed.fault()));
        } else {
            circuitBreaker.releasePermission();
        }
    }

    /** See {@link Permit#release}. */
    void release(Permit lent) {
        if (lent.isTrial()) {
            synchronized (lock) {
                if (lent == permit) {
                    lent.lent--;
                    core.circuitBreaker().releasePermission();
                    noteState();
                }
            }
            tellTransitions();
        }
    }

    /** See {@link Permit#voteAgain}: the failure counts in the half-open state, or in the closed state that followed it. */
    void voteAgain(Permit given, Fault fault, long durationNanos) {
        synchronized (lock) {
            Permit now = permit;
            boolean closedByIt = now.state() == State.CLOSED && now.predecessor == given;
            if (fault.countsAsFailure() && (now == given || closedByIt)) {
                core.circuitBreaker().onError(durationNanos, TimeUnit.NANOSECONDS, FaultErrors.of(fault));
                noteState();
            }
        }
        tellTransitions();
    }

    void onTransition(BreakerListener newListener) {
        this.listener = newListener;
    }

    /**
     * Notes a change of state; must be called, under the lock, after everything that may have changed it. Resilience4j's
     * events would report the change, too, but once they have a listener, Resilience4j creates an event for every call.
     */
    private void noteState() {
        noteState(Optional.empty());
    }

    private void noteState(Optional<String> reason) {
        CircuitBreaker circuitBreaker = core.circuitBreaker();
        State now = circuitBreaker.getState();
        Permit before = permit;
        if (now == before.state()) {
            return;
        }
        if (now != State.OPEN) {
            core.openStateBackoff().end();
        }
        wariness.end();
        if (now == State.HALF_OPEN) {
            halfOpenSinceNanos = nanoTime.getAsLong();
        }
        noteForeignWait();
        before.predecessor = null;
        permit = new Permit(this, now, before);
        untold.add(new Transition(
                before.state(), now, now == State.OPEN ? reason.or(() -> OpenReason.of(circuitBreaker)) : reason));
        anyUntold = true;
    }

    /** Notes how long a circuit breaker of the app stays open, which its own settings decide. */
    private void noteForeignWait() {
        Core now = core;
        if (now.foreign() && now.circuitBreaker().getState() == State.OPEN) {
            now.openStateBackoff()
                    .startOf(now.circuitBreaker()
                            .getCircuitBreakerConfig()
                            .getWaitIntervalFunctionInOpenState()
                            .apply(1));
        }
    }

    /** Reports changes outside the lock, because a listener may be slow. */
    private void tellTransitions() {
        if (!anyUntold) {
            return;
        }
        for (Transition next = nextUntold(); next != null; next = nextUntold()) {
            listener.changed(next.from().name(), next.to().name(), next.reason());
        }
    }

    private @Nullable Transition nextUntold() {
        synchronized (lock) {
            Transition next = untold.poll();
            anyUntold = !untold.isEmpty();
            return next;
        }
    }

    /** Returns the name if the app had registered the circuit breaker before; empty when Breakwater created it. */
    Optional<String> appsName() {
        return appsName;
    }

    String state() {
        return core.circuitBreaker().getState().name();
    }
}
