package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Silence;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A browser asks by a preflight whether a page of another origin may send its request. It hides from the page how that failed,
 * so no breaker refuses one, and none listens to it.
 */
@Promise("Preflight")
public class PreflightContract extends GuardedContract {
    private static final int MINIMUM = 4;
    private static final String ALLOWED = "Access-Control-Allow-Origin";
    private static final String ORIGIN = "https://shop.example";

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

    private URI start(String... more) {
        downstream.on("/fails", new Reset());
        downstream.on("/well", Answer.status(204).with(ALLOWED, ORIGIN));
        String[] settings = {
            "retry.max-attempts=1",
            "circuit-breaker.minimum-number-of-calls=" + MINIMUM,
            "circuit-breaker.permitted-number-of-calls-in-half-open-state=1"
        };
        Breakwater.Builder builder = builder(settings).circuitBreakerRegistry(registry);
        for (String setting : more) {
            String[] pair = setting.split("=", 2);
            builder.set("breakwater." + pair[0], pair[1]);
        }
        Subject app = (request, response) -> {
            String named = request.getHeader("X-Downstream");
            if (named != null) {
                request.setAttribute(Breakwater.DOWNSTREAM_ATTRIBUTE, named);
            }
            new ProxyServlet(downstream.uri()).service(request, response);
        };
        return start(GuardedApp.empty().with(guard(builder)).with(ServletEntry.of("/*", app.asServlet())));
    }

    private static RawRequest preflight(String path) {
        return RawRequest.get(path)
                .withMethod("OPTIONS")
                .with("Origin", ORIGIN)
                .with("Access-Control-Request-Method", "PUT");
    }

    private void open(URI uri) {
        for (int i = 0; i < MINIMUM; i++) {
            ask(uri, visit("/fails"));
        }
        await().until(() -> route().breakerState().equals("OPEN"));
    }

    @Test
    void anOpenBreakerLetsPreflightsThroughAndNothingElse() {
        URI uri = start();
        open(uri);

        RawResponse asked = ask(uri, preflight("/well"));

        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header(ALLOWED)).isEqualTo(ORIGIN);
        assertThat(ask(uri, visit("/well")).status()).isEqualTo(503);
        assertThat(ask(uri, preflight("/well").withMethod("GET")).status()).isEqualTo(503);
        assertThat(ask(uri, RawRequest.get("/well").withMethod("OPTIONS").with("Origin", ORIGIN))
                        .status())
                .isEqualTo(503);
        assertThat(ask(uri, RawRequest.get("/well").withMethod("OPTIONS").with("Access-Control-Request-Method", "PUT"))
                        .status())
                .isEqualTo(503);
    }

    @Test
    void preflightsThatFailOpenNoBreaker() {
        URI uri = start();

        for (int i = 0; i < 3 * MINIMUM; i++) {
            assertThat(ask(uri, preflight("/fails")).status()).isEqualTo(502);
        }
        reports.await(3 * MINIMUM);

        assertThat(route().breakerState()).isEqualTo("CLOSED");
        assertThat(reports.transitions()).isEmpty();
    }

    @Test
    void preflightsThatSucceedDoNotHideThatEverythingElseFails() {
        URI uri = start("circuit-breaker.sliding-window-size=60");

        for (int i = 0; i < 3 * MINIMUM; i++) {
            ask(uri, preflight("/well"));
        }

        open(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/well", "/fails"})
    void aPreflightIsNoTrial(String path) {
        URI uri = start();
        downstream.on("/trial", new Silence());
        registry.circuitBreaker(Votes.REGISTERED + "default").transitionToOpenState();
        registry.circuitBreaker(Votes.REGISTERED + "default").transitionToHalfOpenState();
        connect(uri).send(visit("/trial"));
        await().until(() -> downstream.requests() == 1);

        ask(uri, preflight(path));

        assertThat(downstream.requests()).isEqualTo(2);
        assertThat(route().breakerState()).isEqualTo("HALF_OPEN");
        assertThat(ask(uri, visit("/well")).status()).isEqualTo(503);
    }

    @Test
    void theDeadlineHoldsForPreflightsToo() {
        URI uri = start("timeout=300ms");
        downstream.on("/silent", new Silence());

        RawResponse seen = ask(uri, preflight("/silent"));

        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.lastByte()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void theBreakerOfANamedDownstreamLetsThemThroughAndDoesNotListenEither() {
        URI uri = start("routes.stock.path=/stock");
        open(uri);
        for (int i = 0; i < 3 * MINIMUM; i++) {
            assertThat(ask(uri, preflight("/fails").with("X-Downstream", "stock"))
                            .status())
                    .isEqualTo(502);
        }

        reports.await(4 * MINIMUM);
        assertThat(breakwater().routes().get(1).breakerState()).isEqualTo("CLOSED");
        assertThat(ask(uri, preflight("/well").with("X-Downstream", "default")).status())
                .isEqualTo(204);
    }
}
