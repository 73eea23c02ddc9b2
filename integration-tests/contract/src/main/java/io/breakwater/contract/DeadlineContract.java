package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.LateWriter;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.StuckServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Echo;
import io.breakwater.downstream.HeaderDrip;
import io.breakwater.downstream.Silence;
import io.breakwater.downstream.Slow;
import io.breakwater.fault.Fault;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The deadline holds for the visitor, whatever the app's thread is doing. */
@Promise("Deadline")
public class DeadlineContract extends GuardedContract {
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final String SHORT = "timeout=500ms";
    /** So long does a test wait for what must not happen, or give what must: far from the deadline on a busy machine. */
    private static final Duration GENEROUS = Duration.ofSeconds(5);

    @Test
    void pageIsServedAtTheDeadlineWhileTheThreadIsStuck() {
        downstream.behave(new Silence());
        URI uri = start(new StuckServlet(downstream.uri()), SHORT);
        try (LogLines lines = LogLines.of("io.breakwater")) {
            RawResponse seen = connect(uri).exchange(visit("/orders"));

            assertThat(seen.status()).isEqualTo(504);
            assertThat(seen.whole()).isTrue();
            assertThat(seen.firstByte()).isBetween(TIMEOUT, GENEROUS);
            assertThat(seen.header("Connection")).isEqualToIgnoringCase("close");
            String id = seen.header(ID);
            assertThat(seen.body().utf8()).contains("</html>").contains(id);
            await().untilAsserted(
                            () -> assertThat(lines.withId(id)).anySatisfy(line -> assertThat(line.getFormattedMessage())
                                    .contains("correlationId=" + id, "fault=http_response_timeout", "status=504")));
            // Nobody has let go of the thread meanwhile: the page was not its work.
            assertStillStuck();
        }
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_TIMEOUT);
    }

    @Test
    void theServerGoesOnServingWhileThreadsAreStuck() {
        downstream.on("/stuck", new Silence());
        downstream.on("/well", Answer.ok("calm"));
        URI uri = start(GuardedApp.empty()
                .with(guard(SHORT))
                .with(ServletEntry.of("/stuck", new StuckServlet(downstream.uri())))
                .with(ServletEntry.of("/well", new ProxyServlet(downstream.uri()))));

        for (int i = 0; i < 3; i++) {
            assertThat(ask(uri, visit("/stuck")).status()).isEqualTo(504);
            assertThat(ask(uri, visit("/well")).body().utf8()).isEqualTo("calm");
        }
    }

    @Test
    void anInterruptibleThreadComesFreeAtTheDeadline() throws Exception {
        downstream.behave(new Silence());
        CompletableFuture<Boolean> freed = new CompletableFuture<>();
        Filter witness = (request, response, chain) -> {
            try {
                chain.doFilter(request, response);
            } finally {
                freed.complete(true);
            }
        };
        URI uri = start(GuardedApp.empty()
                .with(guard(SHORT))
                .with(FilterEntry.of("witness", witness))
                .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri()))));

        assertThat(ask(uri, visit("/")).status()).isEqualTo(504);

        assertThat(freed.get(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
        await().until(() -> downstream.timesAbandoned() == 1);
    }

    @Test
    void nothingIsKeptOfAnExchangeThatEndedAtTheDeadline() {
        BlockingQueue<WeakReference<ServletRequest>> given = new LinkedBlockingQueue<>();
        Subject waits = (request, response) -> {
            given.add(new WeakReference<>(request));
            try {
                new CountDownLatch(1).await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
        URI uri = start(waits, "timeout=200ms");

        for (int i = 0; i < 3; i++) {
            assertThat(ask(uri, visit("/")).status()).isEqualTo(504);
        }

        // The thread that served last may remember its request until it serves again.
        await().until(() -> {
            System.gc();
            return given.stream().filter(request -> request.get() == null).count() >= 2;
        });
    }

    @Test
    void theInterruptDoesNotLeakToWhatTheThreadDoesNext() throws Exception {
        Subject waits = (request, response) -> {
            try {
                new CountDownLatch(1).await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // As the book says; the flag is set again when the guard gets the thread back.
                Thread.currentThread().interrupt();
            }
        };
        BlockingQueue<Boolean> flags = new LinkedBlockingQueue<>();
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("outer", flagSeenAfter(flags)))
                .with(guard(SHORT))
                .with(ServletEntry.of("/*", waits.asServlet())));

        assertThat(ask(uri, visit("/")).status()).isEqualTo(504);

        assertThat(flags.poll(5, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void anInterruptOfSomebodyElsesIsNotCleared() throws Exception {
        CountDownLatch leave = new CountDownLatch(1);
        Subject interruptedByOthers = (request, response) -> {
            Thread.currentThread().interrupt();
            if (request.getRequestURI().equals("/late")) {
                boolean left = false;
                while (!left) {
                    Thread.interrupted();
                    try {
                        left = leave.await(30, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        left = false;
                    }
                    Thread.currentThread().interrupt();
                }
            }
        };
        BlockingQueue<Boolean> flags = new LinkedBlockingQueue<>();
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("outer", flagSeenAfter(flags)))
                .with(guard(SHORT, "timeout-interrupt=false"))
                .with(ServletEntry.of("/*", interruptedByOthers.asServlet())));

        assertThat(ask(uri, visit("/in-time")).status()).isEqualTo(200);
        assertThat(flags.poll(5, TimeUnit.SECONDS)).isTrue();

        assertThat(ask(uri, visit("/late")).status()).isEqualTo(504);
        leave.countDown();
        assertThat(flags.poll(5, TimeUnit.SECONDS)).isTrue();
    }

    private static Filter flagSeenAfter(BlockingQueue<Boolean> flags) {
        return (request, response, chain) -> {
            try {
                chain.doFilter(request, response);
            } finally {
                // Cleared here: what the container would do with it is not the question.
                flags.add(Thread.interrupted());
            }
        };
    }

    @Test
    void anAsynchronousExchangeInterruptsNobodyWhoHasItsThreadNow() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Subject neverCompletes = (request, response) -> {
            request.startAsync();
            begun.countDown();
        };
        LateWriter next = new LateWriter("well");
        // One thread, so that both have the same one after the other.
        URI uri = start(GuardedApp.empty()
                .with(guard("routes.async.path=/async", "routes.async.timeout=500ms"))
                .with(ServletEntry.of("/async", neverCompletes.asServlet()).async())
                .with(ServletEntry.of("/next", next.asServlet()))
                .withThreads(1));
        RawClient first = connect(uri).send(visit("/async"));
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        RawClient second = connect(uri).send(visit("/next"));
        next.awaitArrival();

        reports.await(1);
        next.letGo();

        assertThat(next.result().get(5, TimeUnit.SECONDS).interrupted()).isFalse();
        assertThat(second.receive().body().utf8()).isEqualTo("well");
        assertThat(first.receive().status()).isEqualTo(504);
    }

    @Test
    void theThreadIsInterruptedUnlessThatIsOff() throws Exception {
        LateWriter bears = new LateWriter("late");
        LateWriter doesNotBear = new LateWriter("late");
        URI uri = start(GuardedApp.empty()
                .with(guard(
                        SHORT,
                        "routes.fragile.path=/fragile",
                        "routes.fragile.timeout-interrupt=false",
                        "routes.fragile.timeout=500ms"))
                .with(ServletEntry.of("/tough", bears.asServlet()))
                .with(ServletEntry.of("/fragile", doesNotBear.asServlet())));

        assertThat(ask(uri, visit("/tough")).status()).isEqualTo(504);
        assertThat(ask(uri, visit("/fragile")).status()).isEqualTo(504);
        reports.await(2);
        bears.letGo();
        doesNotBear.letGo();

        assertThat(bears.result().get(5, TimeUnit.SECONDS).interrupted()).isTrue();
        assertThat(doesNotBear.result().get(5, TimeUnit.SECONDS).interrupted()).isFalse();
    }

    @Test
    void aSlowUploadByTheClientDoesNotCount() {
        downstream.behave(new Echo());
        URI uri = start(new ProxyServlet(downstream.uri()), SHORT);
        Bytes body = Bytes.filler(12);

        RawResponse seen = connect(uri)
                .sendSlowly(RawRequest.of("POST", "/in", body), Duration.ofMillis(100))
                .receive();

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body()).isEqualTo(body);
        assertThat(seen.firstByte()).isGreaterThan(TIMEOUT);
    }

    @Test
    void aSlowFormThatTheContainerReadsDoesNotCountEither() {
        Subject readsAForm = (request, response) -> response.getOutputStream().print(request.getParameter("name"));
        URI uri = start(readsAForm, SHORT);
        RawRequest form =
                RawRequest.post("/in", "name=lantern").with("Content-Type", "application/x-www-form-urlencoded");

        RawResponse seen = connect(uri).sendSlowly(form, Duration.ofMillis(100)).receive();

        assertThat(seen.body().utf8()).isEqualTo("lantern");
        assertThat(seen.firstByte()).isGreaterThan(TIMEOUT);
    }

    @Test
    void theDeadlineRunsFromTheEndOfTheUpload() {
        downstream.behave(new Silence());
        URI uri = start(new ProxyServlet(downstream.uri()), SHORT);

        RawResponse seen = connect(uri)
                .sendSlowly(RawRequest.post("/in", "12345678"), Duration.ofMillis(100))
                .receive();

        assertThat(seen.status()).isEqualTo(504);
        // A busy machine spends some of the upload's time outside the app's reading, which the deadline counts.
        assertThat(seen.firstByte()).isBetween(Duration.ofMillis(500).plus(TIMEOUT), GENEROUS);
    }

    @Test
    void aResponseThatHasStartedMayTakeLongerThanTheDeadline() {
        downstream.behave(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + 2 * BEYOND_ANY_BUFFER
                    + "\r\n\r\n");
            call.send(Bytes.filler(BEYOND_ANY_BUFFER).toArray());
            call.pause(Duration.ofMillis(1200));
            call.send(Bytes.filler(BEYOND_ANY_BUFFER).toArray());
        });
        URI uri = start(new ProxyServlet(downstream.uri()), SHORT);

        RawResponse seen = connect(uri).exchange(RawRequest.get("/"));

        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().length()).isEqualTo(2 * BEYOND_ANY_BUFFER);
    }

    @Test
    void headersThatDripDoNotStretchTheDeadline() {
        downstream.behave(new HeaderDrip(Duration.ofMillis(200)));
        URI uri = start(new ProxyServlet(downstream.uri()), SHORT);

        RawResponse seen = connect(uri).exchange(visit("/"));

        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.lastByte()).isLessThan(GENEROUS);
    }

    @Test
    void anAttemptThatMayNotBeRepeatedEndsAtItsOwnLimit() {
        downstream.behave(new Silence());
        URI uri = start(new StuckServlet(downstream.uri()), "timeout=20s", "attempt-timeout=500ms");

        RawResponse seen = connect(uri).exchange(visit("/"));

        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.firstByte()).isBetween(TIMEOUT, GENEROUS);
        assertThat(reports.only().attempts()).isEqualTo(1);
    }

    @Test
    void aDeadlineThatIsNotReachedChangesNothing() {
        downstream.behave(new Slow(Duration.ofMillis(200), Answer.ok("calm")));
        RawClient client = connect(start(new ProxyServlet(downstream.uri()), "timeout=10s"));

        for (int i = 0; i < 3; i++) {
            RawResponse seen = client.exchange(RawRequest.get("/"));
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.headers().first("Connection")).isNotEqualTo(Optional.of("close"));
        }
    }

    @Test
    void thePageOfTheDeadlineIsLoggedUnderTheIdInTheLogContextToo() {
        downstream.behave(new Silence());
        URI uri = start(new StuckServlet(downstream.uri()), SHORT);
        try (LogLines lines = LogLines.of("io.breakwater.exchange")) {
            RawResponse seen = connect(uri).exchange(visit("/"));

            await().untilAsserted(
                            () -> assertThat(lines.events()).anySatisfy(line -> assertThat(line.getMDCPropertyMap())
                                    .containsEntry("correlationId", seen.header(ID))));
        }
    }

    /** A write that a filter in front holds up keeps the watchdog out until time is up; a client that keeps to the deadline is first then. */
    @Test
    void whatBreaksOffWhenTimeIsUpIsATimeout() {
        Duration beyond = Duration.ofMillis(700);
        Filter slow = (request, response, chain) ->
                chain.doFilter(request, new HttpServletResponseWrapper((HttpServletResponse) response) {
                    @Override
                    public void setHeader(String name, String value) {
                        if (name.equals("X-Slow")) {
                            LockSupport.parkNanos(beyond.toNanos());
                        }
                        super.setHeader(name, value);
                    }
                });
        Subject breaksOff = (request, response) -> {
            response.setHeader("X-Slow", "yes");
            throw new SocketException("Connection reset");
        };
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("slow", slow))
                .with(guard("timeout=500ms", "timeout-interrupt=false", "retry.max-attempts=1"))
                .with(ServletEntry.of("/*", breaksOff.asServlet())));

        assertThat(ask(uri, visit("/")).status()).isEqualTo(504);
        assertThat(reports.await(1).get(0).fault()).contains(Fault.RESPONSE_TIMEOUT);
    }
}
