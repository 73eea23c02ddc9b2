package io.breakwater;

import io.breakwater.config.EffectiveValue;
import io.breakwater.config.SettingChange;
import io.breakwater.config.SettingsException;
import io.breakwater.config.Sources;
import io.breakwater.fault.FaultRule;
import io.breakwater.internal.config.LoadedSettings;
import io.breakwater.internal.config.SettingsLoader;
import io.breakwater.internal.config.SettingsSources;
import io.breakwater.internal.exchange.Downstreams;
import io.breakwater.internal.exchange.ExchangeFactory;
import io.breakwater.internal.observe.CompositeListener;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.Incident;
import io.breakwater.observe.RouteStatus;
import io.breakwater.observe.SettingsReload;
import io.breakwater.page.Page;
import io.breakwater.route.RouteResolver;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The assembled engine: every route with its limits, breaker, retries and pages. {@link BreakwaterFilter} makes one from the
 * app's settings; code that wires filters itself makes one with {@link #builder()} and hands it to the filter.
 *
 * <p>Thread-safe. Holds threads until it is closed; the filter closes the one it serves.
 */
public final class Breakwater implements AutoCloseable {

    /**
     * The request attribute by which an app says which downstream it is about to call: the name of a configured route, or what
     * that route's {@code downstream} says. From then on the attempt counts for that route's circuit breaker; when that lets
     * nobody through, setting the attribute throws a {@link io.breakwater.fault.CircuitOpenException}.
     */
    public static final String DOWNSTREAM_ATTRIBUTE = Downstreams.ATTRIBUTE;

    /**
     * The request attribute by which an app that catches its downstream's failure, and answers it itself, says what it has caught:
     * a {@link Throwable}. It is then a failure like one that is thrown: it votes, it is logged and counted, a request that may
     * be is tried again, and the page takes the place of an answer without a body, and of a body as {@code page.replace} has it,
     * as long as nothing has been sent. An exception that tells of no downstream changes nothing; of what a decoder
     * throws the app is believed. Of the attempt under way: removing the attribute takes the word back.
     */
    public static final String FAILURE_ATTRIBUTE = ExchangeFactory.FAILURE_ATTRIBUTE;

    private final CompositeListener observers;
    private final RouteFactory assembly;
    private final ExchangeFactory exchanges;
    private final SettingsWatch watch;
    private final String correlationHeader;
    private final SteeredBreakers breakers;
    /** Read once by each exchange, which stays with what it has read. */
    private volatile ActiveRoutes inForce;

    private Breakwater(Builder builder) {
        Reading reading = builder.read();
        this.assembly = reading.assembly();
        this.observers = assembly.observers();
        ActiveRoutes first = reading.first();
        this.inForce = first;
        this.correlationHeader = first.loaded().settings().correlationHeader();
        this.exchanges = new ExchangeFactory(
                correlationHeader,
                builder.faultRules,
                observers,
                System::nanoTime,
                first.settings(),
                builder.namingServlets,
                builder.frameworkTimeoutsMillis,
                assembly.threads());
        first.logFirst();
        this.watch = new SettingsWatch(this::reload, this::tellRefusal);
        this.breakers = new SteeredBreakers(() -> inForce);
        observers.engineStarted(
                new LiveView(this, breakers, setting -> inForce.loaded().textOf(setting.key())));
        assembly.tell(first);
        watch.follow(first.loaded());
    }

    /** Starts an engine with default settings. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The engine that guards a web app; empty when no {@link BreakwaterFilter} has been started in it.
     *
     * @throws IllegalStateException when there are several, of which {@link #of(ServletContext, String)} finds one
     */
    public static Optional<Breakwater> of(ServletContext context) {
        return EnginesOfApp.of(context).only();
    }

    /**
     * The engine of one of several filters in a web app.
     *
     * @param filterName as the filter is registered
     * @return empty when no {@link BreakwaterFilter} of that name has been started
     */
    public static Optional<Breakwater> of(ServletContext context, String filterName) {
        return EnginesOfApp.of(context).of(filterName);
    }

