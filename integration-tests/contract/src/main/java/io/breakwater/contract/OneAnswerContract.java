package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.LateWriter;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Bytes;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Exactly one of app and guard answers, and never a mixture of both. */
@Promise("OneAnswer")
public class OneAnswerContract extends GuardedContract {
    private static final String SHORT = "timeout=300ms";
    private static final String APPS = "the app's own answer, longer than a line, to be seen whole or not at all";

    @Test
    void aLateWriterGetsAnIoExceptionAndLeavesNoTrace() throws Exception {
        LateWriter latecomer = new LateWriter(APPS);
        RawClient client = connect(start(latecomer, SHORT));

        RawResponse seen = client.exchange(visit("/"));
        latecomer.letGo();

        assertThat(latecomer.result().get(5, TimeUnit.SECONDS).refused()).isTrue();
        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.headers().has("X-Late")).isFalse();
        assertThat(seen.body().utf8()).doesNotContain(APPS);
        // What comes after the answer on this connection is its end, and not what the latecomer wrote.
        assertThat(client.receiveSome(1).length()).isZero();
        assertThat(reports.only().attempts()).isEqualTo(1);
    }

    @Test
    void whateverALatecomerTriesNothingChangesTheAnswer() throws Exception {
        CompletableFuture<List<String>> refused = new CompletableFuture<>();
        LateWriter gate = new LateWriter("");
        Subject triesAll = (request, response) -> {
            PrintWriter writer = response.getWriter();
            try {
                gate.serve(request, response);
            } catch (IOException e) {
                // The gate's own refusal: now come the other ways.
                refused.complete(tryAll(response, writer));
            }
        };
        RawClient client = connect(start(triesAll, SHORT));

        RawResponse seen = client.exchange(visit("/"));
        gate.letGo();

        assertThat(refused.get(5, TimeUnit.SECONDS))
                .containsExactly("write", "sendError", "sendRedirect", "reset", "flushBuffer", "isCommitted");
        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.headers().has("X-Late")).isFalse();
        assertThat(client.receiveSome(1).length()).isZero();
    }

    private interface Try {
        void run() throws IOException;
    }

    private static List<String> tryAll(HttpServletResponse response, PrintWriter writer) {
        List<String> refused = new ArrayList<>();
        response.setStatus(200);
        response.addHeader("X-Late", "yes");
        response.setContentLength(3);
        writer.write("late");
        if (writer.checkError()) {
            refused.add("write");
        }
        note(refused, "sendError", () -> response.sendError(500));
        note(refused, "sendRedirect", () -> response.sendRedirect("/elsewhere"));
        note(refused, "reset", response::reset);
        note(refused, "flushBuffer", response::flushBuffer);
        if (response.isCommitted()) {
            refused.add("isCommitted");
        }
        return refused;
    }

    private static void note(List<String> refused, String what, Try attempt) {
        try {
            attempt.run();
        } catch (IOException | IllegalStateException e) {
            refused.add(what);
        }
    }

    @Test
    void anExceptionThrownTooLateChangesNothing() {
        LateWriter gate = new LateWriter("");
        Subject throwsLate = (request, response) -> {
            try {
                gate.serve(request, response);
            } catch (IOException e) {
                throw new IllegalStateException("late", e);
            }
        };
        RawClient client = connect(start(throwsLate, SHORT));

        RawResponse seen = client.exchange(visit("/"));
        gate.letGo();

        assertThat(seen.status()).isEqualTo(504);
        assertThat(client.receiveSome(1).length()).isZero();
        assertThat(reports.only().attempts()).isEqualTo(1);
    }

    @Test
    void anAppThatAnswersInTimeWins() throws Exception {
        LateWriter inTime = new LateWriter(APPS);
        RawClient client = connect(start(inTime, "timeout=10s")).send(visit("/"));
        inTime.awaitArrival();
        inTime.letGo();

        RawResponse seen = client.receive();

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().utf8()).isEqualTo(APPS);
        assertThat(inTime.result().get(5, TimeUnit.SECONDS).refused()).isFalse();
    }

    @Test
    void eachClientSeesOneWholeAnswerWhenAppAndDeadlineRace() throws Exception {
        long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(150);
        Subject racer = (request, response) -> {
            long until = System.nanoTime() + timeoutNanos + Long.parseLong(request.getHeader("X-Offset"));
            while (System.nanoTime() - until < 0) {
                // An interrupt ends the nap and not the race.
                LockSupport.parkNanos(Math.min(1_000_000, until - System.nanoTime()));
                Thread.interrupted();
            }
            response.setHeader("X-App", "yes");
            response.setContentType("text/plain");
            for (String word : APPS.split("(?<= )", -1)) {
                response.getOutputStream().print(word);
            }
            if (request.getHeader("X-Flush") != null) {
                response.flushBuffer();
            }
        };
        URI uri = start(racer, "timeout=150ms", "circuit-breaker.enabled=false", "concurrency.max=none");
        Random random = new Random(504);
        ExecutorService clients = Executors.newFixedThreadPool(16);
        try {
            List<Future<RawResponse>> answers = new ArrayList<>();
            for (int i = 0; i < 240; i++) {
                // A few are sure to win and a few to lose, the rest are closer than any clock can tell.
                long offset = i % 12 == 0
                        ? -100_000_000L
                        : i % 12 == 1 ? 200_000_000L : random.nextInt(10_000_000) - 5_000_000;
                boolean flush = random.nextBoolean();
                answers.add(clients.submit(() -> ask(uri, racing(offset, flush))));
            }
            int won = 0;
            for (Future<RawResponse> answer : answers) {
                won += wonWhole(answer.get(30, TimeUnit.SECONDS)) ? 1 : 0;
            }
            assertThat(won).isBetween(20, 220);
        } finally {
            clients.shutdownNow();
        }
        assertThat(reports.await(240)).hasSize(240);
    }

    private static RawRequest racing(long offset, boolean flush) {
        RawRequest request = visit("/").with("X-Offset", Long.toString(offset));
        return flush ? request.with("X-Flush", "yes") : request;
    }

    private static boolean wonWhole(RawResponse seen) {
        assertThat(seen.whole()).isTrue();
        boolean app = seen.status() == 200;
        if (app) {
            assertThat(seen.body()).isEqualTo(Bytes.utf8(APPS));
            assertThat(seen.headers().has("X-App")).isTrue();
        } else {
            assertThat(seen.status()).isEqualTo(504);
            assertThat(seen.body().utf8()).contains("</html>").doesNotContain(APPS);
            assertThat(seen.headers().has("X-App")).isFalse();
        }
        return app;
    }
}
