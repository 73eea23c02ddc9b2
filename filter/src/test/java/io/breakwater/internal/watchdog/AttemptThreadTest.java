package io.breakwater.internal.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttemptThreadTest {

    private final AttemptThread attempt = new AttemptThread();

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void ourInterruptIsClearedWhenTheAttemptLeaves() {
        attempt.interrupt();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();

        attempt.leave();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void somebodyElsesInterruptStays() {
        Thread.currentThread().interrupt();
        attempt.interrupt();

        attempt.leave();

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void aThreadThatHasLeftIsNotInterrupted() {
        attempt.leave();
        attempt.interrupt();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void noInterruptEverOutlivesItsAttempt() throws InterruptedException {
        for (int round = 0; round < 2_000; round++) {
            AttemptThread raced = new AttemptThread();
            CountDownLatch start = new CountDownLatch(1);
            Thread watchdog = new Thread(() -> {
                start.countDown();
                raced.interrupt();
            });
            watchdog.start();
            awaitFully(start);
            raced.leave();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            watchdog.join();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    private static void awaitFully(CountDownLatch latch) {
        // The interrupt that is raced for may come here already.
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }
}
