package io.breakwater.internal.policy;

import io.breakwater.fault.Fault;
import io.breakwater.internal.config.BreakwaterSettings;
import io.breakwater.internal.config.RouteSettings;
import io.breakwater.internal.fault.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A route's decisions, each a value for the exchange to carry out. What the route's settings disable is absent and costs
 * nothing. Thread-safe. Internal between rooms.
 */
public final class RoutePolicy {

    private final RouteSettings settings;
    private final LongSupplier nanoTime;
    private final ConcurrencyLimit limit;
    private final Optional<RetryPolicy> retry;
    private final Optional<Breaker> breaker;
    /** Of the route for everything else, where it has a breaker. */
    private final Optional<KeyedBreakers> keyed;

    private final RoutePolicy withoutBreaker;
    /** From when on a call is slow; never without a breaker. */
    private final long slowNanos;

    /**
     * @param settings the route's settings
     * @param registry where its breaker is registered, as {@code breakwater.} and the route's name
     * @param nanoTime the time source, {@link System#nanoTime} but in tests
     */
    public RoutePolicy(RouteSettings settings, CircuitBreakerRegistry registry, LongSupplier nanoTime) {
        this(settings, nanoTime, Optional.empty(), registry);
    }

    private RoutePolicy(
            RouteSettings settings,
            LongSupplier nanoTime,
            Optional<RoutePolicy> before,
            CircuitBreakerRegistry registry) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        // In the order an exchange meets them: the limit sees every exchange, the breaker every attempt. What the
        // exchanges of
        // all readings of the settings share goes on: counts, states and who is there.
        this.limit = before.map(b -> b.limit).orElseGet(ConcurrencyLimit::new);
        limit.changeMax(settings.maxConcurrency());
        this.retry = settings.retry().map(r -> before.flatMap(b -> b.retry)
                .map(old -> old.succeededBy(r, nanoTime.getAsLong()))
                .orElseGet(() -> new RetryPolicy(r, nanoTime.getAsLong())));
        this.breaker = settings.circuitBreaker().map(c -> before.flatMap(b -> b.breaker)
                .map(old -> {
                    old.changeSettings(c);
                    return old;
                })
                .orElseGet(() -> Breaker.register(settings.name(), c, registry, nanoTime)));
        this.keyed = settings.circuitBreaker()
                .filter(c -> settings.name().equals(BreakwaterSettings.DEFAULT_ROUTE))
                .map(c -> before.flatMap(b -> b.keyed)
                        .map(old -> {
                            old.changeSettings(c);
                            return old;
                        })
                        .orElseGet(() -> new KeyedBreakers(settings.name(), c, registry, nanoTime)));
        this.slowNanos = settings.circuitBreaker()
                .map(c -> c.slowCallDurationThreshold().toNanos())
                .orElse(Long.MAX_VALUE);
        this.withoutBreaker = breaker.isEmpty() ? this : new RoutePolicy(this, Optional.empty());
    }

    /** The same with another breaker, or without. */
    private RoutePolicy(RoutePolicy whole, Optional<Breaker> breaker) {
        this.settings = whole.settings;
        this.nanoTime = whole.nanoTime;
        this.limit = whole.limit;
        this.retry = whole.retry;
        this.breaker = breaker;
        this.keyed = Optional.empty();
        this.slowNanos = whole.slowNanos;
        this.withoutBreaker = breaker.isEmpty() ? this : whole.withoutBreaker;
    }

    /**
     * The policy of the same route under other settings. What their change does not touch is taken over: counts, states and
     * places held. Exchanges under way stay with the policy that let them in.
     */
    public RoutePolicy succeededBy(RouteSettings next, CircuitBreakerRegistry registry) {
        return new RoutePolicy(next, nanoTime, Optional.of(this), registry);
    }

    /** Takes its breaker out of the registry, unless a successor has it; exchanges under way go on with it. */
    public void retire(Optional<RoutePolicy> successor) {
        if (successor.flatMap(next -> next.breaker).isEmpty()) {
            breaker.ifPresent(Breaker::unregister);
            keyed.ifPresent(KeyedBreakers::unregister);
        }
    }

    /**
     * The policy of the same route for what no breaker refuses and what has no vote: CORS preflights, and requests of which
     * nobody knows yet what handles them. A browser hides from the page how a preflight failed, so a refusal would look like a
     * broken network; and it tells little of a downstream.
     */
    public RoutePolicy withoutBreaker() {
        return withoutBreaker;
    }

    /** Whether requests are told apart by a key of the app's. */
    public boolean isKeyed() {
        return keyed.isPresent();
    }

    /**
     * The policy of the same route for requests of which the app says {@code key}: with a breaker of their own, which goes on
     * through all readings of the settings. Empty where the route does not tell them apart, or has too many keys.
     */
    public Optional<RoutePolicy> forKey(String key) {
        return keyed.flatMap(breakers -> breakers.of(key)).map(own -> new RoutePolicy(this, Optional.of(own)));
    }

    /** The state of each key's breaker, in Resilience4j's words. */
    public Map<String, String> breakerStatesByKey() {
        return keyed.map(KeyedBreakers::states).orElseGet(Map::of);
    }

    /** The settings it was made from. */
    public RouteSettings settings() {
        return settings;
    }

    /** Lets an exchange in: its place, or null when all are taken, as {@link #limitReached} tells. */
    public @Nullable Place tryEnter() {
        return limit.tryEnter();
    }

    /** What is said to an exchange that finds no place. */
    public static Admission.Refused limitReached() {
        return ConcurrencyLimit.REFUSED;
    }

    /** Lets the first attempt run. */
    public Admission admitFirst(long nowNanos) {
        Admission admission = admitAgain();
        if (retry.isPresent() && admission instanceof Admission.Granted) {
            // Only exchanges that reach the downstream earn retries, else an open breaker would save up for a storm.
            retry.get().exchangeStarted(nowNanos);
        }
        return admission;
    }

    /** Lets a further attempt run. */
    public Admission admitAgain() {
        return breaker.isPresent() ? breaker.get().tryAcquire() : Permit.NONE.granted();
    }

    /** How far a request may be sent again. */
    public Eligibility eligibility(RequestFacts request) {
        return retry.isPresent() ? retry.get().eligibility(request) : Eligibility.NEVER;
    }

    /** How many bytes of a request body to keep for a replay. */
    public int maxReplayBytes() {
        return retry.map(RetryPolicy::maxBodyBytes).orElse(0);
    }

    /** Whether a response with this status is held back until its fate is decided. */
    public boolean isBuffered(int status) {
        return Outcome.isFailing(status) || (retry.isPresent() && retry.get().retriesStatus(status));
    }

    /** Whether an attempt that ran into its own time limit may be followed by another one. */
    public boolean retriesTimeouts(Eligibility eligibility, int attempts) {
        return retry.isPresent()
                && retry.get().attemptsLeft(attempts)
                && retry.get().covers(Outcome.Failed.of(Fault.RESPONSE_TIMEOUT), eligibility);
    }

    /**
     * Judges an outcome. A {@link Verdict.Retry} has been taken out of the budget.
     *
     * @param outcome what the attempt came to
     * @param context where the exchange stands
     */
    public Verdict judge(Outcome outcome, AttemptContext context) {
        if (outcome instanceof Outcome.AppFailed && context.committed()) {
            // The container would let it pass for whole.
            return Verdict.Abort.INSTANCE;
        }
        if (!(outcome instanceof Outcome.Failed failure) || failure.fault() == Fault.CLIENT_GONE) {
            return Verdict.Release.INSTANCE;
        }
        boolean answered = failure.fault() == Fault.DOWNSTREAM_STATUS || failure.answered();
        if (context.committed()) {
            // A failing status that went out whole is an answer all the same, and so are the app's own words of a
            // failure;
            // anything else was cut off.
            return answered ? Verdict.Release.INSTANCE : Verdict.Abort.INSTANCE;
        }
        Optional<Duration> backoff = retryAfterFailure(failure, context);
        if (backoff.isPresent()) {
            return new Verdict.Retry(backoff.get());
        }
        boolean keepsBody = answered && !(context.replaceBody() && Outcome.isFailing(failure.status()));
        return keepsBody ? Verdict.Release.INSTANCE : new Verdict.ShowPage(failure);
    }

    private Optional<Duration> retryAfterFailure(Outcome.Failed failure, AttemptContext context) {
        if (retry.isEmpty()
                || !retry.get().attemptsLeft(context.attempts())
                || !retry.get().covers(failure, context.repeatable())) {
            return Optional.empty();
        }
        // On top of what the downstream asks for: those whom it sent away in one moment must not be back in one moment.
        Duration backoff =
                context.retryAfter().orElse(Duration.ZERO).plus(retry.get().backoff(context.attempts()));
        boolean inTime = backoff.compareTo(Duration.ofNanos(context.leftNanos())) < 0;
        return inTime && retry.get().withdraw(context.nowNanos()) ? Optional.of(backoff) : Optional.empty();
    }

    /** Whether a call that took so long counts as slow. */
    public boolean isSlow(long durationNanos) {
        return durationNanos >= slowNanos;
    }

    /** How long it will be before the breaker lets calls through again; empty unless it is open. */
    public Optional<Duration> remainingOpen() {
        return breaker.filter(Breaker::isOpen).map(Breaker::remainingOpen);
    }

    /** Tells {@code listener} of each change of the breaker's state. */
    public void onBreakerTransition(BreakerListener listener) {
        breaker.ifPresent(b -> b.onTransition(listener));
    }

    /** The breaker's name, when the app had put it into the registry before the route; empty for one of ours, and for none. */
    public Optional<String> appsBreaker() {
        return breaker.flatMap(Breaker::appsName);
    }

    /** The breaker's state in Resilience4j's words; {@code DISABLED} when the route has none. */
    public String breakerState() {
        return breaker.isPresent() ? breaker.get().state() : "DISABLED";
    }

    /** How many more exchanges the concurrency limit would let in now; empty when there is no limit. */
    public OptionalInt availableConcurrency() {
        return limit.available();
    }
}
