package io.breakwater.spring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that the JDK has for all time-outs of {@code CompletableFuture}, which Spring's factory for the JDK's client uses
 * for its read time-out. It lives as long as the JVM, and keeps the context class loader of the thread that was the first to need
 * it: that of a web app, which would stay in memory after its end.
 */
final class TimeoutThread {

    private TimeoutThread() {}

    /**
     * Sees to it that it has been started, by a thread with the system's class loader and none of ours on its stack: a thread of
     * a pool's own kind, where the JDK itself goes from one stage to the next.
     */
    static void start() {
        ForkJoinPool pool = new ForkJoinPool(1);
        try {
            Executor late = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, pool);
            CompletableFuture<Void> first = new CompletableFuture<>();
            CompletableFuture<Void> second = first.thenRunAsync(() -> {}, late);
            first.completeAsync(() -> null, pool);
            second.join();
        } finally {
            pool.shutdown();
        }
    }
}
