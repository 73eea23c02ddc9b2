package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.breakwater.Deadline;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.LateWriter;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Reset;
import io.breakwater.fault.Fault;
import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.observe.ExchangeReport.SuppressedAction;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In its first week the guard decides and records everything, and does nothing. */
@Promise("Observe")
public class ObserveContract extends GuardedContract {
    private static final String OBSERVE = "mode=observe";
    private static final String ONE_FAILURE = "circuit-breaker.minimum-number-of-calls=1";

    /** What an app does that the guard would not leave as it is. */
    static Stream<Arguments> apps() {
        return Stream.of(
                app("throws", Failing.byThrowing(new ConnectException("Connection refused")), SuppressedAction.RETRY),
                app("throws wrapped", Failing.byWrapped(new ConnectException("refused")), SuppressedAction.RETRY),
                app("503 with a body", Failing.byStatus(503, "{}"), SuppressedAction.PAGE),
                app("503 with its length", own503(false), SuppressedAction.PAGE),
                app("503 flushed", own503(true), SuppressedAction.PAGE),
                app("sendError 502", Failing.bySendError(502), SuppressedAction.PAGE),
                app(
                        "no status",
                        (request, response) -> {
                            response.setStatus(299 + 400);
                            response.getOutputStream().print("odd");
                        },
                        SuppressedAction.PAGE),
                app(
                        "cut short",
                        Failing.halfwayReturning(BEYOND_ANY_BUFFER, BEYOND_ANY_BUFFER / 2),
                        SuppressedAction.ABORT),
                app(
                        "cut short by an exception",
                        (request, response) -> {
                            Failing.midStreamReturning(BEYOND_ANY_BUFFER).serve(request, response);
                            throw new SocketException("Connection reset");
                        },
                        SuppressedAction.ABORT));
    }

    private static Subject own503(boolean flushed) {
        return (request, response) -> {
            response.setStatus(503);
            response.setContentLength(4);
            response.getOutputStream().print("down");
            if (flushed) {
                response.flushBuffer();
            }
        };
    }

