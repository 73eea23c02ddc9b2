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
        ownership.begin();
        assertThat(ownership.tryInspect()).isFalse();
        ownership.close();
        assertThat(ownership.tryInspect()).isTrue();
    }

    @Test
    void whatIsTakenIsRefusedToTheApp() {
        Ownership ownership = new Ownership();
        ownership.tryInspect();
        ownership.take();

        assertThat(ownership.begin()).isNull();
        assertThat(ownership.isApps()).isFalse();
        assertThat(ownership.end()).isFalse();
    }

    @Test
    void whatIsGivenBackIsTheAppsAgain() {
        Ownership ownership = new Ownership();
        ownership.tryInspect();
        ownership.giveBack();

        assertThat(ownership.begin()).isNotNull();
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
        ownership.begin();
        ownership.end();
        ownership.close();

        assertThat(ownership.isApps()).isFalse();
        assertThat(ownership.begin()).isNull();
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
                if (ownership.begin() != null) {
                    ownership.close();
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
