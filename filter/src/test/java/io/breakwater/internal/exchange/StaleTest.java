package io.breakwater.internal.exchange;

import static io.breakwater.internal.exchange.fake.FakeRequest.get;
import static io.breakwater.internal.exchange.fake.FakeRequest.head;
import static io.breakwater.internal.exchange.fake.FakeRequest.page;
import static io.breakwater.internal.exchange.fake.FakeRequest.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.internal.exchange.fake.App;
import io.breakwater.internal.exchange.fake.FakeResponse;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.observe.ExchangeReport.SuppressedAction;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that were kept, in the place of pages. */
class StaleTest {

    private static final String ON = "stale.enabled=true";
    private static final String ONCE = "retry.max-attempts=1";

    private final CountDownLatch appGoesOn = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        appGoesOn.countDown();
    }

    private static App answering(String body) {
        return (request, response) -> {
            response.setContentType("text/plain;charset=UTF-8");
            response.setHeader("ETag", "\"1\"");
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        };
    }

    private static GuardedApp kept(App... turns) {
        return GuardedApp.with(ON, ONCE).serving(Apps.inTurn(turns));
    }

    /** The report of the one exchange that did not go well. */
    private static ExchangeReport failed(GuardedApp app) {
        GuardedApp.soon().until(() -> app.reports().stream().anyMatch(StaleTest::isFailed));
        return app.reports().stream().filter(StaleTest::isFailed).findFirst().orElseThrow();
    }

    private static boolean isFailed(ExchangeReport report) {
        return report.fault().isPresent();
    }

    @Test
    void anAnswerThatWasKeptIsGivenWhenTheDownstreamIsNotThere() {
        try (GuardedApp app = kept(answering("größer"), Apps.refused()).behind((request, response, chain) -> {
            ((HttpServletResponse) response).setHeader("X-Outer", "o");
            chain.doFilter(request, response);
        })) {
            assertThat(app.serve(get("/a")).body()).isEqualTo("größer");

            FakeResponse got = app.serve(get("/a"));

            assertThat(got.getStatus()).isEqualTo(200);
            assertThat(got.body()).isEqualTo("größer");
            assertThat(got.getContentType()).isEqualTo("text/plain;charset=UTF-8");
            assertThat(got.getHeader("ETag")).isEqualTo("\"1\"");
            assertThat(got.getHeader("Age")).matches("\\d+");
            assertThat(got.getHeader("Cache-Status"))
                    .matches("Breakwater; fwd=stale; ttl=-?\\d+; detail=connection_refused");
            assertThat(got.getHeaders("X-Outer")).containsExactly("o");
            ExchangeReport report = failed(app);
            assertThat(got.getHeader("X-Request-ID")).isEqualTo(report.correlationId());
            assertThat(report.ending()).isEqualTo(Ending.STORED);
            assertThat(report.status()).isEqualTo(200);
            assertThat(report.fault()).contains(Fault.CONNECTION_REFUSED);
            assertThat(app.breaker().getMetrics().getNumberOfFailedCalls()).isOne();
            app.assertAllIsGivenBack();
        }
    }

    @Test
    void anOpenBreakerGivesItWithoutAskingTheApp() {
        try (GuardedApp app = kept(answering("kept"))) {
            app.serve(get("/a"));
            app.breaker().transitionToOpenState();

            FakeResponse got = app.serve(page("/a"));

            assertThat(app.calls()).isOne();
            assertThat(got.body()).isEqualTo("kept");
            assertThat(got.getHeader("Cache-Status")).startsWith("Breakwater; hit; ttl=");
            assertThat(got.containsHeader("Retry-After")).isFalse();
            assertThat(failed(app).ending()).isEqualTo(Ending.STORED);
            assertThat(failed(app).status()).isEqualTo(200);
            assertThat(failed(app).attempts()).isZero();
        }
    }

    @Test
    void itTakesThePlaceOfAFailingAnswerWhoeverAsks() {
        try (GuardedApp app = kept(answering("kept"), Apps.answering(503, "{\"down\":true}"))) {
            app.serve(get("/a"));

            FakeResponse got = app.serve(get("/a").with("Accept", "application/json"));

            assertThat(got.getStatus()).isEqualTo(200);
            assertThat(got.body()).isEqualTo("kept");
            assertThat(got.getHeader("Cache-Status")).contains("; fwd-status=503; ");
            assertThat(failed(app).fault()).contains(Fault.DOWNSTREAM_STATUS);
        }
    }

    @Test
    void itComesOnlyWhenNoAttemptIsLeft() {
        try (GuardedApp app = GuardedApp.with(ON)
                .serving(Apps.inTurn(answering("kept"), Apps.refused(), Apps.answering("new"), Apps.refused()))) {
            app.serve(get("/a"));

            assertThat(app.serve(get("/a")).body()).isEqualTo("new");
            assertThat(app.serve(get("/a")).body()).as("the latest").isEqualTo("new");
            assertThat(app.calls()).isEqualTo(5);
        }
    }

    @Test
    void itIsGivenAtTheDeadlineWhileTheThreadIsStuck() {
        FakeResponse response = new FakeResponse();
        try (GuardedApp app = GuardedApp.with(ON, ONCE, "timeout=1s", "attempt-timeout=1s")
                .serving(Apps.inTurn(answering("kept"), (request, toFill) -> {
                    toFill.getOutputStream().print("half of it");
                    Apps.holdOut(appGoesOn);
                    toFill.getOutputStream().print("late");
                }))) {
            app.serve(get("/a"));
            CompletableFuture<Void> serving = Apps.aside(() -> app.serve(get("/a"), response));
            ExchangeReport report = failed(app);

            assertThat(serving).isNotDone();
            assertThat(response.getStatus()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("kept");
            assertThat(report.ending()).isEqualTo(Ending.STORED);
            assertThat(report.status()).isEqualTo(200);
            assertThat(report.fault()).contains(Fault.RESPONSE_TIMEOUT);
            appGoesOn.countDown();
            serving.join();
            assertThat(response.body()).isEqualTo("kept");
            app.assertAllIsGivenBack();
        }
    }

    @Test
    void whoHasItAlreadyIsToldSoAtTheDeadlineToo() {
        FakeResponse response = new FakeResponse();
        try (GuardedApp app = GuardedApp.with(ON, ONCE, "timeout=1s", "attempt-timeout=1s")
                .serving(Apps.inTurn(answering("kept"), (request, toFill) -> Apps.holdOut(appGoesOn)))) {
            app.serve(get("/a"));
            CompletableFuture<Void> serving =
                    Apps.aside(() -> app.serve(get("/a").with("If-None-Match", "\"1\""), response));

            assertThat(failed(app).status()).isEqualTo(304);
            assertThat(response.getStatus()).isEqualTo(304);
            assertThat(response.containsHeader("Content-Length")).isFalse();
            appGoesOn.countDown();
            serving.join();
        }
    }

    @Test
    void anAsynchronousAnswerIsKeptAndGiven() {
        App later = Apps.later((context, response) -> {
            response.getWriter().write("kept");
            context.complete();
        });
        App fails = Apps.later((context, response) -> {
            response.setStatus(502);
            context.complete();
        });
        try (GuardedApp app = kept(later, fails)) {
            assertThat(app.serve(get("/a")).body()).isEqualTo("kept");

            FakeResponse got = app.serve(get("/a"));

            GuardedApp.soon().untilAsserted(() -> assertThat(got.body()).isEqualTo("kept"));
            assertThat(got.getStatus()).isEqualTo(200);
            assertThat(failed(app).ending()).isEqualTo(Ending.STORED);
        }
    }

    @Test
    void theHeadComesOfTheStoredGet() {
        try (GuardedApp app = kept(answering("kept"), Apps.refused())) {
            app.serve(get("/a"));

            FakeResponse got = app.serve(head("/a"));

            assertThat(got.getStatus()).isEqualTo(200);
            assertThat(got.body()).isEmpty();
            assertThat(got.getHeader("Content-Length")).isEqualTo("4");
        }
    }

    @Test
    void whoHasItAlreadyIsToldSo() {
        try (GuardedApp app = kept(answering("kept"), Apps.refused())) {
            app.serve(get("/a"));

            FakeResponse got = app.serve(get("/a").with("If-None-Match", "W/\"1\""));

            assertThat(got.getStatus()).isEqualTo(304);
            assertThat(got.body()).isEmpty();
            assertThat(got.containsHeader("Content-Length")).isFalse();
            assertThat(got.getHeader("ETag")).isEqualTo("\"1\"");
            assertThat(failed(app).status()).isEqualTo(304);
        }
    }

    @Test
    void whatIsWrittenToInvalidatesIt() {
        try (GuardedApp app = kept(answering("kept"), Apps.answering("done"), Apps.refused())) {
            app.serve(get("/a"));
            app.serve(post("/a", "new"));

            assertThat(app.serve(page("/a")).getStatus()).isEqualTo(502);
        }
    }

    @Test
    void aCutAnswerIsNotKept() {
        App cut = (request, response) -> {
            response.getOutputStream().print("half of it");
            throw new IOException("Connection reset");
        };
        App declared = (request, response) -> {
            response.setContentLength(20);
            response.getOutputStream().print("half of it");
        };
        for (App broken : new App[] {cut, declared}) {
            try (GuardedApp app = kept(broken, Apps.refused())) {
                app.serve(get("/a"));

                assertThat(app.serve(page("/a")).getStatus()).isEqualTo(502);
            }
        }
    }

    @Test
    void whatTheAppBeginsAnewIsKeptAsItEnds() {
        App anew = (request, response) -> {
            response.getWriter().print("first");
            response.reset();
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().print("größ");
            response.getWriter().print("er");
        };
        try (GuardedApp app = kept(anew, Apps.refused())) {
            app.serve(get("/a"));

            assertThat(app.serve(get("/a")).body()).isEqualTo("größer");
        }
    }

    @Test
    void aHeadThatChangesAfterTheFirstByteIsNotKept() {
        App changing = (request, response) -> {
            response.setHeader("X-App", "1");
            response.getOutputStream().print("body");
            response.setHeader("X-App", "2");
        };
        App forbidding = (request, response) -> {
            response.getOutputStream().print("body");
            response.setHeader("Cache-Control", "private");
        };
        for (App late : new App[] {changing, forbidding}) {
            try (GuardedApp app = kept(late, Apps.refused())) {
                app.serve(get("/a"));

                assertThat(app.serve(page("/a")).getStatus()).isEqualTo(502);
            }
        }
    }

    @Test
    void aHeaderThatIsPartlyFromOutsideIsNotKept() {
        App adding = (request, response) -> {
            response.addHeader("Content-Security-Policy", "default-src 'self'");
            response.getOutputStream().print("body");
        };
        try (GuardedApp app = kept(adding, Apps.refused()).behind((request, response, chain) -> {
            ((HttpServletResponse) response).setHeader("Content-Security-Policy", "script-src 'nonce-1'");
            chain.doFilter(request, response);
        })) {
            app.serve(get("/a"));

            assertThat(app.serve(page("/a")).getStatus()).isEqualTo(502);
        }
    }

    @Test
    void whatAFilterOutsideForbidsIsNotKept() {
        try (GuardedApp app = kept(answering("mine"), Apps.refused()).behind((request, response, chain) -> {
            ((HttpServletResponse) response).setHeader("Cache-Control", "no-store");
            chain.doFilter(request, response);
        })) {
            app.serve(get("/a"));

            assertThat(app.serve(page("/a")).getStatus()).isEqualTo(502);
        }
    }

    @Test
    void whereTheGuardOnlyObservesItIsNoted() {
        try (GuardedApp app =
                GuardedApp.with(ON, ONCE, "mode=observe").serving(Apps.inTurn(answering("kept"), Apps.refused()))) {
            app.serve(get("/a"));

            FakeResponse got = app.serve(get("/a"));

            assertThat(got.getStatus()).isEqualTo(500);
            assertThat(failed(app).suppressedAction()).contains(SuppressedAction.STORED);
            assertThat(failed(app).ending()).isEqualTo(Ending.RELEASED);
        }
    }

    @Test
    void theBannerIsInTheVisitorsLanguage() {
        App html = (request, response) -> {
            response.setContentType("text/html;charset=UTF-8");
            response.setHeader("ETag", "\"1\"");
            response.getWriter().write("<html><body>kept</body></html>\n");
        };
        try (GuardedApp app =
                GuardedApp.with(ON, ONCE, "stale.banner=true").serving(Apps.inTurn(html, Apps.refused()))) {
            app.serve(get("/a"));

            FakeResponse got = app.serve(page("/a").with("Accept-Language", "de"));

            assertThat(got.body())
                    .startsWith("<html><body>kept<aside role=\"note\" lang=\"de\" dir=\"ltr\">")
                    .contains("Stand: <time datetime=\"")
                    .endsWith("</aside></body></html>\n");
            assertThat(got.getHeader("Cache-Control")).isEqualTo("no-store");
            assertThat(got.containsHeader("ETag")).isFalse();
        }
    }

    @Test
    void aRouteWithoutItKeepsNothing() {
        try (GuardedApp app = GuardedApp.with(ONCE).serving(Apps.inTurn(answering("kept"), Apps.refused()))) {
            app.serve(get("/a"));

            assertThat(app.serve(page("/a")).getStatus()).isEqualTo(502);
        }
    }
}
