package io.breakwater.internal.exchange;

import static io.breakwater.internal.exchange.fake.FakeRequest.get;
import static io.breakwater.internal.exchange.fake.FakeRequest.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.fault.Fault;
import io.breakwater.internal.container.ExchangeOverException;
import io.breakwater.internal.exchange.fake.FakeRequest;
import io.breakwater.internal.exchange.fake.FakeResponse;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An exchange that goes on when the dispatch has returned. */
class AsyncExchangeTest {

    private static final String ONCE = "retry.max-attempts=1";

    // The app completes.

    @Test
    void anAnswerThatIsCompletedLaterGoesOutAsItIs() {
        RecordingAsyncListener heard = new RecordingAsyncListener();
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            AsyncContext context = request.startAsync();
            context.addListener(heard);
            Apps.onOwnThread(() -> {
                response.setHeader("X-App", "a");
                response.getWriter().write("later");
                context.complete();
            });
        })) {
            FakeResponse got = app.serve(get("/a"));

            assertThat(got.body()).isEqualTo("later");
            assertThat(got.getHeaders("X-App")).containsExactly("a");
            assertThat(heard.events()).containsExactly("complete");
            assertThat(app.reports()).singleElement().satisfies(report -> {
                assertThat(report.ending()).isEqualTo(Ending.RELEASED);
                assertThat(report.attempts()).isOne();
                assertThat(report.status()).isEqualTo(200);
            });
        }
    }

    @Test
    void anAnswerThatIsCompletedInItsDispatchGoesOutAsItIs() {
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            AsyncContext context = request.startAsync();
            response.getWriter().write("at once");
            context.complete();
        })) {
            assertThat(app.serve(get("/a")).body()).isEqualTo("at once");
            assertThat(app.reports()).hasSize(1);
        }
    }

    @Test
    void aFailingAnswerThatIsCompletedLaterGivesWayToThePage() {
        try (GuardedApp app = GuardedApp.with(ONCE).serving(Apps.later((context, response) -> {
            response.setStatus(503);
            response.getWriter().write("busy");
            context.complete();
        }))) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.getStatus()).isEqualTo(503);
            assertThat(got.body()).startsWith("<!doctype html").doesNotContain("busy");
            assertThat(app.report().ending()).isEqualTo(Ending.PAGE);
            assertThat(app.report().fault()).contains(Fault.DOWNSTREAM_STATUS);
        }
    }

    @Test
    void whatComesAfterTheCompletionIsTooLate() {
        CompletableFuture<HttpServletResponse> late = new CompletableFuture<>();
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            late.complete(response);
            AsyncContext context = request.startAsync();
            Apps.onOwnThread(() -> {
                response.getOutputStream().print("in time");
                context.complete();
            });
        })) {
            assertThat(app.serve(get("/a")).body()).isEqualTo("in time");

            assertThatThrownBy(() -> late.join().getOutputStream().print("late"))
                    .isInstanceOf(ExchangeOverException.class);
        }
    }

    // The app dispatches.

    @Test
    void aDispatchOfTheAppsGoesOnWithTheAttempt() {
        List<DispatcherType> types = new ArrayList<>();
        try (GuardedApp app = GuardedApp.with().serving((request, response) -> {
            types.add(request.getDispatcherType());
            if (types.size() == 1) {
                AsyncContext context = request.startAsync();
                request.setAttribute("result", "made later");
                Apps.onOwnThread(context::dispatch);
            } else {
                response.getWriter().write(String.valueOf(request.getAttribute("result")));
            }
        })) {
            assertThat(app.serve(get("/a")).body()).isEqualTo("made later");
            assertThat(types).containsExactly(DispatcherType.REQUEST, DispatcherType.ASYNC);
            assertThat(app.reports()).singleElement().satisfies(report -> assertThat(report.attempts())
                    .isOne());
        }
    }

    @Test
    void aDispatchThatFailsGetsThePage() {
        try (GuardedApp app = GuardedApp.with(ONCE)
                .serving(Apps.inTurn(Apps.later((context, response) -> context.dispatch()), Apps.refused()))) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.getStatus()).isEqualTo(502);
            assertThat(got.body()).startsWith("<!doctype html");
            assertThat(app.report().fault()).contains(Fault.CONNECTION_REFUSED);
            assertThat(app.report().ending()).isEqualTo(Ending.PAGE);
        }
    }

    @Test
    void anotherCycleInADispatchIsTheSameAttempt() {
        RecordingAsyncListener heard = new RecordingAsyncListener();
        try (GuardedApp app = GuardedApp.with()
                .serving(Apps.inTurn(
                        (request, response) -> {
                            AsyncContext context = request.startAsync();
                            context.addListener(heard);
                            Apps.onOwnThread(context::dispatch);
                        },
                        Apps.later((context, response) -> {
                            response.getWriter().write("second cycle");
                            context.complete();
                        })))) {
            assertThat(app.serve(get("/a")).body()).isEqualTo("second cycle");
            assertThat(heard.events()).containsExactly("start");
            assertThat(app.reports()).singleElement().satisfies(report -> assertThat(report.attempts())
                    .isOne());
        }
    }

    // Another attempt by a dispatch.

    @Test
    void aFailedAttemptIsFollowedByAnotherInADispatchThatLooksLikeTheFirst() {
        List<DispatcherType> types = new ArrayList<>();
        RecordingAsyncListener heard = new RecordingAsyncListener();
        try (GuardedApp app = GuardedApp.with("retry.on=503").serving((request, response) -> {
            types.add(request.getDispatcherType());
            if (types.size() == 1) {
                AsyncContext context = request.startAsync();
                context.addListener(heard);
                Apps.onOwnThread(() -> {
                    response.setStatus(503);
                    response.setHeader("X-First", "1");
                    response.getWriter().write("busy");
                    context.complete();
                });
            } else {
                response.getWriter().write("second");
            }
        })) {
            FakeResponse got = app.serve(get("/a"));

            assertThat(got.getStatus()).isEqualTo(200);
            assertThat(got.body()).isEqualTo("second");
            assertThat(got.containsHeader("X-First")).isFalse();
            assertThat(types).containsExactly(DispatcherType.REQUEST, DispatcherType.REQUEST);
            assertThat(heard.events()).containsExactly("complete");
            assertThat(app.reports()).singleElement().satisfies(report -> {
                assertThat(report.attempts()).isEqualTo(2);
                assertThat(report.ending()).isEqualTo(Ending.RELEASED);
            });
        }
    }

    @Test
    void aRetryByADispatchNeedsNoChainThatRunsTwice() {
        try (GuardedApp app = GuardedApp.with("retry.on=503")
                .inUnknownChains()
                .serving(Apps.inTurn(
                        Apps.later((context, response) -> {
                            response.setStatus(503);
                            context.complete();
                        }),
                        Apps.answering("second")))) {
            assertThat(app.serve(get("/a")).body()).isEqualTo("second");
        }
    }

    @Test
    void aSecondAttemptThatFailsInItsDispatchGetsThePage() {
        try (GuardedApp app = GuardedApp.with("retry.on=503,unsent")
                .serving(Apps.inTurn(
                        Apps.later((context, response) -> {
                            response.setStatus(503);
                            context.complete();
                        }),
                        Apps.refused()))) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.getStatus()).isEqualTo(502);
            assertThat(app.report().attempts()).isEqualTo(2);
            assertThat(app.report().fault()).contains(Fault.CONNECTION_REFUSED);
        }
    }

    @Test
    void aBreakerThatOpensBeforeTheDispatchLeavesTheFirstFailure() {
        try (GuardedApp app = GuardedApp.with("retry.on=503")) {
            app.serving(Apps.later((context, response) -> {
                response.setStatus(503);
                app.breaker().transitionToOpenState();
                context.complete();
            }));

            FakeResponse got = app.serve(page("/a"));

            assertThat(got.getStatus()).isEqualTo(503);
            assertThat(app.calls()).isOne();
            assertThat(app.report().fault()).contains(Fault.DOWNSTREAM_STATUS);
            assertThat(app.report().attempts()).isOne();
        }
    }

    // Time-outs.

    @Test
    void aTimeoutOfTheContainersGetsThePageWhenNobodyAnswers() {
        RecordingAsyncListener heard = new RecordingAsyncListener();
        try (GuardedApp app = GuardedApp.with(ONCE).serving((request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(50);
            context.addListener(heard);
        })) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.getStatus()).isEqualTo(504);
            assertThat(got.body()).startsWith("<!doctype html");
            assertThat(heard.events()).containsExactly("timeout", "complete");
            ExchangeReport report = app.report();
            assertThat(report.fault()).contains(Fault.RESPONSE_TIMEOUT);
            assertThat(report.ending()).isEqualTo(Ending.PAGE);
        }
    }

    @Test
    void aListenerOfTheAppsMayAnswerTheTimeout() {
        try (GuardedApp app = GuardedApp.with(ONCE).serving((request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(50);
            context.addListener(new RecordingAsyncListener() {
                @Override
                public void onTimeout(AsyncEvent event) {
                    try {
                        response.getWriter().write("nothing new");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    context.complete();
                }
            });
        })) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.getStatus()).isEqualTo(200);
            assertThat(got.body()).isEqualTo("nothing new");
        }
    }

    @Test
    void theDeadlineHoldsWhileTheContainerWaits() {
        CompletableFuture<AsyncContext> context = new CompletableFuture<>();
        try (GuardedApp app = GuardedApp.with(ONCE, "timeout=100ms", "attempt-timeout=100ms")
                .serving((request, response) -> {
                    context.complete(request.startAsync());
                    context.join().setTimeout(0);
                })) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.getStatus()).isEqualTo(504);
            assertThat(got.body()).startsWith("<!doctype html");
            assertThat(got.getHeader("Connection")).isEqualTo("close");
            assertThat(app.report().ending()).isEqualTo(Ending.PAGE);
            // The app comes too late, and learns so.
            assertThatThrownBy(() -> context.join().dispatch()).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> context.join().getResponse().getOutputStream())
                    .isInstanceOf(ExchangeOverException.class);
        }
    }

    @Test
    void anAttemptThatTakesTooLongIsFollowedByAnotherInADispatch() {
        try (GuardedApp app = GuardedApp.with("timeout=10s", "attempt-timeout=100ms", "retry.on=http_response_timeout")
                .serving(Apps.inTurn((request, response) -> request.startAsync(), Apps.answering("second")))) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.body()).isEqualTo("second");
            assertThat(app.calls()).isEqualTo(2);
        }
    }

    // Exceptions after the start.

    @Test
    void aFailureAfterTheStartGetsThePage() {
        RecordingAsyncListener heard = new RecordingAsyncListener();
        try (GuardedApp app = GuardedApp.with(ONCE).serving((request, response) -> {
            request.startAsync().addListener(heard);
            throw new ConnectException("Connection refused");
        })) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.getStatus()).isEqualTo(502);
            assertThat(got.body()).startsWith("<!doctype html");
            assertThat(app.report().ending()).isEqualTo(Ending.PAGE);
            // Of no error, which is answered already.
            assertThat(heard.events()).containsExactly("complete");
        }
    }

    @Test
    void anExceptionOfTheAppsAfterTheStartIsForTheContainerAndTheListeners() {
        RecordingAsyncListener heard = new RecordingAsyncListener();
        FakeRequest request = page("/a");
        try (GuardedApp app = GuardedApp.with(ONCE).serving((given, response) -> {
            given.startAsync().addListener(heard);
            throw new IllegalArgumentException("a bug");
        })) {
            FakeResponse got = app.serve(request);

            assertThat(got.body()).isEqualTo("the container's 500");
            assertThat(heard.events()).containsExactly("error a bug", "complete");
            assertThat(app.report().ending()).isEqualTo(Ending.RELEASED);
            assertThat(app.report().status()).isEqualTo(500);
            assertThat(app.report().fault()).isEmpty();
            assertThat(request.getAttribute(ResponseCompletion.ID_OF_FAILURE))
                    .isEqualTo(app.report().correlationId());
        }
    }

    @Test
    void aTaskOfTheContainersThatFailsOfItsDownstreamGetsThePage() {
        try (GuardedApp app = GuardedApp.with(ONCE)
                .serving((request, response) -> request.startAsync().start(() -> {
                    throw new IllegalStateException(new SocketException("Connection reset"));
                }))) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.getStatus()).isEqualTo(502);
            assertThat(app.report().fault()).contains(Fault.CONNECTION_TERMINATED);
            assertThat(app.report().ending()).isEqualTo(Ending.PAGE);
        }
    }

    @Test
    void aClientThatLeavesWhileTheAppWritesIsReported() {
        FakeResponse response = new FakeResponse();
        try (GuardedApp app = GuardedApp.with().serving(Apps.later((context, toFill) -> {
            response.clientLeaves();
            try {
                toFill.getWriter().write("x");
                toFill.flushBuffer();
            } catch (IOException e) {
                context.complete();
            }
        }))) {
            app.serve(get("/a"), response);

            assertThat(app.report().fault()).contains(Fault.CLIENT_GONE);
            assertThat(app.report().ending()).isEqualTo(Ending.CLIENT_GONE);
            assertThat(app.report().status()).isEqualTo(499);
        }
    }
}
