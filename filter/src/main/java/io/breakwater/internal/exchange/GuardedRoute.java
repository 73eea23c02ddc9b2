package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.config.ConcurrencySettings;
import io.breakwater.internal.inject.RouteInjection;
import io.breakwater.internal.maintenance.RouteMaintenance;
import io.breakwater.internal.observe.CompositeListener;
import io.breakwater.internal.page.ErrorPages;
import io.breakwater.internal.policy.RoutePolicy;
import io.breakwater.internal.route.RequestPath;
import io.breakwater.internal.route.RouteTable;
import io.breakwater.internal.stale.StaleAnswers;
import io.breakwater.internal.watchdog.StuckThreads;
import io.breakwater.internal.watchdog.TimeLimits;
import io.breakwater.observe.BreakerTransition;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A route at work: its decisions, its pages, and what went wrong last. Thread-safe. Internal between rooms. */
public final class GuardedRoute {

    /** The routes by the names that an app may give to what it calls. */
    public interface Names {

        /** The route that {@code value} names; null when it names none. */
        @Nullable GuardedRoute find(Object value);
    }

    private final RoutePolicy policy;
    private final ErrorPages answers;
    private final Names downstreams;
    private final RouteMaintenance maintenance;
    private final RouteInjection injection;
    private final TimeLimits timeLimits;
    /** Which requests are health checks, where any may be shed. */
    private final RouteTable<Boolean> healthChecks;

    private final AtomicReference<@Nullable Fault> lastFault;
    private final StuckThreads stuckThreads;
    private final CompositeListener observers;
    /** Null where it keeps no answers. */
    private final @Nullable StaleAnswers staleAnswers;
    /** Whether somebody has been told that the app answers 500 in words of its own. */
    private final AtomicBoolean toldOfOwnWords = new AtomicBoolean();
    /** Where the app tells requests apart, those it has told so far by its keys. */
    private final ConcurrentMap<String, GuardedRoute> byKey = new ConcurrentHashMap<>();

    /**
     * @param policy what to do
     * @param answers what the visitor gets
     * @param observers who hears of the breaker
     * @param downstreams the routes that an app may name, this one among them
     * @param maintenance its planned breaks
     * @param injection what is injected for a game day
     * @param staleAnswers what it keeps for the time of a failure; null for nothing
     */
    public GuardedRoute(
            RoutePolicy policy,
            ErrorPages answers,
            CompositeListener observers,
            Names downstreams,
            RouteMaintenance maintenance,
            RouteInjection injection,
            @Nullable StaleAnswers staleAnswers) {
        this(
                policy,
                answers,
                observers,
                downstreams,
                maintenance,
                injection,
                staleAnswers,
                new AtomicReference<>(),
                new StuckThreads(),
                Optional.empty());
    }

    private GuardedRoute(
            RoutePolicy policy,
            ErrorPages answers,
            CompositeListener observers,
            Names downstreams,
            RouteMaintenance maintenance,
            RouteInjection injection,
            @Nullable StaleAnswers staleAnswers,
            AtomicReference<@Nullable Fault> lastFault,
            StuckThreads stuckThreads,
            Optional<String> key) {
        this.policy = policy;
        this.staleAnswers = staleAnswers;
        this.lastFault = lastFault;
        this.stuckThreads = stuckThreads;
        this.answers = answers;
        this.observers = observers;
        this.downstreams = downstreams;
        this.maintenance = maintenance;
        this.injection = injection;
        ConcurrencySettings concurrency = policy.settings().concurrency();
        this.timeLimits = TimeLimits.of(policy.settings().timeouts(), concurrency);
        this.healthChecks = RouteTable.ofPatterns(concurrency.isLimited() ? concurrency.healthChecks() : List.of());
        policy.onBreakerTransition((from, to, reason) -> observers.breakerChanged(new BreakerTransition(
                policy.settings().name(),
                from,
                to,
                reason,
                Optional.ofNullable(lastFault.get()),
                policy.settings().isObserved(),
                key,
                policy.appsBreaker())));
    }

    /** The same route under other settings; it knows what went wrong before. */
    public GuardedRoute succeededBy(
            RoutePolicy next,
            ErrorPages nextAnswers,
            CompositeListener observers,
            Names nextDownstreams,
            RouteMaintenance nextMaintenance,
            RouteInjection nextInjection,
            @Nullable StaleAnswers nextStaleAnswers) {
        GuardedRoute after = new GuardedRoute(
                next,
                nextAnswers,
                observers,
                nextDownstreams,
                nextMaintenance,
                nextInjection,
                nextStaleAnswers,
                lastFault,
                stuckThreads,
                Optional.empty());
        byKey.forEach((key, route) -> after.byKey(key, route.lastFault));
        return after;
    }

    /**
     * Returns the route for requests with the app's {@code key}: it has a breaker of its own, and all else is this route's.
     * Returns this route where it has no breaker for each key, or has too many of them.
     */
    GuardedRoute byKey(String key) {
        if (key.isEmpty()) {
            return this;
        }
        GuardedRoute known = byKey.get(key);
        return known != null ? known : byKey(key, new AtomicReference<>());
    }

    private GuardedRoute byKey(String key, AtomicReference<@Nullable Fault> keysLastFault) {
        Optional<RoutePolicy> own = policy.forKey(key);
        return own.isEmpty()
                ? this
                : byKey.computeIfAbsent(
                        key,
                        k -> new GuardedRoute(
                                own.get(),
                                answers,
                                observers,
                                downstreams,
                                maintenance,
                                injection,
                                staleAnswers,
                                keysLastFault,
                                stuckThreads,
                                Optional.of(k)));
    }

    /** The route's decisions. */
    public RoutePolicy policy() {
        return policy;
    }

    /** The threads that are in the app past their deadline; of the route, whatever the app's keys. */
    StuckThreads stuckThreads() {
        return stuckThreads;
    }

    /** How many threads are in the app past their deadline now. */
    public int stuckThreadCount() {
        return stuckThreads.count();
    }

    TimeLimits timeLimits() {
        return timeLimits;
    }

    /** Whether a request is a health check, which is never shed. */
    boolean isHealthCheck(HttpServletRequest request) {
        return RequestPath.hasOneReading(request) && RequestPath.find(healthChecks, request);
    }

    ErrorPages answers() {
        return answers;
    }

    /** Its planned breaks. */
    RouteMaintenance maintenance() {
        return maintenance;
    }

    /** What is injected for a game day. */
    RouteInjection injection() {
        return injection;
    }

    /** What it keeps for the time of a failure; null for nothing. */
    @Nullable StaleAnswers staleAnswers() {
        return staleAnswers;
    }

    Names downstreams() {
        return downstreams;
    }

    /** The route's name. */
    public String name() {
        return policy.settings().name();
    }

    /** True once, for whoever tells that the app answers 500 in words of its own. */
    boolean tellsOfOwnWords() {
        return !toldOfOwnWords.get() && toldOfOwnWords.compareAndSet(false, true);
    }

    /** A refusal of ours is no cause of anything, nor is a client that left. */
    void failed(Fault fault) {
        if (fault.countsAsFailure()) {
            lastFault.set(fault);
        }
    }
}