    /**
     * For frameworks that put one servlet before many handlers: tells which of them is about to handle a request. On the route
     * for everything else, each has a circuit breaker of its own. A request that comes to a servlet which
     * {@link Builder#namesHandlers names its handlers} counts for no breaker before this is called, nor where it is not called
     * at all; of several calls for a request the first one stands.
     *
     * @param request the request, in whatever wrappers
     * @param handler what tells the handler from others and stays the same for all its requests, such as the pattern it is mapped
     *     to; empty for one that shares a breaker with all such
     * @return false when its breaker lets nobody through: then the framework must return without a handler and without an answer,
     *     and the visitor gets the page. True for any other request, guarded or not
     */
    public static boolean handledBy(ServletRequest request, String handler) {
        return ExchangeFactory.handledBy(request, handler);
    }

    /** How each route stands, the route for everything else first. */
    public List<RouteStatus> routes() {
        return inForce.statuses();
    }

    /** Starts and ends planned breaks, and tells of those that are. */
    public MaintenanceSwitch maintenance() {
        return new MaintenanceSwitch(assembly.board());
    }

    /** Starts and ends what is injected for a game day, and tells of it. */
    public InjectionSwitch injections() {
        return new InjectionSwitch(assembly.injections());
    }

    /** The incidents that are open, in no order. */
    public List<Incident> incidents() {
        return observers.incidents();
    }

    /**
     * The first listener of a type, of those that the builder was given, or that the filter found by {@link
     * java.util.ServiceLoader}; empty when there is none. By it, what belongs together finds each other.
     */
    public <T extends ExchangeListener> Optional<T> listener(Class<T> type) {
        return observers.find(type);
    }

    /** The settings in force, route by route, the route for everything else first; what operators have said among them. */
    public List<EffectiveValue> settings() {
        return inForce.loaded().values().stream().map(assembly::shown).toList();
    }

    /**
     * Reads all settings again and tells what {@link #reload} would change, without putting anything in force. A page's template or
     * words that cannot be used show only when they are.
     *
     * @throws SettingsException when any setting is wrong; tells of all that are
     */
    public List<SettingChange> changesOnReload() {
        synchronized (assembly) {
            LoadedSettings before = inForce.loaded();
            return SettingsLoader.load(assembly.sources()).keepingFixed(before).changesSince(before);
        }
    }

    /**
     * Reads all settings again, and puts them in force for new exchanges; those under way finish on the old ones. A breaker
     * whose own settings did not change keeps its counts and its state, another one keeps being open. What is wrong leaves
     * everything as it was. One reload runs at a time.
     *
     * @return what changed
     * @throws SettingsException when any setting is wrong, or what it names, a page's template or words; tells of all that are
     */
    public List<SettingChange> reload() {
        List<SettingChange> changes;
        try {
            changes = putInForce();
        } catch (RuntimeException e) {
            tellRefusal(String.valueOf(e.getMessage()));
            throw e;
        }
        observers.settingsReloaded(new SettingsReload(changes, Optional.empty()));
        return changes;
    }

    private void tellRefusal(String reason) {
        observers.settingsReloaded(new SettingsReload(List.of(), Optional.of(reason)));
    }

    private List<SettingChange> putInForce() {
        synchronized (assembly) {
            ActiveRoutes before = inForce;
            LoadedSettings read = SettingsLoader.load(assembly.sources());
            ActiveRoutes after = assembly.next(read.keepingFixed(before.loaded()), before);
            inForce = after;
            exchanges.updateSettings(after.settings());
            breakers.follow(after);
            assembly.retire(before, after);
            watch.follow(after.loaded());
            assembly.tell(after);
            return after.changesSince(before, read);
        }
    }

    /** The request and response header that carries the correlation id. */
    public String correlationHeader() {
        return correlationHeader;
    }

    void guard(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String filterName)
            throws IOException, ServletException {
        exchanges.guard(request, response, chain, inForce.routing(), filterName);
    }

    boolean resume(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        return exchanges.resume(request, response, chain);
    }

    /** Whether an exchange has the request already: this engine's, or another's. */
    boolean isInner(HttpServletRequest request, DispatcherType type, String filterName) {
        boolean inner = ExchangeFactory.isInner(request, type);
        if (inner) {
            exchanges.noteInner(request, type, filterName);
        }
        return inner;
    }

    void dispatchError(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (inForce.routing().excludes(request)) {
            chain.doFilter(request, response);
        } else {
            exchanges.dispatchError(request, response, chain);
        }
    }

    /** Ends the engine's threads. */
    @Override
    public void close() {
        watch.close();
        exchanges.close();
        // The registry may be the app's, and outlive the engine.
        inForce.all().forEach(route -> route.policy().retire(Optional.empty()));
        observers.engineStopped();
    }

