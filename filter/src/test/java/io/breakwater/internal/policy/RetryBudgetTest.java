package io.breakwater.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.internal.config.RetrySettings;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private final ManualClock clock = new ManualClock();

    private RetryBudget budget(double ratio, int minPerSecond) {
        return new RetryBudget(
                new RetrySettings.Budget(ratio, minPerSecond, Duration.ofSeconds(10)), clock.getAsLong());
    }

    private int withdrawAll(RetryBudget budget) {
        return (int) IntStream.range(0, 10_000)
                .takeWhile(i -> budget.tryWithdraw(clock.getAsLong(), 1))
                .count();
    }

    @Test
    void aQuietRouteHasTheFloor() {
        assertThat(withdrawAll(budget(0.2, 1))).isEqualTo(10);
    }

    @Test
    void withoutFloorAndExchangesThereIsNothing() {
        assertThat(withdrawAll(budget(0.2, 0))).isZero();
    }

    @Test
    void exchangesEarnTheirShare() {
        RetryBudget budget = budget(0.2, 0);
        IntStream.range(0, 100).forEach(i -> budget.deposit(clock.getAsLong()));

        assertThat(withdrawAll(budget)).isEqualTo(20);
    }

    @Test
    void whatIsOlderThanTheWindowIsForgotten() {
        RetryBudget budget = budget(0.2, 0);
        IntStream.range(0, 100).forEach(i -> budget.deposit(clock.getAsLong()));
        clock.advance(Duration.ofSeconds(9));
        int within = withdrawAll(budget);
        IntStream.range(0, 50).forEach(i -> budget.deposit(clock.getAsLong()));
        clock.advance(Duration.ofSeconds(9));

        // The first hundred have left the window, the twenty retries taken since have not.
        assertThat(within).isEqualTo(20);
        assertThat(withdrawAll(budget)).isZero();
        clock.advance(Duration.ofSeconds(11));
        IntStream.range(0, 50).forEach(i -> budget.deposit(clock.getAsLong()));
        assertThat(withdrawAll(budget)).isEqualTo(10);
    }

    @Test
    void overALongStormRetriesStayBelowTheRatioPlusTheFloor() {
        RetryBudget budget = budget(0.2, 1);
        int retries = 0;
        int seconds = 120;
        int perSecond = 40;
        for (int second = 0; second < seconds; second++) {
            for (int call = 0; call < perSecond; call++) {
                budget.deposit(clock.getAsLong());
                retries += budget.tryWithdraw(clock.getAsLong(), 1) ? 1 : 0;
                clock.advance(Duration.ofMillis(1000 / perSecond));
            }
        }

        // The floor is one a second, and the first window may take its ten at once.
        assertThat(retries).isBetween(1, (int) (0.2 * seconds * perSecond) + seconds + 10);
    }

    @Test
    void concurrentWithdrawalsNeverOverdraw() throws InterruptedException {
        RetryBudget budget = budget(0.5, 0);
        IntStream.range(0, 1000).forEach(i -> budget.deposit(clock.getAsLong()));
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8; i++) {
            threads.execute(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                taken.addAndGet(withdrawAll(budget));
            });
        }
        start.countDown();
        threads.shutdown();

        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(taken).hasValue(500);
    }
}
