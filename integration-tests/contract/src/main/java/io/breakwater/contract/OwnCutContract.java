package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.breakwater.Breakwater;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.fault.Fault;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without routes, breakers are cut as the app itself is: by the patterns of its servlets, or by the handlers that it names. */
@Promise("OwnCut")
public class OwnCutContract extends GuardedContract {
    private static final String ORDERS = "default:orders";
    private static final String BOOKS = "default:books";
    private static final int MAX_KEYS = 200;

    @TempDir
    Path directory;

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private final ScriptedDownstream dead = ScriptedDownstream.start();

    private final AtomicBoolean well = new AtomicBoolean();
    private final AtomicInteger handled = new AtomicInteger();

    private final Subject handling = (request, response) -> {
        String path = request.getRequestURI();
        if (path.startsWith("/none")) {
            response.sendError(path.startsWith("/none/dead") ? 502 : 404);
        } else if (Breakwater.handledBy(request, path.substring(0, path.indexOf('/', 1)) + "/{id}")) {
            handled.incrementAndGet();
            if (!Breakwater.handledBy(request, "forwarded")) {
                throw new IllegalStateException("the first choice stands");
            }
            if (path.startsWith("/orders") && !well.get()) {
                throw new ConnectException("Connection refused");
            }
            response.getWriter().write("well");
            response.flushBuffer();
        }
    };

    @AfterEach
    final void stopDead() {
        dead.close();
    }

    private Breakwater.Builder shop(String... settings) {
        return builder(settings)
                .circuitBreakerRegistry(registry)
                .set("breakwater.circuit-breaker.minimum-number-of-calls", "2")
                .set("breakwater.circuit-breaker.permitted-number-of-calls-in-half-open-state", "1");
    }

    /** Orders are asked for at a service that is dead, books at one that is well. */
    private URI start(Breakwater.Builder shop) {
        dead.behave(new Refuse());
        return start(GuardedApp.empty()
                .with(guard(shop))
                .with(ServletEntry.of("/orders/*", new ProxyServlet(dead.uri())))
                .with(ServletEntry.of("/books/*", new ProxyServlet(downstream.uri()))));
    }

    private RawResponse visitTo(URI uri, String path) {
        return ask(uri, visit(path));
    }

    private CircuitBreaker.State state(String name) {
        return registry.find(Votes.REGISTERED + name)
                .map(CircuitBreaker::getState)
                .orElseThrow();
    }

    private void openOrders(URI uri) {
        assertThat(visitTo(uri, "/orders/7").status()).isEqualTo(502);
        assertThat(visitTo(uri, "/orders/8").status()).isEqualTo(502);
        await().until(() -> state(ORDERS) == CircuitBreaker.State.OPEN);
    }

    private static void assertRefused(RawResponse answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Proxy-Status")).contains("destination_unavailable");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 8);
        assertThat(answer.body().utf8()).contains("</html>");
    }

    @Test
    void theDeadServicesPagesAreRefusedAndTheOthersStayWhatTheyAre() {
        URI uri = start(shop("retry.max-attempts=1"));
        openOrders(uri);

        for (int i = 0; i < 10; i++) {
            assertRefused(visitTo(uri, "/orders/" + i));
            assertThat(visitTo(uri, "/books/" + i).status()).isEqualTo(200);
        }

        assertThat(state(BOOKS)).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(route().breakerState()).isEqualTo("CLOSED");
        assertThat(route().breakersByHandler())
                .containsEntry("/orders/*", "OPEN")
                .containsEntry("/books/*", "CLOSED");
        assertThat(reports.transitions()).singleElement().satisfies(transition -> {
            assertThat(transition.route()).isEqualTo("default");
            assertThat(transition.handledBy()).contains("/orders/*");
        });
    }

    @Test
    void aRetryAndAVoteCountForTheSameBreaker() {
        URI uri = start(shop());

        assertThat(visitTo(uri, "/orders/7").status()).isEqualTo(502);

        assertThat(reports.only().attempts()).isEqualTo(2);
        await().until(() -> Votes.of(registry, ORDERS).failures() == 2);
        assertThat(registry.find(Votes.REGISTERED + "default")
                        .orElseThrow()
                        .getMetrics()
                        .getNumberOfBufferedCalls())
                .isZero();
    }

