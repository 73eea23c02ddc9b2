package io.breakwater.internal.policy;

import io.breakwater.fault.Fault;
import io.breakwater.internal.config.CircuitBreakerSettings;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.log.Logs;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A route's circuit breaker, for as long as the route has one: Resilience4j's by its permits, and what Resilience4j keeps to
 * itself or does not know: when it will let calls through again, a way out of a half-open state whose trials never report,
 * which state each permit was taken in, and other settings without other trials.
 *
 * <p>Resilience4j can leave the half-open state by itself ({@code maxWaitDurationInHalfOpenState}), but does so on a static
 * scheduler whose thread outlives a redeploy; so the wait is checked here, when a call is refused.
 *
 * <p>Thread-safe. While it is closed nothing is locked; permits of the half-open state, which are counted, are lent and given
 * back under a lock.
 */
final class Breaker {

    /** What the visitor is told while trials are under way; their outcome is a matter of moments. */
    private static final Duration TRIAL_WAIT = Duration.ofSeconds(1);

    /**
     * What our names begin with in a registry, which is the app's: a route is called after a service, and so is what the app
     * guards its own calls of that service with. One breaker for both would count each call twice.
     */
    private static final String NAMESPACE = "breakwater.";

    private static final Logger LOG = Logs.of(Breaker.class);

    private static final Map<Fault, FaultError> ERRORS = errors();

    /**
     * Resilience4j's breaker, which can't be changed.
     *
     * @param foreign whether somebody else had put it into the registry before us: then its settings and its place there are
     *     theirs
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
    /** Changes that the listener has not heard of yet; guarded by the lock, but told outside of it. */
    private final Queue<Transition> untold = new ArrayDeque<>();
    /** So that the lock is not needed to see that there is nothing to tell. */
    private volatile boolean anyUntold;

    /** Its name, when it is somebody else's. */
    private final Optional<String> appsName;

    private volatile Core core;
    /** Of the state it is in; written under the lock. */
    private volatile Permit permit;

    private volatile BreakerListener listener = (from, to, reason) -> {};
    /** When the half-open state began; meaningful while half-open only. Guarded by the lock. */
    private long halfOpenSinceNanos;

    private Breaker(Core core, CircuitBreakerRegistry registry, LongSupplier nanoTime) {
        this.core = core;
        this.appsName = core.foreign() ? Optional.of(core.circuitBreaker().getName()) : Optional.empty();
        this.registry = registry;
        this.nanoTime = nanoTime;
        this.halfOpenSinceNanos = nanoTime.getAsLong();
        this.permit = new Permit(this, core.circuitBreaker().getState(), null);
        noteForeignWait();
    }

    /**
     * The breaker of a route, or of a handler, which is made unless the registry has one.
     *
     * @param owner the name of the route or handler
     */
    static Breaker register(
            String owner, CircuitBreakerSettings settings, CircuitBreakerRegistry registry, LongSupplier nanoTime) {
        String name = NAMESPACE + owner;
        boolean foreign = registry.find(name).isPresent();
        if (foreign) {
            LOG.warn(
                    "circuit breaker {} was in the registry already: its own settings hold, and not the route's", name);
        }
        OpenStateBackoff wait = new OpenStateBackoff(settings, nanoTime);
        CircuitBreaker circuitBreaker = registry.circuitBreaker(name, config(settings, wait, nanoTime));
        return new Breaker(new Core(settings, circuitBreaker, wait, foreign), registry, nanoTime);
    }

    /**
     * Goes on under other settings. Resilience4j's breaker can't be changed: the registry gets a new one in its place, which
     * stays open as long as the old one would have, and which has no more trials under way than the old one had.
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
                    CircuitBreaker.of(old.getName(), config(next, nextBackoff, nanoTime), old.getTags());
            bringTo(state, successor);
            core = new Core(next, successor, nextBackoff, false);
            registry.replace(old.getName(), successor);
        }
        tellTransitions();
    }

    /** Before anybody listens to it. */
    private void bringTo(State state, CircuitBreaker successor) {
        switch (state) {
            case CLOSED -> {}
            case OPEN -> successor.transitionToOpenState();
            case HALF_OPEN -> {
                successor.transitionToOpenState();
                successor.transitionToHalfOpenState();
                for (int i = 0; i < permit.lent; i++) {
                    successor.tryAcquirePermission();
                }
            }
            // The three that only people bring about.
            case FORCED_OPEN -> successor.transitionToForcedOpenState();
            case DISABLED -> successor.transitionToDisabledState();
            case METRICS_ONLY -> successor.transitionToMetricsOnlyState();
        }
    }

