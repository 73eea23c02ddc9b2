package io.breakwater.contract.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits until the test lets it go, whatever interrupts it, then writes its answer, however late. One request each.
 * Thread-safe.
 */
public final class LateWriter implements Subject {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private final String text;

    /** One that writes that text in the end. */
    public LateWriter(String text) {
        this.text = text;
    }

    /**
     * What its lateness came to.
     *
     * @param refused whether writing failed with an IOException
     * @param interrupted whether it was interrupted while it waited
     */
    public record Result(boolean refused, boolean interrupted) {}

    @Override
    public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        arrived.countDown();
        boolean interrupted = waitForLeave();
        try {
            response.setHeader("X-Late", "yes");
            response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            response.flushBuffer();
            result.complete(new Result(false, interrupted));
        } catch (IOException e) {
            result.complete(new Result(true, interrupted));
            throw e;
        }
    }

    private boolean waitForLeave() {
        boolean interrupted = false;
        while (true) {
            try {
                if (!leave.await(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody called letGo()");
                }
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /** Waits until its request has reached it. */
    public void awaitArrival() throws InterruptedException {
        if (!arrived.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no request came");
        }
    }

    /** Whether its request reaches it within that time: for tests that show that none does. */
    public boolean arrivesWithin(Duration duration) throws InterruptedException {
        return arrived.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Lets it write now. */
    public void letGo() {
        leave.countDown();
    }

    /** Completes once it has written, or was refused. */
    public CompletableFuture<Result> result() {
        return result;
    }
}
