package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.breakwater.Breakwater;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.client.Seen;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.ScriptedDownstream;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without routes, breakers are cut as the app itself is: by the patterns of its servlets, or by the handlers that it names. */
public abstract class OwnCutContract extends GuardedContract {
    private static final String ORDERS = "default:orders";
    private static final String BOOKS = "default:books";

    @TempDir
    Path directory;

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private final ScriptedDownstream dead = ScriptedDownstream.start();

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

    private Seen visitTo(URI uri, String path) {
        return ask(uri, visit(path));
    }

    private CircuitBreaker.State state(String name) {
        return registry.find(name).map(CircuitBreaker::getState).orElseThrow();
    }

    private void openOrders(URI uri) {
        assertThat(visitTo(uri, "/orders/7").status()).isEqualTo(502);
        assertThat(visitTo(uri, "/orders/8").status()).isEqualTo(502);
        await().until(() -> state(ORDERS) == CircuitBreaker.State.OPEN);
    }

    private static void assertRefused(Seen answer) {
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
        assertThat(route().breakersByHandler()).containsEntry("/orders/*", "OPEN").containsEntry("/books/*", "CLOSED");
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
        assertThat(registry.find("default").orElseThrow().getMetrics().getNumberOfBufferedCalls())
                .isZero();
    }

    @Test
    void onConfiguredRoutesOneBreakerIsForAllServlets() {
        URI uri = start(shop("retry.max-attempts=1", "routes.all.path=/*"));
        visitTo(uri, "/orders/7");
        visitTo(uri, "/orders/8");

        assertRefused(visitTo(uri, "/books/7"));

        assertThat(registry.find(ORDERS)).isEmpty();
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
        assertThat(registry.find(ORDERS).orElseThrow().getCircuitBreakerConfig().getFailureRateThreshold())
                .isEqualTo(90);
        assertRefused(visitTo(uri, "/orders/7"));

        file.write(List.of("breakwater.circuit-breaker.enabled=false"));
        breakwater().reload();

        assertThat(registry.find(ORDERS)).isEmpty();
        assertThat(visitTo(uri, "/orders/7").status()).isEqualTo(502);
    }

    /** As a framework has it: one servlet for everything, which names what it is about to call. */
    private URI startNaming(Breakwater.Builder shop) {
        ServletEntry entry = new ServletEntry(
                "front",
                Failing.orAnswering((request, response) -> {}),
                List.of("/*"),
                false,
                false);
        return start(GuardedApp.empty().with(guard(shop.namesHandlers("front"))).with(entry));
    }
}
