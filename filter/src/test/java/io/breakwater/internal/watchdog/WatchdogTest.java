package io.breakwater.internal.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private static final long FAR = TimeUnit.HOURS.toNanos(1);

    private final Watchdog watchdog = new Watchdog(System::nanoTime, Duration.ofHours(1));

    @AfterEach
    void close() {
        watchdog.close();
    }

    private static final class Bell extends WatchdogTask {
        final CountDownLatch rung = new CountDownLatch(1);
        final AtomicInteger times = new AtomicInteger();
        volatile long rungAtNanos;

        Bell(Duration in) {
            atNanos = System.nanoTime() + in.toNanos();
        }

        @Override
        public void run(long nowNanos) {
            rungAtNanos = nowNanos;
            times.incrementAndGet();
            atNanos = nowNanos + FAR;
            rung.countDown();
        }
    }

    @Test
    void anAlarmRingsOnceAndNotBeforeItsTime() throws InterruptedException {
        Bell bell = new Bell(Duration.ofMillis(30));
        long due = bell.atNanos;
        watchdog.arm(bell);

        assertThat(bell.rung.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(bell.rungAtNanos - due).isNotNegative();
        assertThat(bell.times).hasValue(1);
    }

    @Test
    void anEarlierAlarmIsNotKeptWaitingByALaterOne() throws InterruptedException {
        Bell late = new Bell(Duration.ofMinutes(10));
        watchdog.arm(late);
        Bell early = new Bell(Duration.ofMillis(20));
        watchdog.arm(early);

        assertThat(early.rung.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(late.times).hasValue(0);
    }

    @Test
    void aDisarmedAlarmDoesNotRing() throws InterruptedException {
        Bell off = new Bell(Duration.ofMillis(200));
        Bell later = new Bell(Duration.ofMillis(250));
        watchdog.arm(off);
        watchdog.arm(later);
        watchdog.disarm(off);

        assertThat(later.rung.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(off.times).hasValue(0);
    }

    @Test
    void moreAlarmsThanTheBoardHoldsRingAll() throws InterruptedException {
        List<Bell> bells = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Bell bell = new Bell(Duration.ofMillis(100 + i % 50));
            bells.add(bell);
            watchdog.arm(bell);
        }
        for (Bell bell : bells) {
            assertThat(bell.rung.await(10, TimeUnit.SECONDS)).isTrue();
            watchdog.disarm(bell);
        }
        assertThat(bells).allSatisfy(bell -> assertThat(bell.times).hasValue(1));
    }

    @Test
    void aBrokenAlarmDoesNotStopTheOthers() throws InterruptedException {
        WatchdogTask broken = new WatchdogTask() {
            @Override
            public void run(long nowNanos) {
                throw new IllegalStateException("broken on purpose");
            }
        };
        broken.atNanos = System.nanoTime();
        watchdog.arm(broken);
        Bell bell = new Bell(Duration.ofMillis(50));
        watchdog.arm(bell);

        assertThat(bell.rung.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aLookThatHadToWaitForAProcessorDoesNotMakeTheNextOneLate() throws InterruptedException {
        AtomicLong waited = new AtomicLong();
        AtomicInteger looks = new AtomicInteger();
        // As if the machine were so busy that each time the thread has read the clock half a minute passes.
        LongSupplier onABusyMachine = () -> {
            if (Thread.currentThread().getName().equals("breakwater-watchdog") && looks.incrementAndGet() % 2 == 1) {
                return System.nanoTime() + waited.getAndAdd(TimeUnit.SECONDS.toNanos(30));
            }
            return System.nanoTime() + waited.get();
        };
        try (Watchdog busy = new Watchdog(onABusyMachine, Duration.ofHours(1))) {
            Bell bell = new Bell(Duration.ofSeconds(40));
            busy.arm(bell);

            assertThat(bell.rung.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingEndsTheThreads() {
        Watchdog shortLived = new Watchdog(System::nanoTime, Duration.ofMillis(10));
        shortLived.execute(() -> {});
        shortLived.close();

        assertThat(shortLived.isRunning()).isFalse();
    }
}