    private static Arguments app(String name, Subject subject, SuppressedAction would) {
        return Arguments.of(name, subject, would);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("apps")
    void whatTheAppDoesGoesOutAsItWouldWithoutUs(String name, Subject subject, SuppressedAction would) {
        URI uri = start(GuardedApp.empty()
                .withErrorPage(500, "/target")
                .withErrorPage(502, "/target")
                .with(guard(OBSERVE).at("/guarded/*"))
                .with(ServletEntry.of("/target", Failing.not("target").asServlet()))
                .with(ServletEntry.of("/guarded/*", subject.asServlet()))
                .with(ServletEntry.of("/alone__/*", subject.asServlet())));

        RawResponse guarded = connectForShort(uri).exchange(visit("/guarded/x"));
        RawResponse alone = connectForShort(uri).exchange(visit("/alone__/x"));

        assertThat(VisibleResponse.of(guarded, true)).isEqualTo(VisibleResponse.of(alone, true));
        ExchangeReport report = reports.only();
        assertThat(report.observed()).isTrue();
        assertThat(report.fault()).isPresent();
        assertThat(report.suppressedAction()).contains(would);
        assertThat(report.ending()).isEqualTo(Ending.RELEASED);
        assertThat(report.status()).isEqualTo(alone.status());
        assertThat(report.attempts()).isEqualTo(1);
    }

    @Test
    void aRetryIsNotMade() {
        AtomicInteger attempts = new AtomicInteger();
        Subject fails = (request, response) -> {
            attempts.incrementAndGet();
            throw new SocketException("Connection reset");
        };
        URI uri = start(fails, OBSERVE, "retry.max-attempts=3");

        assertThat(ask(uri, visit("/")).status()).isEqualTo(500);

        assertThat(attempts).hasValue(1);
        assertThat(reports.only().suppressedAction()).contains(SuppressedAction.RETRY);
        assertThat(reports.only().fault()).contains(Fault.CONNECTION_TERMINATED);
    }

    @Test
    void whoeverAnOpenBreakerWouldTurnAwayPasses() {
        downstream.behave(new Reset());
        URI uri = start(
                new ProxyServlet(downstream.uri()),
                OBSERVE,
                ONE_FAILURE,
                "circuit-breaker.wait-duration-in-open-state=1h",
                "circuit-breaker.max-wait-duration-in-open-state=1h");
        ask(uri, visit("/"));
        reports.await(1);
        downstream.behave(Answer.ok("calm"));

        assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("calm");

        ExchangeReport report = reports.await(2).get(1);
        assertThat(report.suppressedAction()).contains(SuppressedAction.REFUSE);
        assertThat(report.suppressedFault()).contains(Fault.CIRCUIT_OPEN);
        assertThat(report.fault()).isEmpty();
        assertThat(report.status()).isEqualTo(200);
    }

    @Test
    void whatACallCameToIsToldBesideTheRefusalThatItWouldHaveHad() throws Exception {
        downstream.behave(new Reset());
        URI uri = start(
                new ProxyServlet(downstream.uri()),
                OBSERVE,
                ONE_FAILURE,
                "retry.max-attempts=1",
                "circuit-breaker.wait-duration-in-open-state=1h",
                "circuit-breaker.max-wait-duration-in-open-state=1h");
        ask(uri, visit("/"));
        reports.await(1);

        try (LogLines lines = LogLines.of("io.breakwater")) {
            assertThat(ask(uri, visit("/")).status()).isEqualTo(500);

            ExchangeReport report = reports.await(2).get(1);
            assertThat(report.fault()).contains(Fault.CONNECTION_TERMINATED);
            assertThat(report.cause()).isPresent();
            assertThat(report.suppressedAction()).contains(SuppressedAction.REFUSE);
            assertThat(report.suppressedFault()).contains(Fault.CIRCUIT_OPEN);
            await().untilAsserted(() -> assertThat(lines.messages(Level.INFO))
                    .anyMatch(line -> line.contains(" fault=connection_terminated status=500 ")
                            && line.endsWith(" mode=observe would=refuse for=circuit_open")));
        }
    }

    @Test
    void anOpenBreakerClosesAgain() {
        downstream.behave(new Reset());
        URI uri = start(
                new ProxyServlet(downstream.uri()),
                OBSERVE,
                ONE_FAILURE,
                "circuit-breaker.wait-duration-in-open-state=300ms");
        ask(uri, visit("/"));

        downstream.behave(Answer.ok("calm"));
        await().until(() -> {
            assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("calm");
            return route().breakerState().equals("CLOSED");
        });

        await().untilAsserted(() -> assertThat(reports.transitions())
                .extracting(BreakerTransition::to)
                .containsExactly("OPEN", "HALF_OPEN", "CLOSED"));
        assertThat(reports.transitions()).allMatch(BreakerTransition::observed);
    }

    @Test
    void whoComesTooManyPassesAndTakesNoPlace() throws Exception {
        LateWriter inside = new LateWriter("late");
        URI uri = start(GuardedApp.empty()
                .with(guard(OBSERVE, "concurrency.max=1"))
                .with(ServletEntry.of("/late", inside.asServlet()))
                .with(ServletEntry.of("/*", Failing.not("well").asServlet())));
        RawClient first = connect(uri).send(visit("/late"));
        inside.awaitArrival();

        assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("well");
        ExchangeReport report = reports.only();
        assertThat(report.suppressedAction()).contains(SuppressedAction.REFUSE);
        assertThat(report.suppressedFault()).contains(Fault.CONCURRENCY_LIMIT);
        assertThat(report.fault()).isEmpty();
        assertThat(route().availableConcurrency()).isEqualTo(OptionalInt.of(0));

        inside.letGo();
        assertThat(first.receive().body().utf8()).isEqualTo("late");
        await().until(() -> route().availableConcurrency().equals(OptionalInt.of(1)));
    }

    @Test
    void aDeadlineThatPassesIsNotedAndNobodyIsInterrupted() throws Exception {
        LateWriter late = new LateWriter("late");
        try (LogLines lines = LogLines.of("io.breakwater")) {
            URI uri = start(late, OBSERVE, ONE_FAILURE, "timeout=200ms");
            RawClient client = connect(uri).send(visit("/"));
            late.awaitArrival();

            await().until(() -> route().breakerState().equals("OPEN"));
            late.letGo();

            RawResponse seen = client.receive();
            assertThat(seen.body().utf8()).isEqualTo("late");
            assertThat(seen.header(ID)).isNotBlank();
            assertThat(late.result().get(10, TimeUnit.SECONDS)).isEqualTo(new LateWriter.Result(false, false));
            ExchangeReport report = reports.only();
            assertThat(report.suppressedAction()).contains(SuppressedAction.PAGE);
            assertThat(report.fault()).contains(Fault.RESPONSE_TIMEOUT);
            assertThat(report.status()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(lines.messages(Level.INFO))
                    .anyMatch(line -> line.contains("fault=http_response_timeout status=200")
                            && line.endsWith("ending=released mode=observe would=page"))
                    .anyMatch(line -> line.startsWith("breaker route=default from=CLOSED to=OPEN")
                            && line.endsWith(" mode=observe")));
        }
    }

    @Test
    void anAttemptThatTakesTooLongIsNotInterruptedForAnother() throws Exception {
        LateWriter late = new LateWriter("late");
        URI uri = start(late, OBSERVE, ONE_FAILURE, "attempt-timeout=200ms", "retry.on=http_response_timeout");
        RawClient client = connect(uri).send(visit("/"));

        await().until(() -> route().breakerState().equals("OPEN"));
        late.letGo();

        assertThat(client.receive().body().utf8()).isEqualTo("late");
        assertThat(late.result().get(10, TimeUnit.SECONDS).interrupted()).isFalse();
        assertThat(reports.only().suppressedAction()).contains(SuppressedAction.RETRY);
    }

    @Test
    void aResponseThatStallsIsNotBrokenOff() throws Exception {
        LateWriter rest = new LateWriter("rest");
        Subject stalls = (request, response) -> {
            response.getOutputStream().print("begun ");
            response.flushBuffer();
            rest.serve(request, response);
        };
        URI uri = start(stalls, OBSERVE, ONE_FAILURE, "idle-timeout=200ms");
        RawClient client = connect(uri).send(visit("/"));

        await().until(() -> route().breakerState().equals("OPEN"));
        rest.letGo();

        RawResponse seen = client.receive();
        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().utf8()).isEqualTo("begun rest");
        assertThat(reports.only().suppressedAction()).contains(SuppressedAction.ABORT);
        assertThat(reports.only().fault()).contains(Fault.READ_TIMEOUT);
    }

    @Test
    void thereIsNoDeadlineToKeepTo() {
        AtomicReference<Optional<Deadline>> asked = new AtomicReference<>(Optional.empty());
        Subject asks = (request, response) -> asked.set(Deadline.of(request).or(Deadline::current));
        ask(start(asks, OBSERVE), visit("/"));

        assertThat(asked.get()).isEmpty();
    }

    @Test
    void oneRouteMayBeObservedAmongGuardedOnes() {
        downstream.behave(new Reset());
        URI uri = start(new ProxyServlet(downstream.uri()), "routes.fresh.path=/fresh", "routes.fresh." + OBSERVE);

        assertThat(ask(uri, visit("/fresh")).status()).isEqualTo(500);
        assertThat(ask(uri, visit("/known")).status()).isEqualTo(502);
    }
}