    @Test
    void onConfiguredRoutesOneBreakerIsForAllServlets() {
        URI uri = start(shop("retry.max-attempts=1", "routes.all.path=/*"));
        visitTo(uri, "/orders/7");
        visitTo(uri, "/orders/8");

        assertRefused(visitTo(uri, "/books/7"));

        assertThat(registry.find(Votes.REGISTERED + ORDERS)).isEmpty();
        assertThat(state("all")).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void whereTheGuardOnlyObservesNothingIsRefused() {
        URI uri = start(shop("mode=observe"));
        visitTo(uri, "/orders/7");
        visitTo(uri, "/orders/7");
        await().until(() -> state(ORDERS) == CircuitBreaker.State.OPEN);

        assertThat(visitTo(uri, "/orders/7").status()).isEqualTo(500);
        assertThat(reports.transitions()).singleElement().matches(transition -> transition.observed());
    }

    @Test
    void aReloadReachesThemAndRetiresThem() throws IOException {
        RewrittenSettings file = new RewrittenSettings(directory);
        Path path = file.write(List.of("breakwater.retry.max-attempts=1"));
        URI uri = start(shop("config=" + path));
        openOrders(uri);

        file.write(List.of("breakwater.circuit-breaker.failure-rate-threshold=90"));
        breakwater().reload();

        assertThat(state(ORDERS)).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(registry.find(Votes.REGISTERED + ORDERS)
                        .orElseThrow()
                        .getCircuitBreakerConfig()
                        .getFailureRateThreshold())
                .isEqualTo(90);
        assertRefused(visitTo(uri, "/orders/7"));

        file.write(List.of("breakwater.circuit-breaker.enabled=false"));
        breakwater().reload();

        assertThat(registry.find(Votes.REGISTERED + ORDERS)).isEmpty();
        assertThat(visitTo(uri, "/orders/7").status()).isEqualTo(502);
    }

    /** As a framework has it: one servlet for everything, which names what is about to handle the request. */
    private URI startNaming(Breakwater.Builder shop) {
        ServletEntry front = new ServletEntry("front", handling.asServlet(), List.of("/*"), false, false, false);
        return start(GuardedApp.empty().with(guard(shop.namesHandlers("front"))).with(front));
    }

    @Test
    void handlersThatAreNamedHaveBreakersOfTheirOwn() {
        URI uri = startNaming(shop("retry.max-attempts=1"));
        assertThat(visitTo(uri, "/orders/7").status()).isEqualTo(502);
        assertThat(visitTo(uri, "/orders/8").status()).isEqualTo(502);

        assertRefused(visitTo(uri, "/orders/9"));

        assertThat(handled).hasValue(2);
        assertThat(visitTo(uri, "/books/9").body().utf8()).isEqualTo("well");
        assertThat(state("default:orders.id")).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(registry.find(Votes.REGISTERED + "default:forwarded")).isEmpty();
        assertThat(reports.await(4)).anySatisfy(report -> {
            assertThat(report.fault()).contains(Fault.CIRCUIT_OPEN);
            assertThat(report.route()).isEqualTo("default");
            assertThat(report.downstream()).isEmpty();
            assertThat(report.breakerState()).isEqualTo("OPEN");
        });
    }

    @Test
    void aTrialVotesWhenTheHandlersResponseStarts() {
        URI uri = startNaming(shop("retry.max-attempts=1"));
        visitTo(uri, "/orders/7");
        visitTo(uri, "/orders/8");
        await().until(() -> state("default:orders.id") == CircuitBreaker.State.OPEN);
        registry.circuitBreaker(Votes.REGISTERED + "default:orders.id").transitionToHalfOpenState();
        well.set(true);

        assertThat(visitTo(uri, "/orders/9").status()).isEqualTo(200);

        await().until(() -> state("default:orders.id") == CircuitBreaker.State.CLOSED);
    }

    @Test
    void aTrialThatIsUnderWayHasTheOthersRefusedForAMoment() {
        URI uri = startNaming(shop("retry.max-attempts=1"));
        visitTo(uri, "/orders/7");
        CircuitBreaker breaker = registry.circuitBreaker(Votes.REGISTERED + "default:orders.id");
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        assertThat(breaker.tryAcquirePermission()).isTrue();

        RawResponse refused = visitTo(uri, "/orders/9");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 3);
    }

    @Test
    void aRetryIsOneMoreCallOfTheSameHandler() {
        URI uri = startNaming(shop());

        assertThat(visitTo(uri, "/orders/7").status()).isEqualTo(502);

        assertThat(handled).hasValue(2);
        await().until(() -> Votes.of(registry, "default:orders.id").failures() == 2);
    }

    @Test
    void whatReachesNoHandlerHasNoVoteAndIsNotRefused() {
        URI uri = startNaming(shop("retry.max-attempts=1"));
        for (int i = 0; i < 3; i++) {
            assertThat(visitTo(uri, "/none/at-all").status()).isEqualTo(404);
            assertThat(visitTo(uri, "/none/dead").status()).isEqualTo(502);
        }

        assertThat(Votes.of(registry, "default")).isEqualTo(new Votes(0, 0, 0));
    }

    @Test
    void preflightsOfADeadHandlerAreAnswered() {
        URI uri = startNaming(shop("retry.max-attempts=1"));
        visitTo(uri, "/orders/7");
        visitTo(uri, "/orders/8");
        assertRefused(visitTo(uri, "/orders/9"));
        well.set(true);

        RawRequest preflight = RawRequest.get("/orders/9")
                .withMethod("OPTIONS")
                .with("Origin", "https://shop.example")
                .with("Access-Control-Request-Method", "GET");

        assertThat(ask(uri, preflight).status()).isEqualTo(200);
    }

    @Test
    void whereTheGuardOnlyObservesNoHandlerIsRefused() {
        URI uri = startNaming(shop("mode=observe"));
        visitTo(uri, "/orders/7");
        visitTo(uri, "/orders/8");
        await().until(() -> state("default:orders.id") == CircuitBreaker.State.OPEN);

        visitTo(uri, "/orders/9");

        assertThat(handled).hasValue(3);
        assertThat(reports.await(3))
                .anySatisfy(report ->
                        assertThat(report.suppressedAction().map(Enum::name)).contains("REFUSE"));
    }

    @Test
    void tooManyHandlersShareOneBreakerOfWhichIsToldOnce() {
        try (LogLines lines = LogLines.of("io.breakwater.policy.KeyedBreakers")) {
            URI uri = startNaming(shop());
            for (int i = 0; i < MAX_KEYS + 2; i++) {
                assertThat(visitTo(uri, "/page" + i + "/7").status()).isEqualTo(200);
            }

            await().until(() -> Votes.of(registry, "default").successes() == 2);
            assertThat(route().breakersByHandler()).hasSize(MAX_KEYS);
            assertThat(lines.messages(Level.WARN)).singleElement().satisfies(line -> assertThat(line)
                    .contains("/page200/{id}", "breakwater.routes.<name>.path"));
        }
    }
}
