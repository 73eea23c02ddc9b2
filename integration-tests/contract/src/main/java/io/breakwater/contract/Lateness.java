package io.breakwater.contract;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How late this machine is just now: a thread that wants to be woken every few milliseconds sees by how much it is not. A test
 * that is about time gives so much of it to the machine, and on a quiet one nothing to speak of.
 */
final class Lateness implements AutoCloseable {
    private static final long STEP_NANOS = Duration.ofMillis(5).toNanos();
    /** Hand-overs from one thread to another between a deadline and the test that hears of it, each of which may be as late. */
    private static final int HAND_OVERS = 6;

    private final AtomicLong worstNanos = new AtomicLong();
    private final Thread thread = new Thread(this::look, "lateness");

    private Lateness() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Looks until it is closed. */
    static Lateness begin() {
        return new Lateness();
    }

    private void look() {
        try {
            while (true) {
                long begin = System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(STEP_NANOS);
                long late = System.nanoTime() - begin - STEP_NANOS;
                worstNanos.accumulateAndGet(late, Math::max);
            }
        } catch (InterruptedException e) {
            // It has been closed.
        }
    }

    /** The worst so far. */
    Duration worst() {
        return Duration.ofNanos(worstNanos.get());
    }

    /** What a machine that is so late may take on top of {@code limit}. */
    Duration onTopOf(Duration limit) {
        return limit.plus(worst().multipliedBy(HAND_OVERS));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
