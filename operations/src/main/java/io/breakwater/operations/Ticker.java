package io.breakwater.operations;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls once a second, on a thread of its own, until it is closed. Thread-safe. */
final class Ticker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long JOIN_MILLIS = 2_000;

    private final Runnable task;
    private final Thread thread;
    private volatile boolean closed;
    private boolean complained;

    private Ticker(Runnable task) {
        this.task = task;
        this.thread = new Thread(this::run, "breakwater-operations");
        thread.setDaemon(true);
    }

    /** Returns a ticker that has begun. */
    static Ticker start(Runnable task) {
        Ticker ticker = new Ticker(task);
        ticker.thread.start();
        return ticker;
    }

    private void run() {
        long next = System.nanoTime() + PERIOD_NANOS;
        while (!closed) {
            long left = next - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else {
                // After a pause of the JVM the calls that were missed are not made up for.
                next = Math.max(next + PERIOD_NANOS, System.nanoTime());
                call();
            }
        }
    }

    @SuppressWarnings("IllegalCatch") // it must go on: what failed once says nothing about the next second
    private void call() {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            if (!complained) {
                complained = true;
                LOG.warn("a look at the routes failed; told once, and tried again every second", e);
            }
        }
    }

    /** Ends the thread. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
