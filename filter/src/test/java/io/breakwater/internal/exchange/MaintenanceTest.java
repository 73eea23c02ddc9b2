package io.breakwater.internal.exchange;

import static io.breakwater.internal.exchange.GuardedApp.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Breakwater;
import io.breakwater.fault.Fault;
import io.breakwater.internal.exchange.fake.FakeRequest;
import io.breakwater.internal.exchange.fake.FakeResponse;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.observe.ExchangeReport.SuppressedAction;
import io.breakwater.page.PageFormat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever comes in a planned break gets the page that says so, and nothing is taken or blamed. */
class MaintenanceTest {

    private static final String ON = "maintenance=true";
    private static final String SECRET = "0123456789abcdef";

    private static FakeResponse ask(GuardedApp guarded) {
        return guarded.serve(FakeRequest.page("/orders/1"));
    }

    @Test
    void theAppIsNotAskedAndTheVisitorReadsThatItIsPlanned() {
        try (GuardedApp guarded =
                GuardedApp.with(ON, "maintenance.sentence=We move house.").serving(Apps.answering("hello"))) {
            FakeResponse response = ask(guarded);

            assertThat(guarded.calls()).isZero();
            assertThat(response.getStatus()).isEqualTo(503);
            assertThat(response.body()).contains("Planned maintenance", "We move house.");
            assertThat(response.getHeader("Retry-After")).isNull();
            assertThat(response.getHeader("Proxy-Status")).isNull();
            assertThat(response.getHeader("X-Request-ID")).isNotNull();
            guarded.assertAllIsGivenBack();
        }
    }

    @Test
    void itIsReportedAsWhatItIs() {
        try (GuardedApp guarded = GuardedApp.with(ON)) {
            ask(guarded);

            ExchangeReport report = guarded.report();
            assertThat(report.ending()).isEqualTo(Ending.MAINTENANCE);
            assertThat(report.maintenance()).isTrue();
            assertThat(report.fault()).isEmpty();
            assertThat(report.status()).isEqualTo(503);
            assertThat(report.attempts()).isZero();
            assertThat(report.attemptReports()).isEmpty();
            assertThat(report.pageFormat()).contains(PageFormat.HTML);
            assertThat(guarded.incidents()).isEmpty();
        }
    }

    @Test
    void theOpenBreakerHasNoSay() {
        try (GuardedApp guarded = GuardedApp.with(ON).onTrial()) {
            ask(guarded);
            assertThat(guarded.report().ending()).isEqualTo(Ending.MAINTENANCE);
            assertThat(guarded.hasPermitBack()).isTrue();
        }
    }

    @Test
    void aWindowIsOpenForAsLongAsItSays() {
        Instant now = Instant.now();
        Instant until = now.plusSeconds(3600);
        try (GuardedApp guarded = GuardedApp.with(
                        "maintenance.from=" + now.minusSeconds(60), "maintenance.until=" + until)
                .serving(Apps.answering("hello"))) {
            assertThat(ask(guarded).getHeader("Retry-After")).endsWith(" GMT");
        }
        try (GuardedApp guarded = GuardedApp.with(
                        "maintenance.from=" + now.minusSeconds(60), "maintenance.until=" + now.minusSeconds(1))
                .serving(Apps.answering("hello"))) {
            assertThat(ask(guarded).body()).isEqualTo("hello");
        }
        try (GuardedApp guarded = GuardedApp.with(
                        "maintenance.from=" + now.plusSeconds(3600), "maintenance.until=" + now.plusSeconds(7200))
                .serving(Apps.answering("hello"))) {
            assertThat(ask(guarded).body()).isEqualTo("hello");
        }
    }

    @Test
    void anEndByTheClockLetsTheNextRequestIn() {
        try (GuardedApp guarded = GuardedApp.with().serving(Apps.answering("hello"))) {
            guarded.maintenance()
                    .start(
                            Optional.empty(),
                            Optional.of(Instant.now().plus(Duration.ofMillis(500))),
                            "kim",
                            Optional.empty());
            assertThat(ask(guarded).getStatus()).isEqualTo(503);

            soon().untilAsserted(() -> assertThat(ask(guarded).body()).isEqualTo("hello"));
        }
    }

    @ParameterizedTest(name = "allow={0}, sent {1}: passes {2}")
    @CsvSource({
        "192.0.2.0/24, '', true",
        "198.51.100.0/24, '', false",
        "X-Pass: 0123456789abcdef, 0123456789abcdef, true",
        "X-Pass: 0123456789abcdef, fedcba9876543210, false",
        "X-Pass: 0123456789abcdef, '', false"
    })
    void whoeverMayPassIsServed(String allow, String sent, boolean passes) {
        try (GuardedApp guarded =
                GuardedApp.with(ON, "maintenance.allow=" + allow).serving(Apps.answering("hello"))) {
            FakeResponse response = guarded.serve(FakeRequest.page("/orders/1").with("X-Pass", sent));

            assertThat(response.body().equals("hello")).isEqualTo(passes);
        }
    }

    @Test
    void anAddressThatAFilterTookFromAHeaderOpensNothing() {
        try (GuardedApp guarded = GuardedApp.with(ON, "maintenance.allow=10.0.0.1")
                .behind((request, response, chain) -> chain.doFilter(
                        new HttpServletRequestWrapper((HttpServletRequest) request) {
                            @Override
                            public String getRemoteAddr() {
                                return "10.0.0.1";
                            }
                        },
                        response))
                .serving(Apps.answering("hello"))) {
            assertThat(ask(guarded).getStatus()).isEqualTo(503);
        }
    }