    /** The settings as they were read for an engine that has not been started. */
    private record Reading(RouteFactory assembly, ActiveRoutes first) {}

    /** Collects what an engine is made of. Not thread-safe. */
    public static final class Builder {

        private final SettingsSources.Builder sources = SettingsSources.builder();
        private final List<ExchangeListener> listeners = new ArrayList<>();
        private final List<FaultRule> faultRules = new ArrayList<>();
        private final Set<String> namingServlets = new HashSet<>();
        private final List<RouteResolver> routeResolvers = new ArrayList<>();
        private final List<Predicate<HttpServletRequest>> exemptions = new ArrayList<>();
        private final Set<Long> frameworkTimeoutsMillis = new HashSet<>();
        private CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        private @Nullable Page page;
        /** Null until they have been read; an engine is made of each reading once. */
        private @Nullable Reading reading;

        private Builder() {}

        /** Sets a value by its full key, as it would stand in {@code breakwater.properties}. */
        public Builder set(String key, String value) {
            sources.set(key, value);
            return this;
        }

        /** Where settings come from: for more than single values. */
        public Sources sources() {
            return sources;
        }

        /** Adds a listener, called after those added before. */
        public Builder listener(ExchangeListener listener) {
            listeners.add(listener);
            return this;
        }

        /** Adds a row to the table that reads exceptions as faults, asked after those added before and before the built-in ones. */
        public Builder faultRule(FaultRule rule) {
            faultRules.add(rule);
            return this;
        }

        /** Adds what chooses the route of a request before the patterns do, asked after those added before. */
        public Builder routeResolver(RouteResolver resolver) {
            routeResolvers.add(resolver);
            return this;
        }

        /**
         * Lets requests pass untouched of which {@code asksNobody} knows that no downstream is asked, besides those that
         * {@code exclude} lists. A request that a route takes by its path is guarded all the same, unless that route is for
         * everything. Where {@code asksNobody} throws, the request is guarded.
         *
         * @param asksNobody thread-safe; must not read the body, nor leave anything behind in the request
         */
        public Builder exempt(Predicate<HttpServletRequest> asksNobody) {
            exemptions.add(asksNobody);
            return this;
        }

        /** Says of a framework's servlet that {@link Breakwater#handledBy} will be called for its requests. */
        public Builder namesHandlers(String servletName) {
            namingServlets.add(servletName);
            return this;
        }

        /**
         * Says of an asynchronous time-out that a framework sets it for every request, so that it is no word of the handler's
         * that it waits on purpose: the guard goes by its own time-outs then. The starter does so for Spring Boot's
         * {@code spring.mvc.async.request-timeout}.
         *
         * @param timeout as the framework gives it to {@code AsyncContext.setTimeout}; counts in whole milliseconds
         */
        public Builder frameworkTimeout(Duration timeout) {
            frameworkTimeoutsMillis.add(timeout.toMillis());
            return this;
        }

        /** Replaces the built-in pages on every route. */
        public Builder page(Page newPage) {
            this.page = newPage;
            return this;
        }

        /** Registers the routes' breakers with the app's own registry, as {@code breakwater.} and the route's name. */
        public Builder circuitBreakerRegistry(CircuitBreakerRegistry newRegistry) {
            this.registry = newRegistry;
            return this;
        }

        /** Reads the settings, unless that has been done by {@link #check()}. */
        private Reading read() {
            Reading known = reading;
            reading = null;
            if (known != null) {
                return known;
            }
            CompositeListener observers = new CompositeListener(listeners, System::nanoTime, InstantSource.system());
            RouteFactory assembly = RouteFactory.of(
                    sources.build(),
                    registry,
                    Optional.ofNullable(page),
                    new RouteAdvice(routeResolvers, exemptions),
                    observers);
            return new Reading(assembly, assembly.first());
        }

        /**
         * Reads the settings for the engine that is built next, and throws like {@link #build()}. Starts nothing, so that a builder
         * that is not used after all can be forgotten.
         */
        void check() {
            reading = read();
        }

        /**
         * Reads the settings and starts the engine.
         *
         * @throws SettingsException when any setting is wrong, or what it names, a page's template or words; tells of all that
         *     are
         */
        public Breakwater build() {
            return new Breakwater(this);
        }
    }
}
