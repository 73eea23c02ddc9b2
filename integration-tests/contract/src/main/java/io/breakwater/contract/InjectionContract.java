package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.Ending;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.Incident;
import jakarta.servlet.ServletOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failure that is injected for a game day becomes what the downstream's own would, is marked, blames nobody and ends by itself. */
@Promise("GameDay")
public class InjectionContract extends AsyncContract {
    private static final String UNTIL = "inject.until=2120-01-01T00:00Z";
    private static final String ALL = "inject.confirm=true";
    private static final String SECRET = "0123456789abcdef";

    private static Subject answers(String text) {
        return (request, response) -> response.getWriter().write(text);
    }

    @Test
    void thePageOfEachFaultIsSeenAndNobodyIsAsked() {
        URI uri = start(new ProxyServlet(downstream.uri()), "retry.max-attempts=1");

        for (Fault fault : Fault.values()) {
            if (fault == Fault.DOWNSTREAM_STATUS || fault == Fault.CLIENT_GONE) {
                continue;
            }
            breakwater()
                    .injections()
                    .start(
                            "default",
                            Map.of("fault", fault.token(), "until", "2120-01-01T00:00Z", "confirm", "true"),
                            "kim",
                            Optional.empty());
            RawResponse seen = ask(uri, visit("/"));

            assertThat(seen.status()).as(fault.token()).isEqualTo(fault.status());
            assertThat(seen.header("Content-Type")).as(fault.token()).startsWith("text/html");
        }
        assertThat(downstream.requests()).isZero();
        assertThat(reports.await(Fault.values().length - 2))
                .allMatch(ExchangeReport::injected)
                .allMatch(report -> report.ending() == ExchangeReport.Ending.PAGE);
        assertThat(route().breakerState()).isEqualTo("CLOSED");
    }

    @Test
    void itIsTriedAgainAsTheDownstreamsOwnFailureIs() {
        URI uri = start(answers("hello"), "inject.fault=connection_refused", UNTIL, ALL, "retry.max-attempts=3");

        assertThat(ask(uri, visit("/")).status()).isEqualTo(502);
        ExchangeReport report = reports.only();
        assertThat(report.attempts()).isEqualTo(3);
        assertThat(report.injected()).isTrue();
        assertThat(breakwater().incidents()).singleElement().matches(Incident::injected);
    }

    @Test
    void onlyWhereItVotesDoesTheBreakerOpen() {
        String[] settings = {
            "inject.status=503",
            UNTIL,
            ALL,
            "retry.max-attempts=1",
            "circuit-breaker.minimum-number-of-calls=1",
            "inject.votes=true"
        };
        URI uri = start(answers("hello"), settings);

        assertThat(ask(uri, visit("/")).status()).isEqualTo(503);
        assertThat(route().breakerState()).isEqualTo("OPEN");
        assertThat(ask(uri, visit("/")).headers().has("Retry-After")).isTrue();
        assertThat(reports.await(2)).anyMatch(report -> report.fault().equals(Optional.of(Fault.CIRCUIT_OPEN)));
    }

    @Test
    void aLatencyPastTheDeadlineEndsAtTheDeadline() {
        URI uri = start(answers("hello"), "inject.latency=5m", UNTIL, ALL, "timeout=300ms", "attempt-timeout=300ms");

        assertThat(ask(uri, visit("/")).status()).isEqualTo(504);
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_TIMEOUT);
        assertThat(reports.only().injected()).isTrue();
        await().until(() -> breakwater().routes().get(0).inFlight() == 0);
    }

    @Test
    void aShortAnswerThatIsCutGivesWayToThePage() {
        URI uri = start(answers("hello"), "inject.cut-after=3B", UNTIL, ALL, "retry.max-attempts=1");

        RawResponse seen = ask(uri, visit("/"));
        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.body().utf8()).contains("<!doctype html>").doesNotStartWith("hel");
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_INCOMPLETE);
    }

    @Test
    void aLongAnswerThatIsCutNeverPassesForWhole() {
        byte[] piece = "0123456789".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        URI uri = start(
                (request, response) -> {
                    // As most apps do, which close it although it has failed.
                    try (ServletOutputStream out = response.getOutputStream()) {
                        for (int i = 0; i < 100; i++) {
                            out.write(piece);
                        }
                    }
                },
                "inject.cut-after=500KB",
                UNTIL,
                ALL);

        assertIsBrokenOff(uri);
    }

    @Test
    void aLongAsynchronousAnswerThatIsCutNeverPassesForWhole() {
        byte[] piece = "0123456789".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        AsyncSubject writing = (context, request, response) -> {
            try {
                for (int i = 0; i < 100; i++) {
                    response.getOutputStream().write(piece);
                }
            } finally {
                context.complete();
            }
        };
        URI uri = startAsync(writing, "inject.cut-after=500KB", UNTIL, ALL);

        assertIsBrokenOff(uri);
    }

    private void assertIsBrokenOff(URI uri) {
        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.ending()).isIn(Ending.CUT_BY_FIN, Ending.CUT_BY_RST);
        ExchangeReport report = reports.only();
        assertThat(report.ending()).isEqualTo(ExchangeReport.Ending.ABORTED);
        assertThat(report.fault()).contains(Fault.RESPONSE_INCOMPLETE);
        assertThat(report.injected()).isTrue();
    }

    @Test
    void anAsynchronousAppIsNotAskedEither() {
        AsyncSubject answering = (context, request, response) -> {
            response.getWriter().write("hello");
            context.complete();
        };
        URI uri = startAsync(answering, "inject.fault=connection_refused", UNTIL, ALL);

        assertThat(ask(uri, visit("/")).status()).isEqualTo(502);
        assertThat(reports.only().attempts()).isEqualTo(2);
    }

    @Test
    void whoDoesNotKnowTheSecretIsServedAsEver() {
        URI uri = start(answers("hello"), "inject.status=503", UNTIL, "inject.header=X-Game-Day: " + SECRET);

        assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("hello");
        assertThat(ask(uri, visit("/").with("X-Game-Day", "fedcba9876543210")).status())
                .isEqualTo(200);
        assertThat(ask(uri, visit("/").with("X-Game-Day", SECRET)).status()).isEqualTo(503);
        RawRequest preflight = RawRequest.get("/")
                .withMethod("OPTIONS")
                .with("Origin", "https://shop.example")
                .with("Access-Control-Request-Method", "PUT")
                .with("X-Game-Day", SECRET);
        assertThat(ask(uri, preflight).status()).isEqualTo(200);
    }

    @Test
    void itBeginsByAReloadAndEndsByTheClock(@TempDir Path directory) throws Exception {
        RewrittenSettings file = new RewrittenSettings(directory);
        Path path = file.write(List.of("breakwater.reload.interval=0"));
        URI uri = start(answers("hello"), "config=" + path);
        assertThat(ask(uri, visit("/")).status()).isEqualTo(200);

        file.write(List.of(
                "breakwater.reload.interval=0",
                "breakwater.inject.status=503",
                "breakwater.inject.confirm=true",
                "breakwater.inject.until=" + Instant.now().plusSeconds(2)));
        breakwater().reload();
        assertThat(ask(uri, visit("/")).status()).isEqualTo(503);
        await().until(() -> ask(uri, visit("/")).status() == 200);
        assertThat(breakwater().injections().current()).isEmpty();
    }
}
