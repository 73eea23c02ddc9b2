package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The same of asynchronous apps. */
@Promise(value = "Stale", in = Section.ASYNC)
public class AsyncStaleAnswerContract extends AsyncContract {

    private static final String ON = "stale.enabled=true";
    private static final String ONE_ATTEMPT = "retry.max-attempts=1";

    private final AtomicBoolean fails = new AtomicBoolean();

    private void assertGiven(URI uri) {
        assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("kept");
        // Kept before the client has all of it, but for a container that sends it earlier.
        fails.set(true);

        RawResponse given = ask(uri, visit("/"));

        assertThat(given.status()).isEqualTo(200);
        assertThat(given.whole()).isTrue();
        assertThat(given.body().utf8()).isEqualTo("kept");
        assertThat(given.headers().has("Age")).isTrue();
        await().until(() -> reports.all().stream().map(ExchangeReport::ending).anyMatch(Ending.STORED::equals));
    }

    @Test
    void itIsGivenForAFailingAnswer() {
        AsyncSubject app = (context, request, response) -> {
            if (fails.get()) {
                response.setStatus(503);
            } else {
                response.getOutputStream().print("kept");
            }
            context.complete();
        };

        assertGiven(startAsync(app, ON, ONE_ATTEMPT));
    }

    @Test
    void itIsGivenAtTheDeadline() {
        AsyncSubject app = (context, request, response) -> {
            if (!fails.get()) {
                response.getWriter().print("kept");
                context.complete();
            }
        };

        assertGiven(startAsync(app, ON, ONE_ATTEMPT, "timeout=1500ms"));
    }

    @Test
    void aDispatchIsKeptUnderTheNameThatTheClientAskedFor() {
        Subject app = (request, response) -> {
            if (request.getDispatcherType() != DispatcherType.ASYNC) {
                AsyncContext context = request.startAsync();
                AsyncSubject.run(() -> context.dispatch("/elsewhere"));
            } else if (fails.get()) {
                response.setStatus(503);
            } else {
                response.getOutputStream().print("kept");
            }
        };

        assertGiven(startAsync(app, ON, ONE_ATTEMPT));
    }
}
