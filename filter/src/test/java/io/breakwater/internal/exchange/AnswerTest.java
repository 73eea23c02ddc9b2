package io.breakwater.internal.exchange;

import static io.breakwater.internal.exchange.fake.FakeRequest.get;
import static io.breakwater.internal.exchange.fake.FakeRequest.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.fault.Fault;
import io.breakwater.internal.exchange.fake.FakeRequest;
import io.breakwater.internal.exchange.fake.FakeResponse;
import io.breakwater.internal.wrapper.GuardedResponse;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.http.HttpServletResponse;
import java.net.ConnectException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How the app's own answer goes out, and what the response wrapper keeps back until it may. */
class AnswerTest {

    private static final String ID = "X-Request-ID";

    private static GuardedResponse guardOf(HttpServletResponse response) {
        return Objects.requireNonNull(GuardedResponse.among(response));
    }

    @Test
    void aPlainAnswerGoesOutAsItIs() {
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            response.setStatus(201);
            response.setHeader("X-App", "a");
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().write("größer");
        })) {
            FakeResponse got = app.serve(get("/a").with(ID, "a-known-id-1"));

            assertThat(got.getStatus()).isEqualTo(201);
            assertThat(got.body()).isEqualTo("größer");
            assertThat(got.getHeaders("X-App")).containsExactly("a");
            assertThat(got.getHeaders(ID)).containsExactly("a-known-id-1");
            assertThat(app.reports()).singleElement().satisfies(report -> {
                assertThat(report.ending()).isEqualTo(Ending.RELEASED);
                assertThat(report.status()).isEqualTo(201);
                assertThat(report.attempts()).isOne();
                assertThat(report.fault()).isEmpty();
            });
        }
    }

    @Test
    void theAppsOwnExceptionIsTheContainersToAnswer() {
        FakeRequest request = page("/a");
        try (GuardedApp app = GuardedApp.with().serving((given, response) -> {
            response.getWriter().write("half of it");
            throw new IllegalArgumentException("a bug");
        })) {
            FakeResponse got = app.serve(request);

            assertThat(got.body()).isEqualTo("the container's 500");
            ExchangeReport report = app.report();
            assertThat(report.ending()).isEqualTo(Ending.RELEASED);
            assertThat(report.status()).isEqualTo(500);
            assertThat(report.fault()).isEmpty();
            assertThat(report.cause()).containsInstanceOf(IllegalArgumentException.class);
            assertThat(request.getAttribute(ResponseCompletion.ID_OF_FAILURE)).isEqualTo(report.correlationId());
        }
    }

    @Test
    void anErrorIsKeptBackUntilTheChainReturnsAndThenTheContainers() {
        FakeResponse containers = new FakeResponse();
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            response.getWriter().write("dropped");
            response.sendError(404);

            assertThat(guardOf(response).isErrorHeld()).isTrue();
            assertThat(guardOf(response).finalStatus()).isEqualTo(404);
            assertThat(containers.isCommitted()).as("the container's").isFalse();
            assertThat(response.isCommitted()).as("what the app sees").isTrue();
            assertThat(response.getStatus()).isEqualTo(404);
            response.getWriter().write("too late");
            assertThatThrownBy(response::reset).isInstanceOf(IllegalStateException.class);
        })) {
            app.serve(page("/a"), containers);

            assertThat(containers.body()).isEqualTo("the container's 404");
            assertThat(app.reports()).singleElement().satisfies(report -> {
                assertThat(report.ending()).isEqualTo(Ending.RELEASED);
                assertThat(report.status()).isEqualTo(404);
            });
        }
    }

    @Test
    void anErrorThatTellsOfTheDownstreamGivesWayToThePage() {
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> response.sendError(503, "gone"))) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.getStatus()).isEqualTo(503);
            assertThat(got.body()).startsWith("<!doctype html").doesNotContain("the container's");
            assertThat(app.report().ending()).isEqualTo(Ending.PAGE);
            assertThat(app.report().fault()).contains(Fault.DOWNSTREAM_STATUS);
        }
    }

    @Test
    void anErrorThatIsNotReplacedIsHandedOver() {
        try (GuardedApp app = GuardedApp.with("page.replace=never").serving((request, response) -> {
            response.sendError(503);
            assertThat(guardOf(response).isHandedOver()).isFalse();
        })) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.body()).isEqualTo("the container's 503");
            assertThat(app.report().ending()).isEqualTo(Ending.RELEASED);
        }
    }

    @Test
    void aRedirectIsHandedOverAtOnce() {
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            response.sendRedirect("/b");
            assertThat(guardOf(response).isHandedOver()).isTrue();
            // Whatever comes then, the answer is the container's.
            throw new ConnectException("Connection refused");
        })) {
            FakeResponse got = app.serve(get("/a"));

            assertThat(got.getStatus()).isEqualTo(302);
            assertThat(got.getHeader("Location")).isEqualTo("/b");
            assertThat(app.calls()).isOne();
            assertThat(app.report().ending()).isEqualTo(Ending.RELEASED);
        }
    }

    @Test
    void aFailingBodyIsKeptBackAndReplacedForAPerson() {
        FakeResponse containers = new FakeResponse();
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            response.setStatus(502);
            response.setHeader("X-App", "a");
            response.getWriter().write("Bad Gateway");
            response.flushBuffer();

            assertThat(guardOf(response).hasBody()).isTrue();
            assertThat(guardOf(response).passedBytes()).isZero();
            assertThat(containers.isCommitted()).isFalse();
        })) {
            app.serve(page("/a"), containers);

            assertThat(containers.getStatus()).isEqualTo(502);
            assertThat(containers.body()).startsWith("<!doctype html").doesNotContain("Bad Gateway");
            assertThat(containers.containsHeader("X-App")).isFalse();
            assertThat(app.report().ending()).isEqualTo(Ending.PAGE);
            assertThat(app.report().status()).isEqualTo(502);
        }
    }

    @Test
    void aFailingBodyIsReleasedToAProgram() {
        try (GuardedApp app = GuardedApp.with().serving(Apps.answering(502, "Bad Gateway"))) {
            FakeResponse got = app.serve(get("/a"));

            assertThat(got.getStatus()).isEqualTo(502);
            assertThat(got.body()).isEqualTo("Bad Gateway");
            assertThat(app.report().ending()).isEqualTo(Ending.RELEASED);
            assertThat(app.report().fault()).contains(Fault.DOWNSTREAM_STATUS);
        }
    }

    @Test
    void whatToReplaceIsTheRoutesToSay() {
        try (GuardedApp always = GuardedApp.with("page.replace=always").serving(Apps.answering(502, "Bad Gateway"));
                GuardedApp empty = GuardedApp.with("page.replace=empty").serving(Apps.answering(502, "Bad Gateway"));
                GuardedApp never = GuardedApp.with("page.replace=never").serving(Apps.answering(502, ""))) {
            assertThat(always.serve(get("/a")).body()).isNotEmpty().isNotEqualTo("Bad Gateway");
            assertThat(empty.serve(page("/a")).body()).isEqualTo("Bad Gateway");
            assertThat(never.serve(page("/a")).body()).isEmpty();
        }
    }

    @Test
    void aFailingStatusThatIsTakenBackLetsGoWhatWasHeld() {
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            response.setStatus(502);
            response.getOutputStream().print("x");
            assertThat(guardOf(response).passedBytes()).isZero();
            response.setStatus(200);
            response.getOutputStream().print("y");
            assertThat(guardOf(response).passedBytes()).isEqualTo(2);
        })) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.getStatus()).isEqualTo(200);
            assertThat(got.body()).isEqualTo("xy");
        }
    }

    @Test
    void aFailingBodyThatIsTooLongToHoldGoesOut() {
        String body = "x".repeat(64 * 1024 + 1);
        try (GuardedApp app = GuardedApp.with().serving(Apps.answering(502, body))) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.body()).isEqualTo(body);
            assertThat(app.report().ending()).isEqualTo(Ending.RELEASED);
        }
    }

    @Test
    void anAppThatResetsBeginsAnewUnderTheSameId() {
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            response.setHeader("X-App", "a");
            response.setHeader("Content-Length", "99");
            response.getWriter().write("first");
            response.reset();
            response.getOutputStream().print("second");
        })) {
            FakeResponse got = app.serve(get("/a").with(ID, "a-known-id-1"));

            assertThat(got.body()).isEqualTo("second");
            assertThat(got.containsHeader("X-App")).isFalse();
            assertThat(got.getHeaders(ID)).containsExactly("a-known-id-1");
            assertThat(got.isBrokenOff()).isFalse();
            assertThat(app.reports()).singleElement().satisfies(report -> assertThat(report.ending())
                    .isEqualTo(Ending.RELEASED));
        }
    }

    @Test
    void theIdIsNotTheAppsToChange() {
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            response.setHeader(ID, "another");
            response.addHeader(ID, "a-third");
        })) {
            assertThat(app.serve(get("/a").with(ID, "a-known-id-1")).getHeaders(ID))
                    .containsExactly("a-known-id-1");
        }
    }
}