    @Test
    void whatFailsForWhomeverMayPassIsNoIncidentAndNoVote() {
        try (GuardedApp guarded = GuardedApp.with(
                        ON,
                        "maintenance.allow=X-Pass: " + SECRET,
                        "retry.max-attempts=1",
                        "circuit-breaker.minimum-number-of-calls=1")
                .serving(Apps.refused())) {
            guarded.serve(FakeRequest.get("/orders/1").with("X-Pass", SECRET));

            ExchangeReport report = guarded.report();
            assertThat(report.fault()).contains(Fault.CONNECTION_REFUSED);
            assertThat(report.ending()).isEqualTo(Ending.PAGE);
            assertThat(report.maintenance()).isTrue();
            assertThat(guarded.incidents()).isEmpty();
            assertThat(guarded.breaker().getState().name()).isEqualTo("CLOSED");
            assertThat(guarded.breaker().getMetrics().getNumberOfBufferedCalls())
                    .isZero();
            guarded.assertAllIsGivenBack();
        }
    }

    @Test
    void whatIsUnderWayWhenItBeginsMayEndAndBlamesNobody() throws Exception {
        CountDownLatch inApp = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        try (GuardedApp guarded = GuardedApp.with("retry.max-attempts=1", "circuit-breaker.minimum-number-of-calls=1")
                .serving((request, response) -> {
                    inApp.countDown();
                    try {
                        begun.await(10, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    if (request.getRequestURI().equals("/fails")) {
                        Apps.refused().serve(request, response);
                    }
                    response.getWriter().write("hello");
                })) {
            FakeResponse good = new FakeResponse();
            FakeResponse bad = new FakeResponse();
            Thread first = new Thread(() -> guarded.serve(FakeRequest.page("/works"), good));
            Thread second = new Thread(() -> guarded.serve(FakeRequest.page("/fails"), bad));
            first.start();
            second.start();
            soon().until(() -> guarded.calls() == 2);

            guarded.maintenance().start(Optional.empty(), Optional.empty(), "kim", Optional.empty());
            begun.countDown();
            first.join();
            second.join();

            assertThat(good.body()).isEqualTo("hello");
            assertThat(bad.getStatus()).isEqualTo(502);
            assertThat(guarded.incidents()).isEmpty();
            assertThat(guarded.breaker().getMetrics().getNumberOfBufferedCalls())
                    .isZero();
            guarded.assertAllIsGivenBack();
        }
    }

    @Test
    void theBreakerOfADownstreamThatTheAppNamesRestsToo() {
        try (GuardedApp guarded = GuardedApp.with(
                        "routes.orders.path=/orders/*",
                        "routes.orders.maintenance=true",
                        "retry.max-attempts=1",
                        "circuit-breaker.minimum-number-of-calls=1")
                .serving((request, response) -> {
                    request.setAttribute(Breakwater.DOWNSTREAM_ATTRIBUTE, "orders");
                    Apps.refused().serve(request, response);
                })) {
            assertThat(guarded.serve(FakeRequest.page("/other")).getStatus()).isEqualTo(502);
            assertThat(guarded.breaker("orders").getMetrics().getNumberOfBufferedCalls())
                    .isZero();

            guarded.breaker("orders").transitionToOpenState();
            assertThat(guarded.serve(FakeRequest.page("/other")).getStatus())
                    .as("the open breaker refuses nobody")
                    .isEqualTo(502);
        }
    }

    @Test
    void aPreflightGoesToTheApp() {
        try (GuardedApp guarded = GuardedApp.with(ON).serving(Apps.answering("allowed"))) {
            FakeResponse response = guarded.serve(FakeRequest.preflight("/orders/1"));

            assertThat(response.body()).isEqualTo("allowed");
        }
    }

    @Test
    void anObservedRouteOnlyNotesIt() {
        try (GuardedApp guarded = GuardedApp.with(ON, "mode=observe").serving(Apps.answering("hello"))) {
            assertThat(ask(guarded).body()).isEqualTo("hello");

            ExchangeReport report = guarded.report();
            assertThat(report.suppressedAction()).contains(SuppressedAction.MAINTENANCE);
            assertThat(report.suppressedFault()).isEmpty();
            assertThat(report.ending()).isEqualTo(Ending.RELEASED);
            assertThat(guarded.breaker().getMetrics().getNumberOfBufferedCalls())
                    .isZero();
        }
    }

    @Test
    void headGetsTheHeadAndNoBody() {
        try (GuardedApp guarded = GuardedApp.with(ON)) {
            FakeResponse response = guarded.serve(FakeRequest.head("/orders/1"));

            assertThat(response.getStatus()).isEqualTo(503);
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void whatOthersHaveSetBeforeStays() {
        try (GuardedApp guarded = GuardedApp.with(ON).behind((request, response, chain) -> {
            ((jakarta.servlet.http.HttpServletResponse) response).setHeader("Strict-Transport-Security", "max-age=1");
            chain.doFilter(request, response);
        })) {
            assertThat(ask(guarded).getHeader("Strict-Transport-Security")).isEqualTo("max-age=1");
        }
    }
}
