package io.breakwater.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Ways for many clients to ask: as fast as answers come, at a rate, or all at once. */
public final class Load {

    private static final long SMALL_STACK = 256 * 1024;
    /** So many calls of an open loop may wait for their answer at once. */
    private static final int MOST_WAITING = 400;

    private Load() {}

    /** What one client does; it tells the tally of every answer. */
    private interface Course {
        void run(Client client, int number, Tally tally) throws IOException;
    }

    /** Each client asks again as soon as it is answered, for a while: a closed loop, for throughput. */
    public static Tally closed(int port, int clients, Duration time, IntFunction<String> paths) {
        return paced(port, clients, time, Duration.ZERO, paths);
    }

    /** The same for clients that start a call once in each {@code pace} at most, evenly spread; a late answer delays the next. */
    public static Tally paced(int port, int clients, Duration time, Duration pace, IntFunction<String> paths) {
        AtomicInteger calls = new AtomicInteger();
        return run(port, clients, (client, number, tally) -> {
            long start = System.nanoTime() + pace.toNanos() * number / clients;
            long end = System.nanoTime() + time.toNanos();
            long due = start;
            while (due - end < 0 && System.nanoTime() - end < 0) {
                sleepUntil(due);
                long begin = System.nanoTime();
                tally.add(client.get(paths.apply(calls.getAndIncrement())), System.nanoTime() - begin);
                due = Math.max(due + pace.toNanos(), System.nanoTime());
            }
        });
    }

    /** So many calls at a rate, whether or not those before have been answered; each is timed from when it was due. */
    public static Tally open(int port, int calls, double perSecond, IntFunction<String> paths) {
        AtomicInteger next = new AtomicInteger();
        double gapNanos = 1e9 / perSecond;
        long start = System.nanoTime() + Duration.ofMillis(50).toNanos();
        return run(port, Math.min(calls, MOST_WAITING), (client, number, tally) -> {
            for (int call = next.getAndIncrement(); call < calls; call = next.getAndIncrement()) {
                long due = start + (long) (call * gapNanos);
                sleepUntil(due);
                tally.add(client.get(paths.apply(call)), System.nanoTime() - due);
            }
        });
    }

    /** All clients ask once, at the same moment, on connections that they have made before. */
    public static Tally wave(int port, int clients, IntFunction<String> paths) {
        CyclicBarrier ready = new CyclicBarrier(clients);
        return run(port, clients, (client, number, tally) -> {
            client.connect();
            await(ready);
            long begin = System.nanoTime();
            tally.add(client.get(paths.apply(number)), System.nanoTime() - begin);
        });
    }

    private static void await(CyclicBarrier ready) {
        try {
            ready.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException("a client did not come to the start", e);
        }
    }

    private static void sleepUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static Tally run(int port, int clients, Course course) {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        Tally all = new Tally();
        long begin = System.nanoTime();
        for (int i = 0; i < clients; i++) {
            int number = i;
            Thread thread = new Thread(null, () -> go(port, number, course, all), "client", SMALL_STACK);
            thread.setUncaughtExceptionHandler((failed, e) -> {
                synchronized (failures) {
                    failures.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        threads.forEach(Load::join);
        all.took(Duration.ofNanos(System.nanoTime() - begin));
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.size() + " clients failed", failures.get(0));
        }
        return all;
    }

    private static void go(int port, int number, Course course, Tally all) {
        Tally tally = new Tally();
        try (Client client = new Client(port)) {
            course.run(client, number, tally);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        synchronized (all) {
            all.add(tally);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while clients were out", e);
        }
    }
}
