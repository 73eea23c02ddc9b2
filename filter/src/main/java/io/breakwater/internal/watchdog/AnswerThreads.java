package io.breakwater.internal.watchdog;

import io.breakwater.internal.log.Logs;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Threads for whatever may block, like writing a page to a client or telling a listener; they exist only while they are needed.
 * One that is stuck does not keep the others' work waiting: for each there are two more, up to a bound, and beyond that those
 * that are stuck have to make room. How it stands is looked at by an alarm on the watchdog's board, for as long as there is work.
 *
 * <p>Thread-safe.
 */
final class AnswerThreads {

    private static final Logger LOG = Logs.of(AnswerThreads.class);

    /** A page takes a millisecond, so these are enough for a wave of them. */
    private static final int USUAL_THREADS = 16;

    private static final int MOST_THREADS = 256;
    private static final long KEEP_ALIVE_SECONDS = 1;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** So long may an answer take, in its connection's line and out to the client: many round trips of a bad network. */
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** The same when there is no thread left for others, and when the app stops. */
    private static final long PRESSED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final TaskBoard board;
    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor threads;
    /** For what frees a stuck thread, and must not wait for one. */
    private final ThreadPoolExecutor cutters;

    private final AtomicInteger underWay = new AtomicInteger();
    private final Set<BusyThread> busy = ConcurrentHashMap.newKeySet();
    private final Set<Delivery> deliveries = ConcurrentHashMap.newKeySet();
    private final ConnectionQueues lanes = new ConnectionQueues();
    /** On the board while there is work; else null. */
    private final AtomicReference<@Nullable Look> look = new AtomicReference<>();

    private volatile long limitNanos = LIMIT_NANOS;

    @SuppressWarnings("ErroneousThreadPoolConstructorChecker") // the core grows, up to the maximum
    AnswerThreads(TaskBoard board, LongSupplier nanoTime) {
        this.board = board;
        this.nanoTime = nanoTime;
        this.threads = new ThreadPoolExecutor(
                USUAL_THREADS,
                MOST_THREADS,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                named("breakwater-answer"));
        threads.allowCoreThreadTimeOut(true);
        this.cutters = new ThreadPoolExecutor(
                0,
                MOST_THREADS,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                named("breakwater-abort"));
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Runs it on a thread of its own, or here when it is too late for that. */
    void execute(Runnable work) {
        underWay.incrementAndGet();
        Runnable watched = () -> run(work);
        threads.getQueue().add(watched);
        if (isToStart()) {
            startThread();
        }
        try {
            keepLooking();
        } catch (OutOfMemoryError e) {
            LOG.debug("nobody looks how it stands until there is other work", e);
        }
        if (threads.isShutdown() && threads.remove(watched)) {
            watched.run();
        }
    }

    /**
     * Whether the work that has just been put into the queue needs a thread that only its bringer can start. The executor would
     * start one for each until there are enough, and to start one is to wait until it is given a processor; the bringer is the
     * watchdog mostly, for whom all other visitors wait. So of a wave it starts the first, and each that begins starts the next.
     */
    private boolean isToStart() {
        int there = threads.getPoolSize();
        return there == 0 || (threads.getQueue().size() == 1 && underWay.get() > there);
    }

    private void startThread() {
        try {
            threads.prestartCoreThread();
        } catch (OutOfMemoryError e) {
            LOG.debug("no thread to be had: one that there is takes the work, or the one that the next look begins", e);
        }
    }

    @SuppressWarnings("IllegalCatch") // the executor would keep it to itself
    private void run(Runnable work) {
        BusyThread me = new BusyThread(now());
        busy.add(me);
        try {
            if (!threads.getQueue().isEmpty()) {
                // Whoever begins sees to it that the next has a thread, too.
                startThread();
            }
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("an exchange could not be answered", e);
        } finally {
            busy.remove(me);
            underWay.decrementAndGet();
        }
    }

    /** Carries it out here, or later where enough others of its connection are being carried out. */
    void deliver(Delivery delivery) {
        delivery.isDue(now());
        Optional<String> connection = delivery.connection();
        if (lanes.enter(delivery, connection)) {
            carryOut(delivery, connection);
        }
    }

    private void carryOut(Delivery delivery, Optional<String> connection) {
        try {
            delivery.start(now(), limitNanos);
            deliveries.add(delivery);
            delivery.carryOut();
        } finally {
            deliveries.remove(delivery);
            lanes.leave(connection).ifPresent(next -> execute(() -> carryOut(next, connection)));
        }
    }

    /** Whether there is work. */
    boolean isBusy() {
        return underWay.get() > 0;
    }

    /** The app stops: there is not much time left. */
    void hurry() {
        limitNanos = PRESSED_NANOS;
    }

    boolean isTerminated() {
        return threads.isTerminated() && cutters.isTerminated();
    }

    /** Ends the threads, by force where they have not come to an end in time. */
    void close(long millis) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
        cutters.shutdownNow();
        cutters.awaitTermination(millis, TimeUnit.MILLISECONDS);
    }

    void closeNow() {
        threads.shutdownNow();
        cutters.shutdownNow();
    }

    private long now() {
        return nanoTime.getAsLong();
    }

    private void keepLooking() {
        if (look.get() == null) {
            Look next = new Look();
            next.atNanos = now() + LOOK_NANOS;
            if (look.compareAndSet(null, next)) {
                board.arm(next);
            }
        }
    }

    private void look() {
        long now = now();
        int stuck = 0;
        for (BusyThread one : busy) {
            if (one.isStuck(now)) {
                stuck++;
            }
        }
        int wanted = Math.min(MOST_THREADS, USUAL_THREADS + 2 * stuck);
        if (wanted != threads.getCorePoolSize()) {
            threads.setCorePoolSize(wanted);
        }
        boolean waiting = !threads.getQueue().isEmpty();
        if (waiting) {
            startThread();
        }
        long writeNanos = waiting && stuck > MOST_THREADS - USUAL_THREADS ? PRESSED_NANOS : limitNanos;
        for (Delivery delivery : deliveries) {
            delivery.keepTo(limitNanos, writeNanos, now, cutters);
        }
    }

    /** Looks how it stands. By the time there is, not by the one that the watchdog makes up when the app stops. */
    private final class Look extends WatchdogTask {
        @Override
        public void run(long nowNanos) {
            atNanos = now() + LOOK_NANOS;
            look();
            if (underWay.get() == 0) {
                look.set(null);
                // Somebody may have seen it in place just now, and left it at that.
                if (underWay.get() == 0 || !look.compareAndSet(null, this)) {
                    board.disarm(this);
                }
            }
        }
    }
}
