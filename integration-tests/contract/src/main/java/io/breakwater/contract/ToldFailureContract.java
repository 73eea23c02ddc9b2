package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.breakwater.Breakwater;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An app that catches its downstream's failure says so in a request attribute, and is guarded as if it had thrown it. */
@Promise("ToldFailure")
public class ToldFailureContract extends EitherWayContract {
    private static final String API_CLIENT = "application/json";

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

    private URI startTelling(Subject subject, String... settings) {
        return startApp(builder(settings).circuitBreakerRegistry(registry), subject);
    }

    private static void tell(HttpServletRequest request, @Nullable Object failure) {
        request.setAttribute(Breakwater.FAILURE_ATTRIBUTE, failure);
    }

    private static Exception reset() {
        return new IllegalStateException("wrapped", new SocketException("Connection reset"));
    }

    private void assertFailed(Fault fault, ExchangeReport.Ending ending) {
        ExchangeReport report = reports.only();
        assertThat(report.fault()).contains(fault);
        assertThat(report.ending()).isEqualTo(ending);
        await().untilAsserted(() -> assertThat(Votes.of(registry, "default")).isEqualTo(new Votes(0, 1, 0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 500, 502})
    void anAnswerWithoutABodyGivesWayToThePage(int status) {
        URI uri = startTelling(
                (request, response) -> {
                    tell(request, reset());
                    response.setStatus(status);
                },
                "retry.max-attempts=1");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.header("Proxy-Status")).contains("error=connection_terminated");
        assertFailed(Fault.CONNECTION_TERMINATED, ExchangeReport.Ending.PAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 502})
    void soDoesAnErrorLeftToTheContainer(int status) {
        URI uri = startTelling(
                (request, response) -> {
                    tell(request, reset());
                    response.sendError(status);
                },
                "retry.max-attempts=1");

        assertThat(ask(uri, visit("/")).status()).isEqualTo(502);
        assertFailed(Fault.CONNECTION_TERMINATED, ExchangeReport.Ending.PAGE);
    }

    @Test
    void wordsOfTheAppsOwnGiveWayToThePageForAPersonAndAreKeptForAnApiClient() {
        Subject words = (request, response) -> {
            tell(request, reset());
            response.setStatus(500);
            response.getOutputStream().print("{\"own\":\"words\"}");
            response.getOutputStream().close();
        };
        URI uri = startTelling(words, "retry.max-attempts=1");

        assertThat(ask(uri, visit("/")).status()).isEqualTo(502);
        RawResponse kept = ask(uri, RawRequest.get("/").with("Accept", API_CLIENT));

        assertThat(kept.status()).isEqualTo(500);
        assertThat(kept.body().utf8()).isEqualTo("{\"own\":\"words\"}");
        assertThat(reports.await(2))
                .allSatisfy(report -> assertThat(report.fault()).contains(Fault.CONNECTION_TERMINATED));
        await().untilAsserted(() -> assertThat(Votes.of(registry, "default")).isEqualTo(new Votes(0, 2, 0)));
    }

    /** As GraphQL has it: the answer has gone by then, and what counts is that the breaker hears of it. */
    @Test
    void anAnswerThatHasGoneStaysAndVotes() {
        URI uri = startTelling(
                (request, response) -> {
                    tell(request, reset());
                    response.getOutputStream().print("{\"errors\":[]}");
                    response.flushBuffer();
                },
                "retry.max-attempts=1");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().utf8()).isEqualTo("{\"errors\":[]}");
        assertFailed(Fault.CONNECTION_TERMINATED, ExchangeReport.Ending.RELEASED);
    }

    @Test
    void itIsTriedAgainAndNotHeldAgainstTheNextAttempt() {
        AtomicInteger attempts = new AtomicInteger();
        URI uri = startTelling((request, response) -> {
            if (attempts.incrementAndGet() == 1) {
                tell(request, reset());
                response.sendError(502);
            } else {
                response.getWriter().write("mended");
            }
        });

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.body().utf8()).isEqualTo("mended");
        await().untilAsserted(() -> assertThat(Votes.of(registry, "default")).isEqualTo(new Votes(1, 1, 0)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAppThatTakesItsWordBackHasNotFailed(boolean byNull) {
        URI uri = startTelling((request, response) -> {
            tell(request, reset());
            if (byNull) {
                tell(request, null);
            } else {
                request.removeAttribute(Breakwater.FAILURE_ATTRIBUTE);
            }
            response.getWriter().write("calm");
        });

        assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("calm");
        await().untilAsserted(() -> assertThat(Votes.of(registry, "default")).isEqualTo(new Votes(1, 0, 0)));
    }

    @Test
    void whatTellsOfNoDownstreamChangesNothing() {
        URI uri = startTelling((request, response) -> {
            tell(request, request.getRequestURI().equals("/text") ? "refused" : new IOException("disk full"));
            response.setStatus(500);
            response.getWriter().write("own words");
        });

        for (String path : new String[] {"/text", "/disk"}) {
            RawResponse seen = ask(uri, visit(path));
            assertThat(seen.status()).isEqualTo(500);
            assertThat(seen.body().utf8()).isEqualTo("own words");
        }
        await().untilAsserted(() -> assertThat(Votes.of(registry, "default")).isEqualTo(new Votes(2, 0, 0)));
    }

    /** Spring leaves what a catch-all advice has answered. */
    @Test
    void theAppsOwnWordsForWhatAFrameworkHasCaughtStayAndVote() {
        URI uri = startTelling(
                (request, response) -> {
                    request.setAttribute(
                            "org.springframework.web.servlet.DispatcherServlet.EXCEPTION",
                            new ConnectException("Connection refused"));
                    response.setStatus(500);
                    response.setContentType("application/json");
                    response.getWriter().write("{\"message\":\"oops\"}");
                    response.flushBuffer();
                },
                "retry.max-attempts=1");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(500);
        assertThat(seen.body().utf8()).isEqualTo("{\"message\":\"oops\"}");
        assertFailed(Fault.CONNECTION_REFUSED, ExchangeReport.Ending.RELEASED);
    }

    @Test
    void wordsOfWhichNobodyKnowsTheCauseAreToldOfOnce() {
        URI uri = startTelling((request, response) -> {
            response.setStatus(500);
            response.getWriter().write("own words");
        });
        try (LogLines log = LogLines.of("io.breakwater")) {
            ask(uri, visit("/"));
            ask(uri, visit("/"));

            await().untilAsserted(() -> assertThat(log.messages(Level.WARN))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("route default", Breakwater.FAILURE_ATTRIBUTE));
        }
    }
}
