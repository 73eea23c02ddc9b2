package io.breakwater.internal.policy;

import io.breakwater.fault.Fault;
import io.breakwater.internal.config.BreakwaterSettings;
import io.breakwater.internal.config.ConcurrencySettings;
import io.breakwater.internal.config.Priority;
import io.breakwater.internal.config.RouteSettings;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.observe.BreakerId;
import io.breakwater.observe.RetryRefusal;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the decisions of a route, as values that the exchange carries out. A feature that the settings disable is absent and
 * costs nothing. Thread-safe.
 */
public final class RoutePolicy {

    private final RouteSettings settings;
    private final LongSupplier nanoTime;
    private final ConcurrencyLimit limit;
    /** The container's threads; null where no route's share of them is limited. */
    private final @Nullable ContainerThreads threads;

    private final ContainerThreads.@Nullable Seat seat;
    private final Optional<RetryPolicy> retry;
    private final Optional<Breaker> breaker;
    /** Present on the default route, if it has a circuit breaker. */
    private final Optional<KeyedBreakers> keyed;

    private final RoutePolicy withoutBreaker;
    /** The duration from which a call is slow; unlimited without a circuit breaker. */
    private final long slowNanos;

    /**
     * @param settings the route's settings
     * @param registry the registry of its circuit breaker, under {@code breakwater.} and the route's name
     * @param nanoTime the time source, {@link System#nanoTime} but in tests
     */
    public RoutePolicy(RouteSettings settings, CircuitBreakerRegistry registry, LongSupplier nanoTime) {
        this(settings, nanoTime, Optional.empty(), registry, Optional.empty());
    }

    /** The same, with the container's threads, of which no route is to hold too many. */
    public RoutePolicy(
            RouteSettings settings,
            CircuitBreakerRegistry registry,
            LongSupplier nanoTime,
            Optional<ContainerThreads> threads) {
        this(settings, nanoTime, Optional.empty(), registry, threads);
    }

    private RoutePolicy(
            RouteSettings settings,
            LongSupplier nanoTime,
            Optional<RoutePolicy> before,
            CircuitBreakerRegistry registry,
            Optional<ContainerThreads> threads) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        // In the order of an exchange: the limit applies to every exchange, the circuit breaker to every attempt.
        // State is kept across reloads of the settings: counts, states and permits.
        this.limit = before.map(b -> b.limit).orElseGet(ConcurrencyLimit::new);
        limit.change(
                settings.concurrency(), settings.name(), settings.timeouts().attempt(), nanoTime.getAsLong());
        this.threads = threads.orElse(null);
        this.seat = threads.map(t -> before.map(b -> b.seat).orElseGet(t::add)).orElse(null);
        this.retry = settings.retry().map(r -> before.flatMap(b -> b.retry)
                .map(old -> old.succeededBy(r, nanoTime.getAsLong()))
                .orElseGet(() -> new RetryPolicy(r, nanoTime.getAsLong())));
        this.breaker = settings.circuitBreaker().map(c -> before.flatMap(b -> b.breaker)
                .map(old -> {
                    old.changeSettings(c);
                    return old;
                })
                .orElseGet(() -> Breaker.register(
                        settings.name(), new BreakerId(settings.name(), Optional.empty()), c, registry, nanoTime)));
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

    /** Copies a policy with another circuit breaker, or with none. */
    private RoutePolicy(RoutePolicy whole, Optional<Breaker> breaker) {
        this.settings = whole.settings;
        this.nanoTime = whole.nanoTime;
        this.limit = whole.limit;
        this.threads = whole.threads;
        this.seat = whole.seat;
        this.retry = whole.retry;
        this.breaker = breaker;
        this.keyed = Optional.empty();
        this.slowNanos = whole.slowNanos;
        this.withoutBreaker = breaker.isEmpty() ? this : whole.withoutBreaker;
    }

