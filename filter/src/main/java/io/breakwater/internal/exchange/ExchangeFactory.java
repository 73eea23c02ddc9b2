package io.breakwater.internal.exchange;

import io.breakwater.fault.FaultRule;
import io.breakwater.internal.config.RouteSettings;
import io.breakwater.internal.container.ContainerReach;
import io.breakwater.internal.container.ThreadPoolSize;
import io.breakwater.internal.correlation.CorrelationId;
import io.breakwater.internal.correlation.LogContext;
import io.breakwater.internal.correlation.TraceIds;
import io.breakwater.internal.correlation.TraceParent;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.observe.CompositeListener;
import io.breakwater.internal.policy.ContainerThreads;
import io.breakwater.internal.watchdog.TimeLimits;
import io.breakwater.internal.watchdog.Watchdog;
import io.breakwater.internal.wrapper.GuardedExchange;
import io.breakwater.internal.wrapper.GuardedRequest;
import io.breakwater.internal.wrapper.GuardedResponse;
import io.breakwater.observe.Maintenance;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Opens an exchange for each request, with what all exchanges share. Thread-safe. Internal between rooms. */
public final class ExchangeFactory implements AutoCloseable {

    /** The request attribute by which an app says what its downstream has failed of. */
    public static final String FAILURE_ATTRIBUTE = ToldFailure.ATTRIBUTE;

    private static final Logger LOG = Logs.of(ExchangeFactory.class);

    /** Knows which route guards which request. */
    @FunctionalInterface
    public interface Routes {

        /** Returns the route that guards a request; null when none does. */
        @Nullable GuardedRoute routeOf(HttpServletRequest request);
    }

    private final AtomicBoolean toldOfOther = new AtomicBoolean();
    private final AtomicBoolean unreadableTold = new AtomicBoolean();
    private final ExchangeServices shared;
    private final ContainerReach reach;
    private final ThreadPoolSize pool;
    private final AppMappings mappings;

    /**
     * @param correlationHeader the header that carries the correlation id
     * @param faultRules the user's own rows for the classifier, asked before the built-in ones
     * @param observers who hears how exchanges end
     * @param nanoTime the time source
     * @param routes the settings of every route
     * @param namingServlets the names of servlets for whose requests {@link #handledBy} will be called
     * @param frameworkTimeoutsMillis the asynchronous time-outs that frameworks set for every request
     * @param threads is told how many threads the container has, where a route's share of them is limited
     */
    public ExchangeFactory(
            String correlationHeader,
            List<FaultRule> faultRules,
            CompositeListener observers,
            LongSupplier nanoTime,
            List<RouteSettings> routes,
            Set<String> namingServlets,
            Set<Long> frameworkTimeoutsMillis,
            ContainerThreads threads) {
        this.mappings = new AppMappings(namingServlets);
        this.shared = new ExchangeServices(
                correlationHeader,
                faultRules,
                observers,
                nanoTime,
                new Watchdog(nanoTime, TimeLimits.soonestLook(routes)),
                frameworkTimeoutsMillis,
                new AttemptEventHandler());
        this.reach = new ContainerReach(shared.containers());
        this.pool = new ThreadPoolSize(shared.containers(), threads::setSize);
    }

    /** Other settings are in force for exchanges to come. */
    public void updateSettings(List<RouteSettings> routes) {
        shared.watchdog().setMinDelay(TimeLimits.soonestLook(routes));
    }

    /** Runs the rest of the chain: under guard, where a route guards the request and it can be read. */
    public void guard(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            Routes routes,
            String filterName)
            throws IOException, ServletException {
        Exchange exchange = null;
        Maintenance maintenance = null;
        try {
            GuardedRoute route = routes.routeOf(request);
            if (route != null) {
                maintenance = route.maintenance().current();
                exchange = begin(request, response, route, filterName, maintenance != null);
                if (maintenance != null && MaintenanceEntry.isOpenTo(request, route)) {
                    maintenance = null;
                }
            }
        } catch (RuntimeException | LinkageError e) {
            // Nothing has been taken yet: what a container does not tell is no reason to keep a request from the app.
            tellUnreadable(e);
        }
        if (exchange == null) {
            chain.doFilter(request, response);
            return;
        }
        try (LogContext context = exchange.openLog()) {
            ExchangeRun.run(exchange, chain, maintenance);
        }
    }

    private Exchange begin(
            HttpServletRequest request,
            HttpServletResponse response,
            GuardedRoute route,
            String filterName,
            boolean inMaintenance) {
        String id = CorrelationId.acceptOrMake(request.getHeader(shared.correlationHeader()));
        response.setHeader(shared.correlationHeader(), id);
        reach.tryOnce(request, response);
        if (route.policy().sharesThreads()) {
            pool.askOnce(request, response);
        }
        TraceIds trace = TraceIds.ofThread(request.getHeader(TraceParent.HEADER));
        String key = route.policy().isKeyed() ? mappings.keyOf(request) : "";
        long now = shared.nanoTime().getAsLong();
        return new Exchange(shared, route, key, request, response, filterName, id, trace, now, inMaintenance);
    }

