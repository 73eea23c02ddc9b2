package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The deadline and the container's own time-out of asynchronous exchanges, and those who come after it. */
@Promise(value = "Deadline", in = Section.ASYNC)
public class AsyncDeadlineContract extends AsyncContract {
    private static final String SHORT = "timeout=400ms";

    private void assertThePageOfTheDeadline(RawResponse seen) {
        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.body().utf8()).contains("<html");
        assertThat(seen.whole()).isTrue();
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_TIMEOUT);
        assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
        await().until(() -> route().availableConcurrency().orElseThrow() == 1);
    }

    @Test
    void thePageComesAtTheDeadlineWhileNobodyCompletes() {
        AsyncSubject never = (context, request, response) -> {};
        URI uri = startAsync(never, SHORT, "concurrency.max=1");

        assertThePageOfTheDeadline(ask(uri, visit("/")));
    }

    @Test
    void aLateWriterIsRefusedAndMayCompleteInPeace() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        CompletableFuture<Throwable> written = new CompletableFuture<>();
        CompletableFuture<Throwable> completed = new CompletableFuture<>();
        CompletableFuture<Throwable> dispatched = new CompletableFuture<>();
        AsyncSubject app = (context, request, response) -> {
            late.await(30, TimeUnit.SECONDS);
            written.complete(catchThrowable(() -> response.getOutputStream().print("overdue bytes")));
            dispatched.complete(catchThrowable(context::dispatch));
            completed.complete(catchThrowable(context::complete));
        };
        URI uri = startAsync(app, SHORT, "concurrency.max=1");

        RawResponse seen = ask(uri, visit("/"));
        assertThePageOfTheDeadline(seen);
        late.countDown();

        assertThat(written.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(dispatched.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
        assertThat(completed.get(10, TimeUnit.SECONDS)).isNull();
        assertThat(seen.body().utf8()).doesNotContain("overdue bytes");
        assertThat(reports.all()).hasSize(1);
    }

    @Test
    void theDeadlineHoldsInADispatchThatIsStuck() {
        CountDownLatch leave = new CountDownLatch(1);
        Subject app = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                awaitUninterruptibly(leave);
            } else {
                AsyncContext context = request.startAsync();
                AsyncSubject.run(context::dispatch);
            }
        };
        URI uri = startAsync(app, SHORT);
        RawClient client = connect(uri).send(visit("/"));

        RawResponse seen = client.receive();
        leave.countDown();

        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.body().utf8()).contains("<html");
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_TIMEOUT);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await(30, TimeUnit.SECONDS);
                return;
            } catch (InterruptedException e) {
                // What it waits for heeds no interrupt.
            }
        }
    }

    @Test
    void theContainersTimeOutBecomesThePageWhenNobodyAnswers() {
        RecordingListener heard = new RecordingListener();
        Subject app = (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(200);
            context.addListener(heard);
        };
        URI uri = startAsync(app, "timeout=30s", "concurrency.max=1");

        assertThePageOfTheDeadline(ask(uri, visit("/")));

        heard.await("complete");
        assertThat(heard.names()).containsExactly("timeout", "complete");
    }

    @Test
    void anAppThatAnswersInItsOwnTimeOutKeepsItsAnswer() {
        Subject app = (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(200);
            context.addListener(new RecordingListener() {
                @Override
                public void onTimeout(AsyncEvent event) throws IOException {
                    ((HttpServletResponse) event.getSuppliedResponse()).setStatus(202);
                    event.getSuppliedResponse().getWriter().write("later");
                    event.getAsyncContext().complete();
                }
            });
        };
        URI uri = startAsync(app, "timeout=30s");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(202);
        assertThat(seen.body().utf8()).isEqualTo("later");
        assertThat(reports.only().fault()).isEmpty();
    }

    @Test
    void anAppThatDispatchesInItsOwnTimeOutKeepsItsAnswer() {
        Subject app = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                response.getWriter().write("later");
                return;
            }
            AsyncContext context = request.startAsync();
            context.setTimeout(200);
            context.addListener(new RecordingListener() {
                @Override
                public void onTimeout(AsyncEvent event) {
                    event.getAsyncContext().dispatch();
                }
            });
        };
        URI uri = startAsync(app, "timeout=30s");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().utf8()).isEqualTo("later");
        assertThat(reports.only().fault()).isEmpty();
    }

    @Test
    void theAppHearsThatItsRequestIsOver() {
        RecordingListener heard = new RecordingListener();
        Subject app = (request, response) -> request.startAsync().addListener(heard);
        URI uri = startAsync(app, SHORT);

        assertThat(ask(uri, visit("/")).status()).isEqualTo(504);

        heard.await("complete");
    }

    @Test
    void aStreamThatStallsIsBroken() {
        AsyncSubject app = (context, request, response) -> {
            response.getOutputStream().print("begun");
            response.flushBuffer();
        };
        URI uri = startAsync(app, "idle-timeout=400ms");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.whole()).isFalse();
        assertThat(reports.only().fault()).contains(Fault.READ_TIMEOUT);
    }
}
