package io.breakwater.internal.wrapper;

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

class ResponseOwnershipTest {

    @Test
    void nobodyTakesTheResponseInTheMiddleOfAnOperation() {
        ResponseOwnership ownership = new ResponseOwnership();
        ownership.begin();
        assertThat(ownership.tryInspect()).isFalse();
        ownership.close();
        assertThat(ownership.tryInspect()).isTrue();
    }

    @Test
    void whatIsTakenIsRefusedToTheApp() {
        ResponseOwnership ownership = new ResponseOwnership();
        ownership.tryInspect();
        ownership.seize();

        assertThat(ownership.begin()).isNull();
        assertThat(ownership.isAppOwned()).isFalse();
        assertThat(ownership.end()).isFalse();
    }

    @Test
    void whatIsGivenBackIsTheAppsAgain() {
        ResponseOwnership ownership = new ResponseOwnership();
        ownership.tryInspect();
        ownership.release();

        assertThat(ownership.begin()).isNotNull();
    }

    @Test
    void onlyOneCallEndsAnAttempt() {
        ResponseOwnership ownership = new ResponseOwnership();

        assertThat(ownership.end()).isTrue();
        assertThat(ownership.end()).isFalse();
        assertThat(ownership.tryInspect()).isFalse();
    }

    @Test
    void anOperationThatOutlivesItsAttemptLeavesWithoutATrace() {
        ResponseOwnership ownership = new ResponseOwnership();
        ownership.begin();
        ownership.end();
        ownership.close();

        assertThat(ownership.isAppOwned()).isFalse();
        assertThat(ownership.begin()).isNull();
    }

    @Test
    void exactlyOneSideWinsEveryRace() throws ExecutionException, InterruptedException, TimeoutException {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < 5_000; round++) {
                ResponseOwnership ownership = new ResponseOwnership();
                AtomicInteger winners = new AtomicInteger();
                CountDownLatch start = new CountDownLatch(1);
                Future<?> watchdog = other.submit(() -> {
                    start.countDown();
                    if (ownership.tryInspect()) {
                        ownership.seize();
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