    /**
     * Returns the policy of this route for other settings. It keeps the state that the change does not affect: counts,
     * states and permits. Running exchanges stay with the policy that admitted them.
     */
    public RoutePolicy succeededBy(
            RouteSettings next, CircuitBreakerRegistry registry, Optional<ContainerThreads> nextThreads) {
        return new RoutePolicy(next, nanoTime, Optional.of(this), registry, nextThreads);
    }

    /** Removes the circuit breaker from the registry, unless a successor uses it; running exchanges continue to use it. */
    public void retire(Optional<RoutePolicy> successor) {
        if (successor.flatMap(next -> next.breaker).isEmpty()) {
            breaker.ifPresent(Breaker::unregister);
            keyed.ifPresent(KeyedBreakers::unregister);
        }
        if (threads != null
                && seat != null
                && successor.map(next -> next.seat != seat).orElse(true)) {
            threads.remove(seat);
        }
    }

    /**
     * Returns the policy of this route without its circuit breaker: for CORS preflights, and for requests whose handler is
     * not yet known. A browser hides from scripts how a preflight failed, so a refusal would look like a network error; and
     * the outcome of a preflight says little about a downstream.
     */
    public RoutePolicy withoutBreaker() {
        return withoutBreaker;
    }

    /** Returns whether the route has a circuit breaker for each key of the app. */
    public boolean isKeyed() {
        return keyed.isPresent();
    }

    /**
     * Returns the policy of this route for requests with {@code key}: with their own circuit breaker, which is kept across
     * reloads of the settings. Empty when the route does not distinguish keys, or has too many.
     */
    public Optional<RoutePolicy> forKey(String key) {
        return keyed.flatMap(breakers -> breakers.of(key)).map(own -> new RoutePolicy(this, Optional.of(own)));
    }

    /** Returns the state of each key's circuit breaker, in Resilience4j's terms. */
    public Map<String, String> breakerStatesByKey() {
        return keyed.map(KeyedBreakers::states).orElseGet(Map::of);
    }

    /** Returns the settings of the route. */
    public RouteSettings settings() {
        return settings;
    }

    /**
     * Acquires a permit of the concurrency limit for an exchange that begins on a thread of the container's, which {@link
     * #threadLeaves} must follow; returns null when the exchange must be refused, which {@link #limitReached} describes.
     */
    public @Nullable ConcurrencyPermit admitExchange(Sheddable exchange, long nowNanos) {
        ContainerThreads.Seat known = seat;
        if (known == null) {
            return tryAcquireConcurrencyPermit(exchange, nowNanos);
        }
        known.asked(nowNanos);
        int before = known.enters();
        boolean hasThread = !settings.concurrency().isAuto()
                || hasThread(known, before, exchange, nowNanos)
                || exchange.isNeverShed();
        ConcurrencyPermit permit = hasThread ? tryAcquireConcurrencyPermit(exchange, nowNanos) : null;
        if (permit == null) {
            known.leaves();
        }
        return permit;
    }

    private boolean hasThread(ContainerThreads.Seat known, int before, Sheddable exchange, long nowNanos) {
        ConcurrencySettings concurrency = settings.concurrency();
        double share = concurrency.share();
        boolean mayBeLow = concurrency.priority() == Priority.LOW
                || concurrency.priorityHeader().isPresent();
        return (known.isBelow(share, before) && (!mayBeLow || known.isQuiet()))
                || known.admits(share, before, exchange.priority(), limit.keepsPace(), nowNanos);
    }

    /** Returns whether the threads are counted that the routes hold. */
    public boolean sharesThreads() {
        return seat != null;
    }

    /** An exchange that was admitted is over, or goes on without its thread. */
    public void threadLeaves() {
        ContainerThreads.Seat known = seat;
        if (known != null) {
            known.leaves();
        }
    }

    /** Acquires a permit of the concurrency limit; returns null when all are taken. */
    public @Nullable ConcurrencyPermit tryAcquireConcurrencyPermit(Sheddable exchange, long nowNanos) {
        return limit.tryAcquire(exchange, nowNanos);
    }

