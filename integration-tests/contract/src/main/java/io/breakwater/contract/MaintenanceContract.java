package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Reset;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A planned break closes a route, says so, and blames nobody. */
@Promise("Maintenance")
public class MaintenanceContract extends AsyncContract {
    private static final String PASS = "0123456789abcdef";

    private final Gate gate = new Gate();

    @AfterEach
    void letGo() {
        gate.open();
    }

    private static Subject answers(String text) {
        return (request, response) -> response.getWriter().write(text);
    }

    private void startMaintenance(Optional<Instant> until) {
        breakwater().maintenance().start(Optional.empty(), until, "kim", Optional.of("new disks"));
    }

    @Test
    void thePageSaysThatItIsPlannedAndTheAppIsNotAsked() {
        URI uri = start(
                new ProxyServlet(downstream.uri()),
                "maintenance.from=2020-01-01T00:00Z",
                "maintenance.until=2120-01-01T00:00Z",
                "maintenance.sentence=We move house.");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.body().utf8())
                .contains("<h1>Planned maintenance</h1>", "We move house.", "datetime=\"2120-01-01T00:00:00Z\"");
        assertThat(seen.header("Retry-After")).isEqualTo("Mon, 01 Jan 2120 00:00:00 GMT");
        assertThat(seen.header("Cache-Control")).isEqualTo("no-store");
        assertThat(seen.headers().has("Proxy-Status")).isFalse();
        assertThat(downstream.requests()).isZero();
        ExchangeReport report = reports.only();
        assertThat(report.ending()).isEqualTo(Ending.MAINTENANCE);
        assertThat(report.fault()).isEmpty();
        assertThat(report.correlationId()).isEqualTo(seen.header(ID));
        assertThat(breakwater().incidents()).isEmpty();
    }

    @Test
    void anApiClientGetsTheSameWhateverItSends() {
        URI uri = start(answers("hello"), "maintenance=true");

        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            RawRequest request = method.equals("GET")
                    ? RawRequest.get("/")
                    : RawRequest.post("/", "item=lantern").withMethod(method);
            RawResponse seen = ask(uri, request.with("Accept", "application/json"));

            assertThat(seen.status()).as(method).isEqualTo(503);
            assertThat(seen.header("Content-Type")).startsWith("application/problem+json");
            assertThat(seen.body().utf8())
                    .contains("\"type\":\"urn:breakwater:maintenance\"", "\"maintenance\":true")
                    .doesNotContain("\"fault\"", "\"until\"");
            assertThat(seen.headers().has("Retry-After")).isFalse();
        }
    }

    @Test
    void headIsAnsweredAsGetIsWithoutABody() {
        URI uri = start(answers("hello"), "maintenance=true", "maintenance.until=2120-01-01T00:00Z");

        RawResponse seen = ask(uri, RawRequest.head("/").with("Accept", BROWSER));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.header("Retry-After")).isEqualTo("Mon, 01 Jan 2120 00:00:00 GMT");
        assertThat(seen.body().utf8()).isEmpty();
    }

    @Test
    void aWindowOpensAndClosesByTheClockWithoutARestart(@TempDir Path directory) throws Exception {
        RewrittenSettings file = new RewrittenSettings(directory);
        Path path = file.write(List.of("breakwater.reload.interval=0"));
        URI uri = start(answers("hello"), "config=" + path);
        assertThat(ask(uri, visit("/")).status()).isEqualTo(200);

        putInForce(file, Instant.now().plusSeconds(1), Instant.now().plusSeconds(3600));
        await().until(() -> ask(uri, visit("/")).status() == 503);
        putInForce(file, Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        await().until(() -> ask(uri, visit("/")).status() == 200);
    }

    private void putInForce(RewrittenSettings file, Instant from, Instant until) throws IOException {
        file.write(List.of(
                "breakwater.reload.interval=0",
                "breakwater.maintenance.from=" + from,
                "breakwater.maintenance.until=" + until));
        breakwater().reload();
    }

    @Test
    void itIsSwitchedByAReloadForOneRouteAndByAnOperatorForAll(@TempDir Path directory) throws Exception {
        RewrittenSettings file = new RewrittenSettings(directory);
        String route = "breakwater.routes.orders.path=/orders/*";
        Path path = file.write(List.of(route, "breakwater.reload.interval=0"));
        URI uri = start(answers("hello"), "config=" + path);
        assertThat(ask(uri, visit("/orders/1")).status()).isEqualTo(200);

        file.write(List.of(route, "breakwater.reload.interval=0", "breakwater.routes.orders.maintenance=true"));
        breakwater().reload();
        assertThat(ask(uri, visit("/orders/1")).status()).isEqualTo(503);
        assertThat(ask(uri, visit("/other")).status()).isEqualTo(200);

        startMaintenance(Optional.empty());
        breakwater().reload();
        assertThat(ask(uri, visit("/other")).status()).isEqualTo(503);
        breakwater().maintenance().end(Optional.empty(), "kim");
        assertThat(ask(uri, visit("/orders/1")).status()).isEqualTo(200);
        assertThat(ask(uri, visit("/other")).status()).isEqualTo(200);
    }

    @Test
    void whatIsUnderWayWhenItBeginsMayEnd() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        URI uri = start((request, response) -> {
            inside.countDown();
            gate.pass();
            response.getWriter().write("whole");
        });
        assertOnlyWhoComesLateIsTurnedAway(uri, inside);
    }

    @Test
    void anAsynchronousDispatchThatIsUnderWayMayEnd() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        AsyncSubject dispatching = (context, request, response) -> {
            if (request.getAttribute("again") != null) {
                response.getWriter().write("whole");
                context.complete();
                return;
            }
            request.setAttribute("again", true);
            inside.countDown();
            gate.pass();
            context.dispatch();
        };
        URI uri = startAsync(dispatching);
        assertOnlyWhoComesLateIsTurnedAway(uri, inside);
    }

    private void assertOnlyWhoComesLateIsTurnedAway(URI uri, CountDownLatch inside) throws Exception {
        RawClient early = connect(uri).send(visit("/"));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

        startMaintenance(Optional.empty());
        RawResponse late = ask(uri, visit("/"));
        gate.open();

        assertThat(late.status()).isEqualTo(503);
        assertThat(early.receive().body().utf8()).isEqualTo("whole");
    }

    @Test
    void whoeverMayPassIsServedAndBlamesNobody() {
        downstream.on("/fails", new Reset());
        downstream.on("/well", Answer.status(200));
        URI uri = start(
                new ProxyServlet(downstream.uri()),
                "maintenance=true",
                "maintenance.allow=X-Pass: " + PASS,
                "retry.max-attempts=1",
                "circuit-breaker.minimum-number-of-calls=1");

        assertThat(ask(uri, visit("/well").with("X-Pass", PASS)).status()).isEqualTo(200);
        assertThat(ask(uri, visit("/fails").with("X-Pass", PASS)).status()).isEqualTo(502);
        assertThat(ask(uri, visit("/well").with("X-Pass", "fedcba9876543210")).status())
                .isEqualTo(503);
        assertThat(route().breakerState()).isEqualTo("CLOSED");
        assertThat(breakwater().incidents()).isEmpty();
        assertThat(reports.await(2))
                .anyMatch(report -> report.fault().equals(Optional.of(Fault.CONNECTION_TERMINATED)));
    }

    @Test
    void theAddressOfTheConnectionPassesAndNoForwardedOneDoes() {
        assertThat(ask(start(answers("hello"), "maintenance=true", "maintenance.allow=127.0.0.1"), visit("/"))
                        .status())
                .isEqualTo(200);

        URI uri = start(answers("hello"), "maintenance=true", "maintenance.allow=10.0.0.1");
        RawRequest forwarded = visit("/").with("X-Forwarded-For", "10.0.0.1").with("Forwarded", "for=10.0.0.1");
        assertThat(ask(uri, forwarded).status()).isEqualTo(503);
    }

    @Test
    void scriptsOfAnotherOriginReadWhyAndPreflightsGoToTheApp() {
        URI uri = start(
                (request, response) -> {
                    response.setHeader("Access-Control-Allow-Origin", "https://shop.example");
                    response.setStatus(204);
                },
                "maintenance=true",
                "page.cors=https://shop.example");

        RawRequest preflight = RawRequest.get("/")
                .withMethod("OPTIONS")
                .with("Origin", "https://shop.example")
                .with("Access-Control-Request-Method", "PUT");
        assertThat(ask(uri, preflight).status()).isEqualTo(204);
        RawResponse seen = ask(uri, visit("/").with("Origin", "https://shop.example"));
        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
    }

    @Test
    void nobodyWhoIsTurnedAwayTakesAPlace() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        URI uri = start(
                (request, response) -> {
                    inside.countDown();
                    gate.pass();
                },
                "concurrency.max=1");
        RawClient early = connect(uri).send(visit("/"));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

        startMaintenance(Optional.empty());
        assertThat(ask(uri, visit("/")).body().utf8()).contains("Planned maintenance");
        gate.open();
        assertThat(early.receive().status()).isEqualTo(200);
        await().until(() -> route().availableConcurrency().orElse(0) == 1);
    }

    @Test
    void anObservedRouteIsLeftToTheApp() {
        URI uri = start(answers("hello"), "maintenance=true", "mode=observe");

        assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("hello");
        assertThat(reports.only().suppressedAction()).contains(ExchangeReport.SuppressedAction.MAINTENANCE);
    }
}
