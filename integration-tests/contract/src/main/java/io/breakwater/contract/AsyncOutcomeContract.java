package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Bytes;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.DispatcherType;
import java.net.ConnectException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an asynchronous exchange comes to: reported once, when it is over, with everything given back. */
@Promise(value = "Outcome", in = Section.ASYNC)
public class AsyncOutcomeContract extends AsyncContract {

    /** Fails, or not, in the dispatch that the request asks for. */
    private static Subject thenDispatched(Subject inDispatch) {
        return (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                inDispatch.serve(request, response);
            } else {
                AsyncContext context = request.startAsync();
                AsyncSubject.run(context::dispatch);
            }
        };
    }

    private void assertNothingIsHeld() {
        await().until(() -> route().availableConcurrency().orElseThrow() == 1);
    }

    @Test
    void anAnswerFromAnotherThreadGoesOutAsItWasWritten() {
        AsyncSubject app = (context, request, response) -> {
            response.setHeader("X-From", "app");
            response.getWriter().write("calm");
            context.complete();
        };
        URI uri = startAsync(app, "concurrency.max=1", "retry.on=connection_refused");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().utf8()).isEqualTo("calm");
        assertThat(seen.header("X-From")).isEqualTo("app");
        assertThat(seen.whole()).isTrue();
        assertThat(reports.only().ending()).isEqualTo(Ending.RELEASED);
        assertThat(reports.only().fault()).isEmpty();
        assertNothingIsHeld();
    }

    @Test
    void aFailingStatusGivesWayToThePage() {
        AsyncSubject app = (context, request, response) -> {
            response.setStatus(503);
            response.getWriter().write("internal");
            context.complete();
        };
        URI uri = startAsync(app, "concurrency.max=1");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.body().utf8()).contains("<html").doesNotContain("internal");
        assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
        assertThat(reports.only().fault()).contains(Fault.DOWNSTREAM_STATUS);
        assertNothingIsHeld();
    }

    @Test
    void aFailingBodyForAnApiClientGoesOutAsItWasWritten() {
        AsyncSubject app = (context, request, response) -> {
            response.setStatus(503);
            response.setContentType("application/json");
            response.getWriter().write("{\"mine\":true}");
            context.complete();
        };
        URI uri = startAsync(app);

        RawResponse seen = ask(uri, RawRequest.get("/").with("Accept", "application/json"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.body().utf8()).isEqualTo("{\"mine\":true}");
        assertThat(reports.only().ending()).isEqualTo(Ending.RELEASED);
    }

    @Test
    void sendErrorFromAnotherThreadGivesWayToThePage() {
        AsyncSubject app = (context, request, response) -> {
            response.sendError(502, "internal.example is down");
            context.complete();
        };
        URI uri = startAsync(app, "concurrency.max=1");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.body().utf8()).contains("<html").doesNotContain("internal.example");
        assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
        assertNothingIsHeld();
    }

    @Test
    void aFailingStatusInADispatchGivesWayToThePage() {
        Subject fails = (request, response) -> {
            response.setStatus(503);
            response.getWriter().write("internal");
        };
        URI uri = startAsync(thenDispatched(fails), "concurrency.max=1");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.body().utf8()).contains("<html").doesNotContain("internal");
        assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
        assertNothingIsHeld();
    }

    @Test
    void aFailingStatusSetBeforeADispatchIsStillHeldBackInIt() {
        Subject app = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                response.getWriter().write(" more");
            } else {
                response.setStatus(503);
                response.getWriter().write("internal");
                request.startAsync().dispatch();
            }
        };
        URI uri = startAsync(app);

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.body().utf8()).contains("<html").doesNotContain("internal", " more");
    }

    @Test
    void anExceptionInADispatchIsClassifiedAndPaged() {
        Subject fails = (request, response) -> {
            throw new ConnectException("Connection refused to internal.example");
        };
        URI uri = startAsync(thenDispatched(fails), "retry.max-attempts=1", "concurrency.max=1");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.body().utf8()).contains("<html").doesNotContain("internal.example");
        assertThat(reports.only().fault()).contains(Fault.CONNECTION_REFUSED);
        assertNothingIsHeld();
    }

    @Test
    void anExceptionOfTheAppsOwnInADispatchIsTheContainersToAnswer() {
        Subject bug = (request, response) -> {
            throw new IllegalStateException("a bug");
        };
        URI uri = startAsync(thenDispatched(bug), "concurrency.max=1");

        assertThat(ask(uri, visit("/")).status()).isEqualTo(500);

        assertThat(reports.only().fault()).isEmpty();
        assertThat(reports.only().status()).isEqualTo(500);
        assertNothingIsHeld();
    }

    @Test
    void anExceptionAfterAsynchronousOperationWasStartedIsPagedToo() {
        Subject app = (request, response) -> {
            request.startAsync();
            throw new ConnectException("Connection refused");
        };
        URI uri = startAsync(app, "retry.max-attempts=1", "concurrency.max=1");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.whole()).isTrue();
        assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
        assertNothingIsHeld();
    }

    @Test
    void aBugAfterAsynchronousOperationWasStartedIsTheContainersToAnswer() {
        Subject app = (request, response) -> {
            request.startAsync();
            throw new IllegalStateException("a bug");
        };
        URI uri = startAsync(app, "concurrency.max=1");

        if (deviates(Deviation.BUG_AFTER_START_ASYNC_IS_NOT_ANSWERED)) {
            assertThat(connect(uri).send(visit("/")).endedByServer()).isTrue();
        } else {
            assertThat(ask(uri, visit("/")).status()).isEqualTo(500);
        }

        assertThat(reports.only().fault()).isEmpty();
        assertNothingIsHeld();
    }

    @Test
    void aDispatchToAnotherPathIsTheSameExchange() {
        URI uri = start(dispatchingElsewhere().with(asyncGuard()));

        assertThat(ask(uri, visit("/path")).body().utf8()).isEqualTo("there by ASYNC");

        assertThat(reports.only().ending()).isEqualTo(Ending.RELEASED);
    }

    @Test
    void aDispatchIntoAContextGoesWhereItGoesWithoutTheGuard() {
        RawResponse unguarded = ask(start(dispatchingElsewhere()), visit("/context"));
        RawResponse guarded = ask(start(dispatchingElsewhere().with(asyncGuard())), visit("/context"));

        // Jetty 12.0 answers such a dispatch with nothing, guarded or not.
        assertThat(guarded.status()).isEqualTo(unguarded.status());
        assertThat(guarded.body()).isEqualTo(unguarded.body());
        assertThat(reports.only().ending()).isEqualTo(Ending.RELEASED);
    }

    private static GuardedApp dispatchingElsewhere() {
        Subject there = (request, response) -> response.getWriter().write("there by " + request.getDispatcherType());
        AsyncSubject byPath = (context, request, response) -> context.dispatch("/there");
        AsyncSubject byContext =
                (context, request, response) -> context.dispatch(request.getServletContext(), "/there");
        return GuardedApp.empty()
                .with(ServletEntry.of("/there", there.asServlet()).async())
                .with(ServletEntry.of("/path", byPath.asServlet()).async())
                .with(ServletEntry.of("/context", byContext.asServlet()).async());
    }

    @Test
    void aDispatchMayStartAsynchronousOperationAnew() {
        Subject app = (request, response) -> {
            AsyncContext context = request.startAsync();
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                AsyncSubject.run(() -> {
                    response.setStatus(504);
                    context.complete();
                });
            } else {
                AsyncSubject.run(context::dispatch);
            }
        };
        URI uri = startAsync(app, "concurrency.max=1");

        assertThat(ask(uri, visit("/")).body().utf8()).contains("<html");

        assertThat(reports.only().status()).isEqualTo(504);
        assertNothingIsHeld();
    }

    @Test
    void anAnswerThatEndsShortOfItsPromiseIsPagedBeforeBytesAreOut() {
        AsyncSubject app = (context, request, response) -> {
            response.setContentLength(100);
            response.getOutputStream().write(Bytes.filler(10).toArray());
            context.complete();
        };
        URI uri = startAsync(app, "retry.max-attempts=1");

        assertThat(ask(uri, visit("/")).status()).isEqualTo(502);

        assertThat(reports.only().fault()).contains(Fault.RESPONSE_INCOMPLETE);
    }

    @Test
    void anAnswerThatEndsShortOfItsPromiseIsBrokenOnceBytesAreOut() {
        AsyncSubject app = (context, request, response) -> {
            response.setContentLength(100);
            response.getOutputStream().write(Bytes.filler(10).toArray());
            response.flushBuffer();
            context.complete();
        };
        URI uri = startAsync(app);

        assertThat(ask(uri, visit("/")).whole()).isFalse();

        assertThat(reports.only().ending()).isEqualTo(Ending.ABORTED);
    }

    @Test
    void aBreakerThatWasOpenedByAsynchronousFailuresRefuses() {
        AsyncSubject app = (context, request, response) -> {
            response.setStatus(503);
            context.complete();
        };
        URI uri = startAsync(
                app, "circuit-breaker.minimum-number-of-calls=3", "circuit-breaker.wait-duration-in-open-state=60s");

        for (int i = 0; i < 3; i++) {
            ask(uri, visit("/"));
        }
        RawResponse refused = ask(uri, visit("/"));

        assertThat(refused.status()).isEqualTo(503);
        // The third may be told of after the fourth.
        assertThat(reports.await(4)).extracting(ExchangeReport::fault).contains(Optional.of(Fault.CIRCUIT_OPEN));
    }

    @Test
    void aBugInATaskOfTheContextIsNoClientThatWent() {
        Subject app = (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(500);
            context.start(() -> {
                throw new IllegalStateException("a bug");
            });
        };
        URI uri = startAsync(app, "concurrency.max=1");

        if (deviates(Deviation.BUG_AFTER_START_ASYNC_IS_NOT_ANSWERED)) {
            // The task may run before the servlet has returned.
            connect(uri).send(visit("/")).receiveSome(1);
        } else {
            assertThat(ask(uri, visit("/")).status()).isIn(500, 504);
        }

        assertThat(reports.only().ending()).isNotEqualTo(Ending.CLIENT_GONE);
        assertNothingIsHeld();
    }

    @Test
    void anAppThatGoesPastTheGuardIsServedAllTheSame() {
        anAppThatGoesPastTheGuardIsServed(context -> AsyncSubject.run(context::dispatch));
    }

    @Test
    void soIsOneThatHasGoneOnBeforeTheGuardKnows() {
        anAppThatGoesPastTheGuardIsServed(AsyncContext::dispatch);
    }

    private void anAppThatGoesPastTheGuardIsServed(Consumer<AsyncContext> goOn) {
        Subject app = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                response.getWriter().write("past it");
                return;
            }
            goOn.accept(Unwrapped.of(request).startAsync());
        };
        URI uri = startAsync(app, "concurrency.max=1");

        assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("past it");

        assertThat(reports.only().ending()).isEqualTo(Ending.RELEASED);
        assertNothingIsHeld();
    }

    @Test
    void anAppThatStartsWithTheContainersPairIsResumedToo() {
        Subject app = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                response.setStatus(200);
                throw new ConnectException("Connection refused");
            }
            AsyncContext context = request.startAsync(Unwrapped.of(request), Unwrapped.of(response));
            AsyncSubject.run(context::dispatch);
        };
        URI uri = startAsync(app, "retry.max-attempts=1", "concurrency.max=1");

        assertThat(ask(uri, visit("/")).status()).isEqualTo(502);

        assertThat(reports.only().fault()).contains(Fault.CONNECTION_REFUSED);
        assertNothingIsHeld();
    }

    @Test
    void listenersThatFailDoNotKeepOthersFromHearing() {
        RecordingListener second = new RecordingListener();
        Subject app = (request, response) -> {
            AsyncContext context = request.startAsync();
            context.addListener(new RecordingListener() {
                @Override
                public void onComplete(AsyncEvent event) {
                    throw new IllegalStateException("a listener's bug");
                }
            });
            context.addListener(second);
            AsyncSubject.run(context::complete);
        };
        URI uri = startAsync(app);

        ask(uri, visit("/"));

        second.await("complete");
    }
}