    /** Acquires a permit for an exchange that is in flight already, and whose time is its downstream's again. */
    public ConcurrencyPermit acquireConcurrencyPermitAgain(long nowNanos) {
        return limit.acquire(nowNanos);
    }

    private double pressure(long nowNanos) {
        ContainerThreads.Seat known = seat;
        double ofThreads = known != null && settings.concurrency().isAuto() && !limit.keepsPace()
                ? known.pressure(settings.concurrency().share(), nowNanos)
                : 0;
        return Math.max(ofThreads, limit.pressure());
    }

    /** Returns the refusal of an exchange that gets no permit of the concurrency limit. */
    public static Admission.Refused limitReached() {
        return ConcurrencyLimit.REFUSED;
    }

    /** Acquires the circuit breaker's permit for the first attempt. */
    public Admission admitFirst(long nowNanos) {
        Admission admission = admitAgain();
        if (retry.isPresent() && admission instanceof Admission.Granted) {
            // Only exchanges that reach the downstream add to the budget; otherwise an open circuit breaker would
            // accumulate retries.
            retry.get().exchangeStarted(nowNanos);
        }
        return admission;
    }

    /** Acquires the circuit breaker's permit for a further attempt. */
    public Admission admitAgain() {
        return breaker.isPresent() ? breaker.get().tryAcquire() : Permit.NONE.granted();
    }

    /** Returns whether a request may be resent. */
    public Eligibility eligibility(RequestFacts request) {
        return retry.isPresent() ? retry.get().eligibility(request) : Eligibility.NEVER;
    }

    /** Returns how many bytes of a request body to buffer for a replay. */
    public int maxReplayBytes() {
        return retry.map(RetryPolicy::maxBodyBytes).orElse(0);
    }

    /** Returns whether a response with this status is buffered until the verdict. */
    public boolean isBuffered(int status) {
        return Outcome.isFailing(status) || (retry.isPresent() && retry.get().retriesStatus(status));
    }

    /** Returns whether another attempt may follow one that reached its time limit. */
    public boolean retriesTimeouts(Eligibility eligibility, int attempts) {
        return retry.isPresent()
                && retry.get().attemptsLeft(attempts)
                && retry.get().covers(Outcome.Failed.of(Fault.RESPONSE_TIMEOUT), eligibility);
    }

    /**
     * Decides as {@link #judge} does, and withdraws a retry from the budget if the verdict is one. If the budget has none
     * left, decides as for a last attempt.
     *
     * @param outcome the outcome of the attempt
     * @param context the state of the exchange
     */
    public Judgement judgeAndWithdraw(Outcome outcome, AttemptContext context) {
        Judgement judgement = judge(outcome, context);
        boolean spent = judgement.verdict() instanceof Verdict.Retry
                && !retry.orElseThrow().withdraw(context.nowNanos(), pressure(context.nowNanos()));
        return spent
                ? new Judgement(judge(outcome, context.asLast()).verdict(), Optional.of(RetryRefusal.BUDGET))
                : judgement;
    }

    /**
     * Decides about an outcome, and changes nothing: it does not ask whether the budget has room for a
     * {@link Verdict.Retry}. If a failure that the route retries gets another verdict, the judgement says why.
     *
     * @param outcome the outcome of the attempt
     * @param context the state of the exchange
     */
    public Judgement judge(Outcome outcome, AttemptContext context) {
        if (outcome instanceof Outcome.AppFailed && context.committed()) {
            // The container would complete the response as though it were whole.
            return Judgement.ABORT;
        }
        if (!(outcome instanceof Outcome.Failed failure) || failure.fault() == Fault.CLIENT_GONE) {
            return Judgement.RELEASE;
        }
        boolean answered = failure.fault() == Fault.DOWNSTREAM_STATUS || failure.answered();
        if (context.committed()) {
            // A failing status that was sent completely is still an answer, as is the app's own description of a
            // failure; any other response was cut off.
            return new Judgement(
                    answered ? Verdict.Release.INSTANCE : Verdict.Abort.INSTANCE,
                    isRetried(failure) ? Optional.of(RetryRefusal.RESPONSE_STARTED) : Optional.empty());
        }
        boolean keepsBody = answered && !(context.replaceBody() && Outcome.isFailing(failure.status()));
        Verdict otherwise = keepsBody ? Verdict.Release.INSTANCE : new Verdict.ShowPage(failure);
        return isRetried(failure)
                ? retryOr(otherwise, failure, context, retry.orElseThrow())
                : new Judgement(otherwise, Optional.empty());
    }

