package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Bytes;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Apps that read and write when the container tells them to. */
@Promise(value = "NonBlocking", in = Section.ASYNC)
public class NonBlockingContract extends AsyncContract {
    private static final int PIECE = 8 * 1024;
    /** More than any container and any socket takes for a client that does not read. */
    private static final int MUCH = 1000 * PIECE;

    private static final Duration IDLE = Duration.ofMillis(1200);
    private static final Duration LONG_WAIT = Duration.ofMillis(400);

    /** What a non-blocking writer does, step by step, whenever it can write. */
    private interface Step {
        /** Writes something; false when all is written. */
        boolean write(ServletOutputStream out) throws IOException;
    }

    private static class Writer implements WriteListener {
        private final AsyncContext context;
        private final ServletOutputStream out;
        private final Step step;
        private final CompletableFuture<Throwable> broken = new CompletableFuture<>();
        private boolean done;

        Writer(AsyncContext context, ServletOutputStream out, Step step) {
            this.context = context;
            this.out = out;
            this.step = step;
        }

        @Override
        public void onWritePossible() throws IOException {
            while (!done && out.isReady()) {
                if (!step.write(out)) {
                    done = true;
                    context.complete();
                }
            }
        }

        @Override
        public void onError(Throwable thrown) {
            broken.complete(thrown);
            context.complete();
        }
    }

    /** Writes so many bytes, under that status. */
    private static Subject writing(int status, int bytes) {
        return (request, response) -> {
            AsyncContext context = request.startAsync();
            response.setStatus(status);
            ServletOutputStream out = response.getOutputStream();
            int[] left = {bytes};
            out.setWriteListener(new Writer(context, out, stream -> {
                int piece = Math.min(PIECE, left[0]);
                stream.write(Bytes.filler(piece).toArray());
                left[0] -= piece;
                return left[0] > 0;
            }));
        };
    }

