package io.breakwater.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    @Test
    void nobodyTakesTheResponseInTheMiddleOfAnOperation() {
        Ownership ownership = new Ownership();
        ownership.enter();
        assertThat(ownership.tryInspect()).isFalse();
        ownership.leave();
        assertThat(ownership.tryInspect()).isTrue();
    }

    @Test
    void whatIsTakenIsRefusedToTheApp() {
        Ownership ownership = new Ownership();
        ownership.tryInspect();
        ownership.take();

        assertThat(ownership.enter()).isFalse();
        assertThat(ownership.isApps()).isFalse();
        assertThat(ownership.end()).isFalse();
    }

    @Test
    void whatIsGivenBackIsTheAppsAgain() {
        Ownership ownership = new Ownership();
        ownership.tryInspect();
        ownership.giveBack();

        assertThat(ownership.enter()).isTrue();
    }

    @Test
    void onlyOneCallEndsAnAttempt() {
        Ownership ownership = new Ownership();

        assertThat(ownership.end()).isTrue();
        assertThat(ownership.end()).isFalse();
        assertThat(ownership.tryInspect()).isFalse();
    }

    @Test
    void anOperationThatOutlivesItsAttemptLeavesWithoutATrace() {
        Ownership ownership = new Ownership();
        ownership.enter();
        ownership.end();
        ownership.leave();

        assertThat(ownership.isApps()).isFalse();
        assertThat(ownership.enter()).isFalse();
    }

    @Test
    void exactlyOneSideWinsEveryRace() throws ExecutionException, InterruptedException, TimeoutException {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < 5_000; round++) {
                Ownership ownership = new Ownership();
                AtomicInteger winners = new AtomicInteger();
                CountDownLatch start = new CountDownLatch(1);
                Future<?> watchdog = other.submit(() -> {
                    start.countDown();
                    if (ownership.tryInspect()) {
                        ownership.take();
                        winners.incrementAndGet();
                    }
                });
                start.await();
                if (ownership.enter()) {
                    ownership.leave();
                }
                if (ownership.end()) {
                    winners.incrementAndGet();
                }
                watchdog.get(10, TimeUnit.SECONDS);
                assertThat(winners).hasValue(1);
            }
        } finally {
            other.shutdownNow();
        }
    }
}
