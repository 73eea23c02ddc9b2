package io.breakwater.internal.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.internal.container.ClientConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerThreadsTest {
    /** Far longer than it takes, and far shorter than an answer may. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private static final Duration GENEROUS = Duration.ofSeconds(20);

    private final Watchdog watchdog = new Watchdog(System::nanoTime, Duration.ofHours(1));
    private final CountDownLatch end = new CountDownLatch(1);
    /** Of one connection. */
    private final AtomicInteger atOnce = new AtomicInteger();

    private final AtomicInteger mostAtOnce = new AtomicInteger();

    @AfterEach
    void close() {
        end.countDown();
        watchdog.close();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A client that takes nothing until its line is cut. */
    private final class Deaf extends Delivery implements ClientConnection {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch done = new CountDownLatch(1);
        private final CountDownLatch freed = new CountDownLatch(1);
        private final Optional<String> connection;
        volatile boolean inTime;

        Deaf(Optional<String> connection) {
            this.connection = connection;
        }

        @Override
        public Optional<String> connection() {
            return connection;
        }

        @Override
        public Optional<ClientConnection> findLine() {
            return Optional.of(this);
        }

        @Override
        public void carryOut() {
            inTime = isOpen();
            boolean counts = inTime && connection.equals(Optional.of("one"));
            if (counts) {
                int now = atOnce.incrementAndGet();
                mostAtOnce.accumulateAndGet(now, Math::max);
            }
            begun.countDown();
            if (inTime) {
                awaitQuietly(freed);
            }
            if (counts) {
                atOnce.decrementAndGet();
            }
            done.countDown();
        }

        @Override
        public void cut() {
            freed.countDown();
        }

        @Override
        public void close() {
            freed.countDown();
        }

        @Override
        public boolean isClosed() {
            return false;
        }
    }

    private Deaf deliver(Optional<String> connection) {
        Deaf deaf = new Deaf(connection);
        watchdog.execute(() -> watchdog.deliver(deaf));
        return deaf;
    }

    private void assertOthersAreServed() throws InterruptedException {
        CountDownLatch served = new CountDownLatch(1);
        watchdog.execute(served::countDown);
        assertThat(served.await(SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    }

    @Test
    void aWaveOfWorkThatDoesNotBlockNeedsFewThreads() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 2_000; i++) {
            watchdog.execute(() -> {
                threads.add(Thread.currentThread());
                done.incrementAndGet();
            });
        }
        await().atMost(GENEROUS).until(() -> done.get() == 2_000);
        assertThat(threads).hasSizeLessThanOrEqualTo(16);
    }

    @Test
    void whateverIsStuckDoesNotKeepOthersWaiting() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            watchdog.execute(() -> awaitQuietly(end));
        }
        assertOthersAreServed();
    }

    @Test
    void moreThanThereAreThreadsForMakeRoom() throws InterruptedException {
        List<Deaf> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(deliver(Optional.empty()));
        }
        assertOthersAreServed();
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("breakwater-answer"))
                        .count())
                .isLessThanOrEqualTo(256);
        assertThat(all.stream().filter(one -> one.begun.getCount() == 0)).hasSizeGreaterThan(256);
    }

    @Test
    void ofOneConnectionAFewAreCarriedOutAtOnceAndTheOthersInTheirTurnOrNotAtAll() throws InterruptedException {
        List<Deaf> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(deliver(Optional.of("one")));
        }
        await().until(() ->
                all.stream().filter(one -> one.begun.getCount() == 0).count() >= 4);
        Deaf other = deliver(Optional.of("another"));
        assertThat(other.begun.await(SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();

        Deaf first = all.stream()
                .filter(one -> one.begun.getCount() == 0)
                .findFirst()
                .orElseThrow();
        first.cut();
        await().until(() ->
                all.stream().filter(one -> one.begun.getCount() == 0).count() >= 5);

        // At the limit those are broken off that are under way, and the others never begin.
        for (Deaf one : all) {
            assertThat(one.done.await(GENEROUS.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
        }
        assertThat(mostAtOnce).hasValue(4);
        assertThat(all.stream().filter(one -> !one.inTime)).isNotEmpty();
    }

    @Test
    void workForLaterBeginsAtItsTimeAlthoughOtherWorkIsStuck() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            watchdog.execute(() -> awaitQuietly(end));
        }
        CountDownLatch served = new CountDownLatch(1);
        long begin = System.nanoTime();
        watchdog.schedule(served::countDown, Duration.ofMillis(50));

        assertThat(served.await(SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        assertThat(System.nanoTime() - begin)
                .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
    }

    @Test
    void workForLaterIsNotLostWhenTheAppStops() {
        Watchdog shortLived = new Watchdog(System::nanoTime, Duration.ofHours(1));
        AtomicInteger done = new AtomicInteger();
        shortLived.schedule(done::incrementAndGet, Duration.ofHours(1));
        shortLived.close();
        shortLived.schedule(done::incrementAndGet, Duration.ofHours(1));

        assertThat(done).hasValue(2);
        assertThat(shortLived.isRunning()).isFalse();
    }

    @Test
    void whoeverIsStuckWhenTheAppStopsIsBrokenOff() throws InterruptedException {
        Watchdog shortLived = new Watchdog(System::nanoTime, Duration.ofHours(1));
        Deaf deaf = new Deaf(Optional.empty());
        shortLived.execute(() -> shortLived.deliver(deaf));
        assertThat(deaf.begun.await(10, TimeUnit.SECONDS)).isTrue();

        shortLived.close();

        assertThat(deaf.done.getCount()).isZero();
        assertThat(shortLived.isRunning()).isFalse();
    }
}