    /** Returns whether the settings want another attempt after this failure. */
    private boolean isRetried(Outcome.Failed failure) {
        return retry.isPresent() && retry.get().lists(failure);
    }

    private static Judgement retryOr(
            Verdict otherwise, Outcome.Failed failure, AttemptContext context, RetryPolicy policy) {
        if (!policy.attemptsLeft(context.attempts())) {
            return new Judgement(otherwise, Optional.of(RetryRefusal.ATTEMPTS_USED_UP));
        }
        if (!policy.covers(failure, context.repeatable())) {
            return new Judgement(otherwise, Optional.of(context.repeatable().refusal()));
        }
        // In addition to the downstream's Retry-After: requests that were refused at one time must not return at one
        // time.
        Duration backoff = context.retryAfter().orElse(Duration.ZERO).plus(policy.backoff(context.attempts()));
        return backoff.compareTo(Duration.ofNanos(context.leftNanos())) < 0
                ? new Judgement(new Verdict.Retry(backoff), Optional.empty())
                : new Judgement(otherwise, Optional.of(RetryRefusal.NO_TIME));
    }

    /** Returns whether a call of this duration counts as slow. */
    public boolean isSlow(long durationNanos) {
        return durationNanos >= slowNanos;
    }

    /** Returns the time until the circuit breaker admits calls again; empty unless it is open. */
    public Optional<Duration> remainingOpen() {
        return breaker.filter(Breaker::isOpen).map(Breaker::remainingOpen);
    }

    /** Returns what moves the circuit breakers of the route; empty when it has none. */
    public Optional<RouteSteering> steering() {
        return breaker.map(own -> new RouteSteering(own, keyed));
    }

    /** Registers {@code listener} for changes of the circuit breaker's state. */
    public void onBreakerTransition(BreakerListener listener) {
        breaker.ifPresent(b -> b.onTransition(listener));
    }

    /**
     * Returns the circuit breaker's name if the app had registered it before; empty when Breakwater created it, or when
     * there is none.
     */
    public Optional<String> appsBreaker() {
        return breaker.flatMap(Breaker::appsName);
    }

    /** Returns the circuit breaker's state in Resilience4j's terms; {@code DISABLED} when the route has none. */
    public String breakerState() {
        return breaker.isPresent() ? breaker.get().state() : "DISABLED";
    }

    /** Returns how many exchanges hold a permit of the concurrency limit, which is counted without a limit, too. */
    public int inFlight() {
        return limit.inUse();
    }

    /** Returns how many retries the budget would allow now; empty when the route does not retry. */
    public OptionalInt retriesLeft() {
        long now = nanoTime.getAsLong();
        return retry.isPresent() ? OptionalInt.of(retry.get().retriesLeft(now, pressure(now))) : OptionalInt.empty();
    }

    /** Returns how many attempts an exchange may have. */
    public int maxAttempts() {
        return retry.map(RetryPolicy::maxAttempts).orElse(1);
    }

    /** Returns how many permits the concurrency limit has at this moment; empty when there is no limit. */
    public OptionalInt concurrencyLimit() {
        return limit.allowed();
    }

    /** Returns how many permits of the concurrency limit are free; empty when there is no limit. */
    public OptionalInt availableConcurrency() {
        return limit.available();
    }
}