    private void tellUnreadable(Throwable thrown) {
        if (unreadableTold.compareAndSet(false, true)) {
            LOG.warn("a request can't be read and goes on without a guard (told once)", thrown);
        } else {
            LOG.debug("a request can't be read and goes on without a guard", thrown);
        }
    }

    /**
     * Resumes the exchange of an asynchronous dispatch; returns false when the request belongs to none. The dispatch brings
     * whatever the app has started asynchronous operation with, even what is not HTTP.
     */
    public boolean resume(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Exchange> exchange = exchangeOf(request, response);
        if (exchange.isPresent()) {
            AsyncDispatch.resume(exchange.get(), request, response, chain);
        }
        return exchange.isPresent();
    }

    /**
     * Finds the exchange by our wrappers; else by the container's own request, which is all that comes after a plain
     * {@code startAsync()}, or when an app has gone past our wrappers.
     */
    private Optional<Exchange> exchangeOf(ServletRequest request, ServletResponse response) {
        GuardedRequest ours = GuardedRequest.among(request);
        if (ours != null) {
            return Optional.of(Attempt.of(ours.attempt()).exchange());
        }
        GuardedResponse toFill = GuardedResponse.among(response);
        return toFill != null
                ? Optional.of(Attempt.of(toFill.attempt()).exchange())
                : shared.unwrapped(request).map(Exchange::of);
    }

    /**
     * Tells the guard which handler the app has chosen. Returns false when the handler's breaker refuses: then the app must
     * return without a word. Does nothing for a request that is not guarded, or whose route has no breaker for each handler.
     */
    public static boolean handledBy(ServletRequest request, String key) {
        GuardedRequest ours = GuardedRequest.among(request);
        if (ours == null) {
            return true;
        }
        Attempt attempt = Attempt.of(ours.attempt());
        return attempt.exchange().handledBy(attempt, key);
    }

    /** How the attempt that a request belongs to stands; empty when none of ours does. */
    public static Optional<TimeLeft> leftOf(ServletRequest request) {
        GuardedRequest ours = GuardedRequest.among(request);
        return ours == null
                ? Optional.empty()
                : leftOf(Attempt.of(ours.attempt()).exchange());
    }

    /** The same for the attempt whose code runs on this thread. */
    public static Optional<TimeLeft> leftOnThisThread() {
        GuardedExchange exchange = CurrentExchange.get();
        return exchange == null ? Optional.empty() : leftOf(Exchange.of(exchange));
    }

    /** One that is only observed has no deadline: whoever kept to it would do what the guard must not. */
    private static Optional<TimeLeft> leftOf(Exchange exchange) {
        return exchange.mode().acts() ? Optional.of(exchange) : Optional.empty();
    }

    /**
     * Opens the log's context in an error page, which gets the container's request again: the id is the one that the response
     * bears, or that of an exception that went through.
     */
    public void dispatchError(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String borne = response.getHeader(shared.correlationHeader());
        String id = request.getAttribute(ResponseCompletion.ID_OF_FAILURE) instanceof String thrown
                ? thrown
                : CorrelationId.acceptOrMake(borne == null ? request.getHeader(shared.correlationHeader()) : borne);
        if (borne == null && !response.isCommitted()) {
            // The container has wiped it off with the rest.
            response.setHeader(shared.correlationHeader(), id);
        }
        try (LogContext context = LogContext.open(id, TraceIds.of(request.getHeader(TraceParent.HEADER)))) {
            chain.doFilter(request, response);
        }
    }

    /**
     * Whether a request belongs to an exchange that is under way already, or can't have one: a forward within it, a second
     * guard, an include, whose response is another's. An asynchronous dispatch that no exchange of ours was waiting for begins
     * one, and so does a forward that comes from where we do not guard.
     */
    public static boolean isInner(HttpServletRequest request, DispatcherType type) {
        return type == DispatcherType.INCLUDE
                || GuardedRequest.among(request) != null
                // An app may forward with the container's own request, past our wrappers.
                || (type == DispatcherType.FORWARD && CurrentExchange.get() != null);
    }

    /** Says once that a request comes in which the filter of another engine guards already, so that ours has no say in it. */
    public void noteInner(HttpServletRequest request, DispatcherType type, String filterName) {
        GuardedRequest guarded = type == DispatcherType.REQUEST ? GuardedRequest.among(request) : null;
        if (guarded != null
                && Attempt.of(guarded.attempt()).exchange().shared() != shared
                && toldOfOther.compareAndSet(false, true)) {
            LOG.warn(
                    "filter {}: another Breakwater filter comes first and guards the same requests, so that the settings of this one do nothing;"
                            + " map them to different paths, or use routes in one (told once)",
                    filterName);
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        shared.watchdog().close();
    }
}
