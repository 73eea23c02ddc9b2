package io.breakwater.internal.exchange;

import io.breakwater.internal.exchange.fake.App;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What apps do under guard. */
final class Apps {

    private Apps() {}

    static App answering(String body) {
        return (request, response) -> response.getWriter().write(body);
    }

    /** Answers with a status and a body of its own. */
    static App answering(int status, String body) {
        return (request, response) -> {
            response.setStatus(status);
            response.getWriter().write(body);
        };
    }

    /** Its downstream is not there, so that nothing has been sent. */
    static App refused() {
        return (request, response) -> {
            throw new ConnectException("Connection refused");
        };
    }

    /** Its downstream has perhaps been at work. */
    static App reset() {
        return (request, response) -> {
            throw new SocketException("Connection reset");
        };
    }

    /** Does one after the other, a call each, and the last from then on. */
    static App inTurn(App... turns) {
        AtomicInteger calls = new AtomicInteger();
        return (request, response) ->
                turns[Math.min(calls.getAndIncrement(), turns.length - 1)].serve(request, response);
    }

    /** Something that a thread of the app's own does. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    static void onOwnThread(Task task) {
        new Thread(() -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .start();
    }

    /** What an app does after it has started asynchronous operation. */
    @FunctionalInterface
    interface Later {
        void run(AsyncContext context, HttpServletResponse response) throws IOException;
    }

    /** Starts asynchronous operation, and goes on on a thread of its own. */
    static App later(Later later) {
        return (request, response) -> {
            AsyncContext context = request.startAsync();
            onOwnThread(() -> later.run(context, (HttpServletResponse) context.getResponse()));
        };
    }

    /** Serves on a thread of its own, where the test looks on. */
    static CompletableFuture<Void> aside(Runnable serving) {
        return CompletableFuture.runAsync(serving);
    }

    /** Waits whatever happens to its thread; a test that is over opens the latch. */
    static void holdOut(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                if (!latch.await(20, TimeUnit.SECONDS)) {
                    throw new AssertionError("nobody has let the app go on");
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