    void unregister() {
        Core now = core;
        if (!now.foreign()) {
            registry.remove(now.circuitBreaker().getName());
        }
    }

    private static CircuitBreakerConfig config(
            CircuitBreakerSettings settings, OpenStateBackoff wait, LongSupplier nanoTime) {
        CircuitBreakerConfig.Builder builder = CircuitBreakerConfig.custom()
                .failureRateThreshold(settings.failureRateThreshold())
                .minimumNumberOfCalls(settings.minimumNumberOfCalls())
                .slidingWindowType(
                        switch (settings.slidingWindowType()) {
                            case COUNT_BASED -> CircuitBreakerConfig.SlidingWindowType.COUNT_BASED;
                            case TIME_BASED -> CircuitBreakerConfig.SlidingWindowType.TIME_BASED;
                        })
                .slidingWindowSize(settings.slidingWindowSize())
                .slowCallDurationThreshold(settings.slowCallDurationThreshold())
                .slowCallRateThreshold(settings.slowCallRateThreshold())
                .permittedNumberOfCallsInHalfOpenState(settings.permittedNumberOfCallsInHalfOpenState())
                .waitIntervalFunctionInOpenState(wait)
                .currentTimestampFunction(clock -> nanoTime.getAsLong(), TimeUnit.NANOSECONDS)
                .writableStackTraceEnabled(false);
        BreakerClock.set(builder, new MonotonicClock(nanoTime));
        return builder.build();
    }

    /** Asks for a permit. */
    Admission tryAcquire() {
        Permit now = permit;
        State state = core.circuitBreaker().getState();
        if (state == now.state() && letsAllThrough(state)) {
            // Resilience4j counts nothing there when it is asked for a permission.
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
            // Permits of the closed state are void before a trial is let through.
            noteState();
            CircuitBreaker circuitBreaker = core.circuitBreaker();
            if (circuitBreaker.getState() == State.OPEN
                    && core.openStateBackoff().isOver()) {
                // Resilience4j would see that by itself, but not every version of it by our clock.
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

    /** How long it stays open; meaningful while it is. */
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
            }
        }
        tellTransitions();
    }

    private void record(Outcome outcome, long durationNanos) {
        CircuitBreaker circuitBreaker = core.circuitBreaker();
        if (outcome instanceof Outcome.Answered) {
            circuitBreaker.onSuccess(durationNanos, TimeUnit.NANOSECONDS);
        } else if (outcome instanceof Outcome.Failed failed && failed.fault().countsAsFailure()) {
            circuitBreaker.onError(durationNanos, TimeUnit.NANOSECONDS, ERRORS.get(failed.fault()));
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

    /** See {@link Permit#voteAgain}: it counts for the trials, or for the closed state that they have led to. */
    void voteAgain(Permit given, Fault fault, long durationNanos) {
        synchronized (lock) {
            Permit now = permit;
            boolean closedByIt = now.state() == State.CLOSED && now.predecessor == given;
            if (fault.countsAsFailure() && (now == given || closedByIt)) {
                core.circuitBreaker().onError(durationNanos, TimeUnit.NANOSECONDS, ERRORS.get(fault));
                noteState();
            }
        }
        tellTransitions();
    }

    void onTransition(BreakerListener newListener) {
        this.listener = newListener;
    }

    /**
     * To be called, under the lock, after whatever may have changed the state. Listening to Resilience4j's events would tell
     * as well, but as soon as anybody listens to any of them it makes an event of every single call.
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

    /** A breaker that is not ours asks its own settings how long to stay open, and does not tell. */
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

    /** Outside the lock, since a listener may take its time. */
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

    /** Its name, when the app had put it into the registry before us; empty for one of ours. */
    Optional<String> appsName() {
        return appsName;
    }

    String state() {
        return core.circuitBreaker().getState().name();
    }

    private static Map<Fault, FaultError> errors() {
        Map<Fault, FaultError> errors = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            errors.put(fault, new FaultError(fault));
        }
        return errors;
    }

    /** What Resilience4j's own listeners see as the error: the fault, without a stack that would say nothing. */
    private static final class FaultError extends Exception {
        FaultError(Fault fault) {
            super(fault.token(), null, false, false);
        }
    }
}
