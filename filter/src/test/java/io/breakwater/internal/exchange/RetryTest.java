package io.breakwater.internal.exchange;

import static io.breakwater.internal.exchange.fake.FakeRequest.get;
import static io.breakwater.internal.exchange.fake.FakeRequest.page;
import static io.breakwater.internal.exchange.fake.FakeRequest.post;
import static io.breakwater.internal.exchange.fake.FakeRequest.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import io.breakwater.internal.container.ExchangeOverException;
import io.breakwater.internal.exchange.fake.App;
import io.breakwater.internal.exchange.fake.FakeRequest;
import io.breakwater.internal.exchange.fake.FakeResponse;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.catalina.core.ApplicationFilterChain;
import org.eclipse.jetty.fake.JettyLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Another attempt on the thread that the request came in by. */
class RetryTest {

    /** Sends POST again, too, when nothing has arrived. */
    private static final String POSTS = "retry.unsent-methods=any";

    static Stream<BiFunction<List<Filter>, App, FilterChain>> chains() {
        return Stream.of(JettyLink::new, ApplicationFilterChain::new);
    }

    @ParameterizedTest
    @MethodSource("chains")
    void theClientGetsTheSecondAttemptsAnswerOnly(BiFunction<List<Filter>, App, FilterChain> chains) {
        AtomicInteger filtered = new AtomicInteger();
        List<Object> found = new ArrayList<>();
        try (GuardedApp app = GuardedApp.with()
                .inChains(chains)
                .behind((request, response, chain) -> {
                    ((HttpServletResponse) response).setHeader("X-Outer", "o");
                    request.setAttribute("outer", "o");
                    chain.doFilter(request, response);
                })
                .inFrontOf((request, response, chain) -> {
                    filtered.incrementAndGet();
                    chain.doFilter(request, response);
                })
                .serving(Apps.inTurn(
                        (request, response) -> {
                            response.setStatus(201);
                            response.setHeader("X-First", "1");
                            response.setContentType("text/css");
                            response.getWriter().write("first");
                            request.setAttribute("done", true);
                            request.setAttribute("outer", "changed");
                            throw new ConnectException("Connection refused");
                        },
                        (request, response) -> {
                            found.add(request.getAttribute("outer"));
                            assertThat(request.getAttribute("done")).isNull();
                            // With the other way to write than the first.
                            response.getOutputStream().print("second");
                        }))) {
            FakeResponse got = app.serve(get("/a"));

            assertThat(got.getStatus()).isEqualTo(200);
            assertThat(got.body()).isEqualTo("second");
            assertThat(got.containsHeader("X-First")).isFalse();
            assertThat(got.getContentType()).isNull();
            assertThat(got.getHeaders("X-Outer")).containsExactly("o");
            assertThat(found).containsExactly("o");
            assertThat(filtered).as("runs of the filter behind the guard").hasValue(2);
            assertThat(app.calls()).isEqualTo(2);
            assertThat(app.reports()).singleElement().satisfies(report -> {
                assertThat(report.attempts()).isEqualTo(2);
                assertThat(report.ending()).isEqualTo(Ending.RELEASED);
                assertThat(report.fault()).isEmpty();
                assertThat(report.status()).isEqualTo(200);
            });
        }
    }

    @Test
    void aChainThatIsNotKnownToRunTwiceRunsOnce() {
        try (GuardedApp app = GuardedApp.with().inUnknownChains().serving(Apps.refused())) {
            assertThat(app.serve(page("/a")).getStatus()).isEqualTo(502);

            assertThat(app.calls()).isOne();
            assertThat(app.report().attempts()).isOne();
        }
    }