    @Test
    void aBodyThatIsWrittenAsTheClientTakesItArrivesWhole() {
        URI uri = startAsync(writing(200, 100 * PIECE), "concurrency.max=1");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().length()).isEqualTo(100 * PIECE);
        assertThat(reports.only().ending()).isEqualTo(Ending.RELEASED);
        await().until(() -> route().availableConcurrency().orElseThrow() == 1);
    }

    @Test
    void aFailingStatusIsHeldBackAndGivesWayToThePage() {
        URI uri = startAsync(writing(503, 2 * PIECE));

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.body().utf8()).contains("<html");
        assertThat(seen.whole()).isTrue();
        assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
    }

    @Test
    void aFailingBodyForAnApiClientGoesOutAsItWasWritten() {
        URI uri = startAsync(writing(503, 5 * PIECE));

        RawResponse seen = ask(uri, RawRequest.get("/").with("Accept", "application/json"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().length()).isEqualTo(5 * PIECE);
    }

    @Test
    void aFailingBodyThatIsTooLongToHoldGoesOutAsItWasWritten() {
        URI uri = startAsync(writing(503, 100 * PIECE));

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().length()).isEqualTo(100 * PIECE);
    }

    @Test
    void thePageOfTheDeadlineGoesOutAlthoughTheAppWritesWhenItCan() {
        Subject waits = (request, response) -> {
            AsyncContext context = request.startAsync();
            response.getOutputStream().setWriteListener(new WriteListener() {
                @Override
                public void onWritePossible() {
                    // It has nothing to write yet.
                    context.getTimeout();
                }

                @Override
                public void onError(Throwable thrown) {
                    context.complete();
                }
            });
        };
        URI uri = startAsync(waits, "timeout=400ms");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.body().utf8()).contains("<html");
        assertThat(seen.whole()).isTrue();
    }

    @Test
    void aLateNonBlockingWriterIsRefused() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        Subject app = (request, response) -> {
            AsyncContext context = request.startAsync();
            ServletOutputStream out = response.getOutputStream();
            AsyncSubject.run(() -> {
                late.await(30, TimeUnit.SECONDS);
                assertThat(out.isReady()).isTrue();
                refused.complete(catchThrowable(() -> out.write(1)));
                context.complete();
            });
        };
        URI uri = startAsync(app, "timeout=400ms");

        assertThat(ask(uri, visit("/")).status()).isEqualTo(504);
        late.countDown();

        assertThat(refused.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }

    @Test
    void aClientThatHangsUpIsNoFailureOfTheDownstream() {
        Subject endless = (request, response) -> {
            AsyncContext context = request.startAsync();
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new Writer(context, out, stream -> {
                stream.write(Bytes.filler(PIECE).toArray());
                return true;
            }));
        };
        URI uri = startAsync(endless, "concurrency.max=1");
        RawClient client = connect(uri).send(visit("/"));
        client.receiveSome(PIECE);

        client.close();

        assertThat(reports.only().ending()).isEqualTo(Ending.CLIENT_GONE);
        assertThat(reports.only().fault()).isPresent();
        await().until(() -> route().availableConcurrency().orElseThrow() == 1);
    }

    /** Writes more than any buffer holds; when it has waited long for its client, its downstream takes its time, or says no more. */
    private static Subject writingMuch(Duration downstreamsTime, boolean goesOn) {
        return (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(0);
            ServletOutputStream out = response.getOutputStream();
            int[] left = {MUCH};
            out.setWriteListener(
                    new Writer(context, out, stream -> {
                        stream.write(Bytes.filler(PIECE).toArray());
                        left[0] -= PIECE;
                        return left[0] > 0;
                    }) {
                        private long sinceNanos = System.nanoTime();
                        private boolean silent;

                        @Override
                        public void onWritePossible() throws IOException {
                            if (System.nanoTime() - sinceNanos > LONG_WAIT.toNanos()) {
                                new Gate().waitFor(downstreamsTime);
                                silent = !goesOn;
                            }
                            if (!silent) {
                                super.onWritePossible();
                            }
                            sinceNanos = System.nanoTime();
                        }
                    });
        };
    }

    @Test
    void aClientThatReadsLateIsAwaited() {
        URI uri = startAsync(
                writingMuch(IDLE.dividedBy(2), true),
                "timeout=1s",
                "idle-timeout=" + IDLE.toMillis() + "ms",
                "circuit-breaker.minimum-number-of-calls=1");
        RawClient client = RawClient.withSmallWindow(uri).send(visit("/")).pause(IDLE.multipliedBy(2));
        closeInTheEnd(client);

        RawResponse seen = client.receive();

        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().length()).isEqualTo(MUCH);
        assertThat(reports.only().fault()).isEmpty();
        assertThat(route().breakerState()).isEqualTo("CLOSED");
    }

    @Test
    void aDownstreamThatFallsSilentIsCutAlthoughItsClientWasAwaitedBefore() {
        URI uri = startAsync(writingMuch(Duration.ZERO, false), "idle-timeout=" + IDLE.toMillis() + "ms");
        RawClient client = RawClient.withSmallWindow(uri).send(visit("/")).pause(IDLE);
        closeInTheEnd(client);

        RawResponse seen = client.receive();

        assertThat(seen.whole()).isFalse();
        assertThat(reports.only().fault()).contains(Fault.READ_TIMEOUT);
    }

    @Test
    void aDownstreamThatFailsAWriterHalfwayIsSeenToBeBroken() {
        int[] pieces = {0};
        Subject cut = (request, response) -> {
            AsyncContext context = request.startAsync();
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new Writer(context, out, stream -> {
                if (pieces[0]++ * PIECE > BEYOND_ANY_BUFFER) {
                    throw new SocketException("Connection reset");
                }
                stream.write(Bytes.filler(PIECE).toArray());
                return true;
            }));
        };

        RawResponse seen = ask(startAsync(cut, "concurrency.max=1"), visit("/"));

        assertThat(seen.whole()).isFalse();
        assertThat(reports.only().fault()).contains(Fault.CONNECTION_TERMINATED);
        assertThat(reports.only().ending()).isEqualTo(Ending.ABORTED);
    }

    @Test
    void aBodyThatIsReadAsItComesIsAnswered() {
        Subject echo = (request, response) -> {
            AsyncContext context = request.startAsync();
            ServletInputStream in = request.getInputStream();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            in.setReadListener(new ReadListener() {
                @Override
                public void onDataAvailable() throws IOException {
                    byte[] buffer = new byte[64];
                    while (in.isReady() && !in.isFinished()) {
                        int count = in.read(buffer);
                        if (count > 0) {
                            body.write(buffer, 0, count);
                        }
                    }
                }

                @Override
                public void onAllDataRead() throws IOException {
                    response.getOutputStream().write(body.toByteArray());
                    context.complete();
                }

                @Override
                public void onError(Throwable thrown) {
                    context.complete();
                }
            });
        };
        URI uri = startAsync(echo);
        Bytes body = Bytes.filler(10_000);

        RawResponse seen = ask(uri, RawRequest.of("POST", "/", body));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body()).isEqualTo(body);
    }

    /** Reads a body as it comes, and answers with nothing; a visit without one stays in the app until the gate opens. */
    private static Subject readingOrHolding(AtomicInteger received, AtomicBoolean wentOn, Gate gate) {
        return (request, response) -> {
            AsyncContext context = request.startAsync();
            if (request.getMethod().equals("GET")) {
                AsyncSubject.run(() -> {
                    gate.pass();
                    context.complete();
                });
                return;
            }
            ServletInputStream in = request.getInputStream();
            in.setReadListener(new ReadListener() {
                @Override
                public void onDataAvailable() throws IOException {
                    while (in.isReady() && !in.isFinished()) {
                        received.addAndGet(in.read(new byte[64]));
                    }
                }

                @Override
                public void onAllDataRead() {
                    wentOn.set(true);
                    context.complete();
                }

                @Override
                public void onError(Throwable thrown) {
                    context.complete();
                }
            });
        };
    }

    @Test
    void aReaderWhoseBodyEndsWhenNoPlaceIsFreeDoesNotGoOn() {
        AtomicInteger received = new AtomicInteger();
        AtomicBoolean wentOn = new AtomicBoolean();
        Gate gate = new Gate();
        URI uri = startAsync(readingOrHolding(received, wentOn, gate), "concurrency.max=1", "client-wait=100ms");
        RawClient stalled = connect(uri)
                .sendHead(RawRequest.get("/").withMethod("POST").with("Transfer-Encoding", "chunked"))
                .sendBytes(Bytes.utf8("1\r\nx\r\n"));
        await().until(() ->
                received.get() == 1 && route().availableConcurrency().orElseThrow() == 1);
        RawClient holding = connect(uri).send(visit("/"));
        await().until(() -> route().availableConcurrency().orElseThrow() == 0);

        stalled.sendBytes(Bytes.utf8("0\r\n\r\n"));

        // What it answers is the container's affair: Tomcat closes the connection for what a listener throws.
        reports.await(1);
        assertThat(wentOn).isFalse();
        gate.open();
        assertThat(holding.receive().status()).isEqualTo(200);
        await().until(() -> route().availableConcurrency().orElseThrow() == 1);
    }
}
