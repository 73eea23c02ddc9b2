package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guard that is mapped for REQUEST alone keeps out of asynchronous dispatches, and says so once. */
@Promise(value = "UnmappedAsync", in = Section.ASYNC)
public class UnmappedAsyncContract extends AsyncContract {
    private static final String PASSED_BY = "filter breakwater: an asynchronous dispatch";

    private static Subject dispatching(Subject inDispatch) {
        return (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                inDispatch.serve(request, response);
            } else {
                AsyncContext context = request.startAsync();
                AsyncSubject.run(context::dispatch);
            }
        };
    }

    private URI startUnmapped(Subject subject, String... settings) {
        return start(GuardedApp.empty()
                .with(guard(settings))
                .with(ServletEntry.of("/*", subject.asServlet()).async()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode=guard", "mode=observe"})
    void theFirstDispatchThatGoesPastItIsToldOnceAndTheVoteCounts(String mode) {
        URI uri = startUnmapped(
                dispatching((request, response) -> response.sendError(503)),
                mode,
                "concurrency.max=1",
                "circuit-breaker.minimum-number-of-calls=2");
        try (LogLines log = LogLines.of("io.breakwater")) {
            assertThat(ask(uri, visit("/")).status()).isEqualTo(503);
            await().until(() -> route().availableConcurrency().equals(OptionalInt.of(1)));
            assertThat(ask(uri, visit("/")).status()).isEqualTo(503);
            await().until(() -> route().breakerState().equals("OPEN"));

            assertThat(warnings(log)).singleElement().asString().contains("ASYNC");
        }
    }

    private static List<String> warnings(LogLines log) {
        return log.messages(Level.WARN).stream()
                .filter(message -> message.contains(PASSED_BY))
                .toList();
    }

    @Test
    void nothingIsSaidWhereItIsMapped() {
        URI uri = startAsync(
                dispatching((request, response) -> response.getWriter().print("calm")));
        try (LogLines log = LogLines.of("io.breakwater")) {
            assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("calm");
            reports.only();

            assertThat(warnings(log)).isEmpty();
        }
    }

    @Test
    void theDeadlineDoesNotWriteIntoADispatchThatItDoesNotSee() {
        Subject slow = dispatching((request, response) -> {
            response.getWriter().print("one ");
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            response.getWriter().print("two");
        });
        URI uri = startUnmapped(slow, "timeout=300ms");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().utf8()).isEqualTo("one two");
        assertThat(reports.only().ending()).isEqualTo(Ending.RELEASED);
    }

    @Test
    void theConnectionServesOn() {
        URI uri = startUnmapped(dispatching((request, response) -> {
            // Tomcat closes a connection after a 503.
            response.setStatus(502);
            response.getWriter().print("down");
        }));
        RawClient client = connect(uri);

        for (int i = 0; i < 3; i++) {
            assertThat(client.exchange(visit("/")).body().utf8()).isEqualTo("down");
        }
    }

    @Test
    void oneRetryGoesPastItAndNoneAfterThat() {
        AtomicInteger calls = new AtomicInteger();
        URI uri = startUnmapped(
                (request, response) -> {
                    if (request.getDispatcherType() == DispatcherType.ASYNC) {
                        response.getWriter().print("mended");
                        return;
                    }
                    calls.incrementAndGet();
                    AsyncContext context = request.startAsync();
                    AsyncSubject.run(() -> {
                        response.sendError(503);
                        context.complete();
                    });
                },
                "retry.on=503",
                NO_BUDGET);
        try (LogLines log = LogLines.of("io.breakwater")) {
            ask(uri, visit("/"));
            assertThat(reports.only().ending()).isEqualTo(Ending.ABORTED);
            assertThat(warnings(log)).hasSize(1);

            RawResponse seen = ask(uri, visit("/"));

            assertThat(seen.status()).isEqualTo(503);
            assertThat(seen.body().utf8()).contains(seen.header(ID));
            await().until(() -> reports.all().size() == 2);
            assertThat(reports.all().get(1).ending()).isEqualTo(Ending.PAGE);
            assertThat(calls).hasValue(2);
            assertThat(warnings(log)).hasSize(1);
        }
    }
}
