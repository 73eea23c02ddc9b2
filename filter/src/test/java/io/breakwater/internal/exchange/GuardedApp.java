package io.breakwater.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import io.breakwater.InjectionSwitch;
import io.breakwater.MaintenanceSwitch;
import io.breakwater.config.EffectiveValue;
import io.breakwater.internal.exchange.fake.App;
import io.breakwater.internal.exchange.fake.FakeContainer;
import io.breakwater.internal.exchange.fake.FakeRequest;
import io.breakwater.internal.exchange.fake.FakeResponse;
import io.breakwater.internal.exchange.fake.Link;
import io.breakwater.observe.BreakerAdvisor;
import io.breakwater.observe.BreakerSteering;
import io.breakwater.observe.DeadlineOverrun;
import io.breakwater.observe.EngineView;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.Incident;
import io.breakwater.observe.RouteStatus;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.awaitility.core.ConditionFactory;
import org.eclipse.jetty.fake.JettyLink;

/** An app under guard in a container that is a fake, with all that is ours real, and what is heard of it. */
final class GuardedApp implements AutoCloseable {

    /** The limit that every guarded app has. */
    static final int PLACES = 3;

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private final List<ExchangeReport> reports = new CopyOnWriteArrayList<>();
    private final List<DeadlineOverrun> overruns = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final List<Filter> outside = new ArrayList<>();
    private final List<Filter> inside = new ArrayList<>();
    private BiFunction<List<Filter>, App, FilterChain> chains = JettyLink::new;
    private Optional<BreakerSteering> steering = Optional.empty();
    private App app = (request, response) -> {};
    private final Breakwater engine;

    private GuardedApp(String... keysAndValues) {
        Breakwater.Builder builder = Breakwater.builder().circuitBreakerRegistry(registry);
        builder.sources().environment(Map.of());
        set(
                builder,
                "retry.backoff.initial=1ms",
                "retry.backoff.max=1ms",
                "circuit-breaker.permitted-number-of-calls-in-half-open-state=1",
                "concurrency.max=" + PLACES);
        set(builder, keysAndValues);
        builder.listener(new ExchangeListener() {
            @Override
            public void engineStarted(EngineView started) {
                steering = started.breakers();
            }

            @Override
            public void exchangeEnded(ExchangeReport report) {
                reports.add(report);
            }

            @Override
            public void deadlineOverrun(DeadlineOverrun overrun) {
                overruns.add(overrun);
            }
        });
        engine = builder.build();
    }

    private static void set(Breakwater.Builder builder, String... settings) {
        Arrays.stream(settings)
                .map(setting -> setting.split("=", 2))
                .forEach(pair -> builder.set("breakwater." + pair[0], pair[1]));
    }

    /** An app under the default settings with some changed, each {@code key=value} without prefix. */
    static GuardedApp with(String... settings) {
        return new GuardedApp(settings);
    }

    GuardedApp serving(App newApp) {
        app = newApp;
        return this;
    }

    /** Puts a filter in front of the guard. */
    GuardedApp behind(Filter filter) {
        outside.add(filter);
        return this;
    }

    /** Puts a filter between the guard and the app. */
    GuardedApp inFrontOf(Filter filter) {
        inside.add(filter);
        return this;
    }

    GuardedApp inChains(BiFunction<List<Filter>, App, FilterChain> newChains) {
        chains = newChains;
        return this;
    }

    /** Has chains that nobody knows to run twice. */
    GuardedApp inUnknownChains() {
        return inChains(Link::new);
    }

    FakeResponse serve(FakeRequest request) {
        return serve(request, new FakeResponse());
    }

    FakeResponse serve(FakeRequest request, FakeResponse response) {
        List<Filter> filters = new ArrayList<>(outside);
        filters.add(new BreakwaterFilter(engine));
        filters.addAll(inside);
        FakeContainer container = new FakeContainer(
                filters,
                (given, toFill) -> {
                    calls.incrementAndGet();
                    app.serve(given, toFill);
                },
                chains);
        container.serve(request, response);
        assertThat(container.gotInterruptedThread())
                .as("a thread given back interrupted")
                .isFalse();
        return response;
    }

    /** Looks at once, and often. */
    static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    /** Returns how often the app has been called. */
    int calls() {
        return calls.get();
    }

    /** Returns the report of the one exchange that has failed, once it is there. */
    ExchangeReport report() {
        soon().until(() -> !reports.isEmpty());
        assertThat(reports).hasSize(1);
        return reports.get(0);
    }

    List<ExchangeReport> reports() {
        return reports;
    }

    /** Returns the time limits that have passed so far. */
    List<DeadlineOverrun> overruns() {
        return overruns;
    }

    /** Returns how the route stands. */
    RouteStatus status() {
        return engine.routes().get(0);
    }

    /** Has somebody advise the circuit breakers. */
    GuardedApp advisedBy(BreakerAdvisor advisor) {
        steering.orElseThrow().adviseBy(advisor);
        return this;
    }

    /** Starts and ends planned breaks. */
    MaintenanceSwitch maintenance() {
        return engine.maintenance();
    }

    /** Starts and ends what is injected. */
    InjectionSwitch injections() {
        return engine.injections();
    }

    /** Returns the settings in force. */
    List<EffectiveValue> settings() {
        return engine.settings();
    }

    /** Returns the incidents that are open. */
    List<Incident> incidents() {
        return engine.incidents();
    }

    CircuitBreaker breaker() {
        return registry.circuitBreaker("breakwater.default");
    }

    /** Has the breaker let a single trial through. */
    GuardedApp onTrial() {
        breaker().transitionToOpenState();
        breaker().transitionToHalfOpenState();
        return this;
    }

    CircuitBreaker breaker(String route) {
        return registry.circuitBreaker("breakwater." + route);
    }

    int freePlaces() {
        return status().availableConcurrency().orElseThrow();
    }

    /** Returns whether the breaker has got the permit of a trial back, with a vote or without. */
    boolean hasPermitBack() {
        if (breaker().getState() != CircuitBreaker.State.HALF_OPEN) {
            return true;
        }
        boolean free = breaker().tryAcquirePermission();
        if (free) {
            breaker().releasePermission();
        }
        return free;
    }

    void assertAllIsGivenBack() {
        soon().untilAsserted(() -> {
            assertThat(freePlaces()).as("free places").isEqualTo(PLACES);
            assertThat(hasPermitBack()).as("the trial's permit is back").isTrue();
        });
    }

    @Override
    public void close() {
        engine.close();
    }
}
