package io.breakwater.internal.exchange;

import static io.breakwater.internal.exchange.fake.FakeRequest.get;
import static io.breakwater.internal.exchange.fake.FakeRequest.head;
import static io.breakwater.internal.exchange.fake.FakeRequest.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.internal.exchange.fake.FakeResponse;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What takes the place of an answer that the app can't give, or has only begun. */
class FailureTest {

    private static final String ONCE = "retry.max-attempts=1";

    // Refusals.

    @Test
    void anOpenBreakerRefusesWithoutAskingTheApp() {
        try (GuardedApp app = GuardedApp.with().serving(Apps.answering("never"))) {
            app.breaker().transitionToOpenState();

            FakeResponse got = app.serve(page("/a"));

            assertThat(app.calls()).isZero();
            assertThat(got.getStatus()).isEqualTo(Fault.CIRCUIT_OPEN.status());
            assertThat(got.body()).startsWith("<!doctype html");
            assertThat(Integer.parseInt(got.getHeader("Retry-After"))).isPositive();
            ExchangeReport report = app.report();
            assertThat(report.fault()).contains(Fault.CIRCUIT_OPEN);
            assertThat(report.ending()).isEqualTo(Ending.PAGE);
            assertThat(report.attempts()).isZero();
            assertThat(report.status()).isEqualTo(got.getStatus());
            assertThat(app.freePlaces()).isEqualTo(GuardedApp.PLACES);
        }
    }

    @Test
    void whoFindsNoPlaceIsRefusedAndTakesNone() {
        try (GuardedApp app = GuardedApp.with("concurrency.max=1")) {
            FakeResponse second = new FakeResponse();
            app.serving((request, response) -> {
                CompletableFuture.runAsync(() -> app.serve(page("/b"), second)).join();
                response.getWriter().write("first");
            });

            assertThat(app.serve(page("/a")).body()).isEqualTo("first");

            assertThat(second.getStatus()).isEqualTo(Fault.CONCURRENCY_LIMIT.status());
            assertThat(second.body()).startsWith("<!doctype html");
            assertThat(app.calls()).isOne();
            assertThat(app.reports().get(0).fault()).contains(Fault.CONCURRENCY_LIMIT);
            assertThat(app.reports().get(0).attempts()).isZero();
            assertThat(app.freePlaces()).isOne();
        }
    }

    // Pages.

