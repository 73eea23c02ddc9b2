package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.SuppressedAction;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.net.ConnectException;
import java.net.URI;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Asynchronous requests that are only observed go the way they would without the guard, and nothing of them is lost. */
@Promise(value = "Observe", in = Section.ASYNC)
public class AsyncObserveContract extends AsyncContract {
    private static final String OBSERVE = "mode=observe";

    static Stream<Arguments> apps() {
        return Stream.of(
                app(
                        "completes with a failing status",
                        (request, response) -> {
                            AsyncContext context = request.startAsync();
                            response.setStatus(503);
                            response.getOutputStream().print("down");
                            context.complete();
                        },
                        SuppressedAction.PAGE),
                app(
                        "completes with a failing status and its length",
                        (request, response) -> {
                            AsyncContext context = request.startAsync();
                            response.setStatus(503);
                            response.setContentLength(4);
                            response.getOutputStream().print("down");
                            context.complete();
                        },
                        SuppressedAction.PAGE),
                app(
                        "throws in a dispatch",
                        (request, response) -> {
                            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                                throw new ConnectException("Connection refused");
                            }
                            request.startAsync().dispatch();
                        },
                        SuppressedAction.RETRY),
                app(
                        "throws once it has started",
                        (request, response) -> {
                            // One container does not take the exception for the end.
                            request.startAsync().setTimeout(300);
                            throw new ConnectException("Connection refused");
                        },
                        SuppressedAction.RETRY),
                app(
                        "never completes",
                        (request, response) -> request.startAsync().setTimeout(300),
                        SuppressedAction.PAGE));
    }

    private static Arguments app(String name, Subject subject, SuppressedAction would) {
        return Arguments.of(name, subject, would);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("apps")
    void whatTheAppDoesGoesOutAsItWouldWithoutUs(String name, Subject subject, SuppressedAction would) {
        URI uri = start(GuardedApp.empty()
                .withErrorPage(500, "/target")
                .with(asyncGuard(OBSERVE, "concurrency.max=1").at("/guarded/*"))
                .with(ServletEntry.of("/target", Failing.not("target").asServlet())
                        .async())
                .with(ServletEntry.of("/guarded/*", subject.asServlet()).async())
                .with(ServletEntry.of("/alone__/*", subject.asServlet()).async()));

        RawResponse guarded = ask(uri, visit("/guarded/x"));
        RawResponse alone = ask(uri, visit("/alone__/x"));

        // What a container's own page shows is longer by our filter's frames.
        assertThat(guarded.statusLine()).isEqualTo(alone.statusLine());
        assertThat(guarded.ending()).isEqualTo(alone.ending());
        assertThat(reports.only().suppressedAction()).contains(would);
        await().until(() -> route().availableConcurrency().equals(OptionalInt.of(1)));
    }

    @Test
    void aDeadlineThatPassesIsNotedAndTheAppFinishes() throws Exception {
        CompletableFuture<AsyncContext> started = new CompletableFuture<>();
        URI uri = startAsync(
                (Subject) (request, response) -> started.complete(request.startAsync()),
                OBSERVE,
                "timeout=200ms",
                "circuit-breaker.minimum-number-of-calls=1",
                "retry.max-attempts=1");
        RawClient client = connect(uri).send(visit("/"));
        AsyncContext context = started.get(10, TimeUnit.SECONDS);

        await().until(() -> route().breakerState().equals("OPEN"));
        context.getResponse().getOutputStream().print("late");
        context.complete();

        assertThat(client.receive().body().utf8()).isEqualTo("late");
        assertThat(reports.only().suppressedAction()).contains(SuppressedAction.PAGE);
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_TIMEOUT);
        assertThat(reports.only().status()).isEqualTo(200);
    }
}