    @Test
    void whatKeepsFailingGetsThePage() {
        try (GuardedApp app = GuardedApp.with("retry.max-attempts=3").serving(Apps.refused())) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(app.calls()).isEqualTo(3);
            assertThat(got.body()).startsWith("<!doctype html");
            ExchangeReport report = app.report();
            assertThat(report.attempts()).isEqualTo(3);
            assertThat(report.fault()).contains(Fault.CONNECTION_REFUSED);
            assertThat(report.ending()).isEqualTo(Ending.PAGE);
        }
    }

    @Test
    void aPostThatMayHaveArrivedIsNotSentAgain() {
        try (GuardedApp app = GuardedApp.with(POSTS).serving(Apps.reset())) {
            app.serve(post("/a", "x"));

            assertThat(app.calls()).isOne();
            assertThat(app.report().fault().orElseThrow().reach()).isEqualTo(Reach.PERHAPS);
        }
    }

    @Test
    void aPostThatHasNotArrivedIsSentAgain() {
        try (GuardedApp app = GuardedApp.with(POSTS).serving(Apps.inTurn(Apps.refused(), Apps.answering("second")))) {
            assertThat(app.serve(post("/a", "x")).body()).isEqualTo("second");
        }
    }

    @Test
    void aPostWithAKeyIsSentAgainWhereTheRouteTrustsIt() {
        try (GuardedApp app = GuardedApp.with("retry.idempotency-key=true")
                .serving(Apps.inTurn(Apps.reset(), Apps.answering("second")))) {
            assertThat(app.serve(post("/a", "x").with("Idempotency-Key", "\"8e03978e\""))
                            .body())
                    .isEqualTo("second");
        }
    }

    @Test
    void everyAttemptReadsTheWholeBody() {
        List<String> read = new ArrayList<>();
        try (GuardedApp app = GuardedApp.with("retry.methods=PUT").serving((request, response) -> {
            read.add(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            if (read.size() == 1) {
                throw new SocketException("Connection reset");
            }
        })) {
            app.serve(put("/a", "the body"));

            assertThat(read).containsExactly("the body", "the body");
        }
    }

    @Test
    void aBodyThatIsTooLongToKeepIsSentOnce() {
        try (GuardedApp app = GuardedApp.with(POSTS, "retry.max-body=1KB").serving((request, response) -> {
            request.getInputStream().readAllBytes();
            throw new ConnectException("Connection refused");
        })) {
            app.serve(post("/a", "x".repeat(1025)));
            assertThat(app.calls()).isOne();

            app.serve(post("/a", "x".repeat(1024)));
            assertThat(app.calls()).as("of the one that fits").isEqualTo(3);

            app.serve(post("/a", "x".repeat(1025)).inChunks());
            assertThat(app.calls()).as("of one whose length shows late").isEqualTo(4);
        }
    }

    @Test
    void theBudgetHoldsForAllRequestsTogether() {
        try (GuardedApp app = GuardedApp.with("retry.budget.ratio=50%", "retry.budget.min-per-second=0")
                .serving(Apps.refused())) {
            app.serve(get("/a"));
            assertThat(app.calls()).as("half a retry earned").isEqualTo(1);

            app.serve(get("/a"));
            assertThat(app.calls()).as("a whole one").isEqualTo(3);

            app.serve(get("/a"));
            assertThat(app.calls()).as("half of the next").isEqualTo(4);
            assertThat(app.reports()).extracting(ExchangeReport::attempts).containsExactly(1, 2, 1);
        }
    }

    @Test
    void whatHasBegunIsNotTriedAgain() {
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            response.flushBuffer();
            throw new ConnectException("Connection refused");
        })) {
            assertThat(app.serve(get("/a")).isBrokenOff()).isTrue();
            assertThat(app.calls()).isOne();
        }
    }

    @Test
    void aBreakerThatOpensMeanwhileEndsIt() {
        try (GuardedApp app = GuardedApp.with()) {
            app.serving((request, response) -> {
                app.breaker().transitionToOpenState();
                throw new ConnectException("Connection refused");
            });

            FakeResponse got = app.serve(page("/a"));

            assertThat(app.calls()).isOne();
            // Of the failure, and not of the refusal.
            assertThat(got.getStatus()).isEqualTo(502);
            assertThat(app.report().fault()).contains(Fault.CONNECTION_REFUSED);
            assertThat(app.report().attempts()).isOne();
        }
    }

    @Test
    void aFailingStatusIsTriedAgainWhereTheRouteListsIt() {
        try (GuardedApp app = GuardedApp.with("retry.on=503")
                .serving(Apps.inTurn(Apps.answering(503, "busy"), Apps.answering("second")))) {
            assertThat(app.serve(get("/a")).body()).isEqualTo("second");
        }
    }

    @Test
    void anErrorThatWasLeftToTheContainerIsTriedAgainLikeAnyOther() {
        try (GuardedApp app = GuardedApp.with("retry.on=503")
                .serving(Apps.inTurn((request, response) -> response.sendError(503), Apps.answering("second")))) {
            FakeResponse got = app.serve(get("/a"));

            assertThat(got.getStatus()).isEqualTo(200);
            assertThat(got.body()).isEqualTo("second");
        }
    }

    @Test
    void anAttemptThatIsOverCanNotReachTheResponse() {
        CompletableFuture<HttpServletResponse> first = new CompletableFuture<>();
        try (GuardedApp app = GuardedApp.with()
                .serving(Apps.inTurn(
                        (request, response) -> {
                            response.getOutputStream();
                            first.complete(response);
                            throw new ConnectException("Connection refused");
                        },
                        (request, response) -> {
                            HttpServletResponse late = first.join();
                            late.setHeader("X-Late", "1");
                            late.setStatus(404);
                            assertThat(late.isCommitted()).isTrue();
                            assertThatThrownBy(() -> late.getOutputStream().write('x'))
                                    .isInstanceOf(ExchangeOverException.class);
                            assertThatThrownBy(late::reset).isInstanceOf(IllegalStateException.class);
                            assertThatThrownBy(() -> late.sendError(404)).isInstanceOf(IllegalStateException.class);
                            response.getOutputStream().print("second");
                        }))) {
            FakeResponse got = app.serve(FakeRequest.get("/a"));

            assertThat(got.body()).isEqualTo("second");
            assertThat(got.getStatus()).isEqualTo(200);
            assertThat(got.containsHeader("X-Late")).isFalse();
        }
    }
}
