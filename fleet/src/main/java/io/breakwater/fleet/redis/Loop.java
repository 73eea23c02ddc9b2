package io.breakwater.fleet.redis;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which a replica thinks about the others, so that what it knows needs no locks. What comes faster than it can think
 * is dropped: requests and connections never wait for it. Thread-safe.
 */
public final class Loop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.breakwater.fleet");
    private static final int MOST_WAITING = 2_048;

    private final ScheduledThreadPoolExecutor executor;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean complained = new AtomicBoolean();

    /** Starts the thread, a daemon. */
    public Loop() {
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "breakwater-fleet");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        // What comes after the end, an answer that was under way for instance, is nobody's.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Has a task done soon; returns false, and drops it, when too many wait already or the loop is closed. */
    public boolean offer(Runnable task) {
        if (waiting.incrementAndGet() > MOST_WAITING || executor.isShutdown()) {
            waiting.decrementAndGet();
            return false;
        }
        executor.execute(() -> {
            waiting.decrementAndGet();
            run(task);
        });
        return true;
    }

    /** Has a task done after a while, unless the loop is closed before; for the loop's own thread, whose tasks are few. */
    public void after(Duration delay, Runnable task) {
        Future<?> unused = timer(delay, task);
    }

    /** Does the same, and can be cancelled. */
    public Future<?> timer(Duration delay, Runnable task) {
        return executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @SuppressWarnings("IllegalCatch") // the thread must go on: what failed once says nothing about the next task
    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            if (complained.compareAndSet(false, true)) {
                LOG.warn("fleet: a task failed; others are not told of", e);
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** Returns whether it has been closed. */
    public boolean isClosed() {
        return executor.isShutdown();
    }
}