    @Test
    void thePageTakesThePlaceOfWhatTheAppHadBegun() {
        try (GuardedApp app = GuardedApp.with(ONCE)
                .behind((request, response, chain) -> {
                    ((HttpServletResponse) response).setHeader("X-Outer", "o");
                    ((HttpServletResponse) response).addHeader("X-Both", "o");
                    ((HttpServletResponse) response).addCookie(new Cookie("outer", "1"));
                    chain.doFilter(request, response);
                    ((HttpServletResponse) response).setHeader("X-After", "o");
                })
                .serving((request, response) -> {
                    response.setStatus(201);
                    response.setHeader("X-App", "a");
                    response.setHeader("X-Both", "a");
                    response.addCookie(new Cookie("app", "1"));
                    response.getOutputStream().print("half of it");
                    throw new SocketTimeoutException("Read timed out");
                })) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.getStatus()).isEqualTo(504);
            assertThat(got.body()).startsWith("<!doctype html").doesNotContain("half of it");
            assertThat(got.getContentType()).startsWith("text/html");
            assertThat(got.getHeaders("X-Outer")).containsExactly("o");
            assertThat(got.getHeaders("X-Both")).containsExactly("o");
            assertThat(got.getHeaders("Set-Cookie")).containsExactly("outer=1");
            assertThat(got.getHeaders("X-After")).as("set after the chain").containsExactly("o");
            assertThat(got.containsHeader("X-App")).isFalse();
            assertThat(got.getHeader("Cache-Control")).contains("no-store");
            ExchangeReport report = app.report();
            assertThat(report.fault()).contains(Fault.RESPONSE_TIMEOUT);
            assertThat(report.ending()).isEqualTo(Ending.PAGE);
            assertThat(report.status()).isEqualTo(504);
            assertThat(report.attempts()).isOne();
            assertThat(got.body()).contains(report.correlationId());
        }
    }

    @Test
    void whoAsksForTheHeadGetsNoBody() {
        try (GuardedApp app = GuardedApp.with(ONCE).serving(Apps.refused())) {
            FakeResponse got = app.serve(head("/a"));

            assertThat(got.getStatus()).isEqualTo(502);
            assertThat(got.body()).isEmpty();
            assertThat(Integer.parseInt(got.getHeader("Content-Length"))).isPositive();
        }
    }

    @Test
    void anAnswerThatIsShortAndHasNotBegunIsReplaced() {
        try (GuardedApp app = GuardedApp.with(ONCE).serving((request, response) -> {
            response.setContentLength(10);
            response.getOutputStream().print("abc");
        })) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.body()).startsWith("<!doctype html");
            assertThat(got.isBrokenOff()).isFalse();
            assertThat(app.report().fault()).contains(Fault.RESPONSE_INCOMPLETE);
        }
    }

    @Test
    void whatIsNoHttpIsReplaced() {
        try (GuardedApp app = GuardedApp.with(ONCE).serving(Apps.answering(99, "x"))) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.getStatus()).isEqualTo(Fault.PROTOCOL_ERROR.status());
            assertThat(app.report().fault()).contains(Fault.PROTOCOL_ERROR);
        }
    }

    // Too late for a page.

    @Test
    void whatHasBegunIsBrokenOff() {
        SocketException cause = new SocketException("Connection reset");
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            response.getWriter().write("begun");
            response.flushBuffer();
            throw cause;
        })) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.body()).isEqualTo("begun");
            assertThat(got.isBrokenOff()).isTrue();
            assertThat(app.calls()).isOne();
            ExchangeReport report = app.report();
            assertThat(report.ending()).isEqualTo(Ending.ABORTED);
            assertThat(report.status()).isEqualTo(200);
            assertThat(report.cause()).containsSame(cause);
        }
    }

    @Test
    void whatHasBegunAndIsShortIsBrokenOffAlthoughNobodyHasThrown() {
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            response.setContentLength(10);
            response.getOutputStream().print("abc");
            response.flushBuffer();
        })) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.isBrokenOff()).isTrue();
            assertThat(app.report().ending()).isEqualTo(Ending.ABORTED);
            assertThat(app.report().fault()).contains(Fault.RESPONSE_INCOMPLETE);
        }
    }

    @Test
    void whatIsWholeIsAnAnswerWhateverComesAfter() {
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            response.setContentLength(3);
            response.getOutputStream().print("abc");
            throw new SocketException("Connection reset");
        })) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.body()).isEqualTo("abc");
            assertThat(app.reports()).singleElement().satisfies(report -> {
                assertThat(report.ending()).isEqualTo(Ending.RELEASED);
                assertThat(report.fault()).isEmpty();
            });
        }
    }

    @Test
    void aClientThatHasLeftIsNoFailureOfTheDownstream() {
        FakeResponse response = new FakeResponse();
        try (GuardedApp app = GuardedApp.with().serving((request, toFill) -> {
            response.clientLeaves();
            toFill.getOutputStream().print("x");
            toFill.flushBuffer();
        })) {
            app.serve(get("/a"), response);

            ExchangeReport report = app.report();
            assertThat(report.fault()).contains(Fault.CLIENT_GONE);
            assertThat(report.ending()).isEqualTo(Ending.CLIENT_GONE);
            assertThat(report.status()).isEqualTo(499);
            assertThat(report.cause()).containsInstanceOf(IOException.class);
            assertThat(app.calls()).isOne();
            assertThat(app.breaker().getMetrics().getNumberOfFailedCalls()).isZero();
        }
    }

    @Test
    void anErrorOfTheJvmsIsTheContainersToAnswer() {
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            throw new StackOverflowError();
        })) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.body()).isEqualTo("the container's 500");
            assertThat(app.report().cause()).containsInstanceOf(StackOverflowError.class);
            assertThat(app.report().elapsed()).isGreaterThan(Duration.ZERO);
        }
    }
}
