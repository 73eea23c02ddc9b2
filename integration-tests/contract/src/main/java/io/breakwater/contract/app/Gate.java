package io.breakwater.contract.app;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where threads of an app wait, as for a downstream, until the test opens it or somebody interrupts them. Thread-safe. */
public final class Gate {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final CountDownLatch opened = new CountDownLatch(1);

    /** Waits until it is open. */
    public void pass() throws IOException {
        if (!isOpenWithin(LIMIT)) {
            throw new IOException("nobody has opened the gate");
        }
    }

    /** Waits for so long, unless it is opened before: then whoever waits has nothing more to do. */
    public void waitFor(Duration time) throws IOException {
        if (isOpenWithin(time)) {
            throw new IOException("the test is over");
        }
    }

    /** Waits until it is open, whoever interrupts: as code does that nobody has taught to stop. */
    public void passStubbornly() {
        boolean open = false;
        while (!open) {
            try {
                opened.await();
                open = true;
            } catch (InterruptedException e) {
                // The test's own doing; nobody asks this thread for its interrupt again.
                open = false;
            }
        }
    }

    private boolean isOpenWithin(Duration time) throws IOException {
        try {
            return opened.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Opens it for good. */
    public void open() {
        opened.countDown();
    }
}
