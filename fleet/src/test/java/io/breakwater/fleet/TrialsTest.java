package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.observe.BreakerAdvisor;
import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerSteering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class TrialsTest {

    private static final BreakerId ORDERS = new BreakerId("orders", Optional.empty());

    private final AtomicLong nanos = new AtomicLong(1);
    private final List<String> asked = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final List<Duration> moved = new ArrayList<>();
    private boolean free = true;

    private final Trials trials = new Trials(new Steering(), new Leases(), () -> 10, nanos::get);

    private final class Leases implements Trials.Leases {
        @Override
        public void ask(BreakerId breaker, long millis, Runnable granted, LongConsumer denied) {
            asked.add("ask " + millis);
            if (free) {
                granted.run();
            } else {
                denied.accept(1_000);
            }
        }

        @Override
        public void extend(BreakerId breaker, long millis) {
            asked.add("extend " + millis);
        }

        @Override
        public void after(Duration delay, Runnable task) {
            later.add(task);
        }
    }

    private final class Steering implements BreakerSteering {
        @Override
        public void adviseBy(BreakerAdvisor advisor) {}

        @Override
        public void beWary(BreakerId breaker, int calls, Optional<Duration> openFor) {}

        @Override
        public void tryWithin(BreakerId breaker, Duration delay) {
            moved.add(delay);
        }

        @Override
        public boolean force(String route, Word word, Duration atMost) {
            return false;
        }

        @Override
        public int minimumCalls(BreakerId breaker) {
            return 20;
        }

        @Override
        public Duration remainingOpen(BreakerId breaker) {
            return Duration.ofSeconds(5);
        }
    }

    private void doWhatIsDue() {
        List<Runnable> due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
    }

    @Test
    void withoutALinkEachTriesOnItsOwn() {
        trials.opened(ORDERS);
        assertThat(trials.mayTry(ORDERS)).isTrue();

        trials.joined();
        free = false;
        trials.opened(ORDERS);
        assertThat(trials.mayTry(ORDERS)).isFalse();

        trials.lost();
        assertThat(trials.mayTry(ORDERS)).isTrue();
    }

    @Test
    void whoHasTheLeaseTriesForOneWaitAndKeepsOthersFromItAfterAFailure() {
        trials.joined();
        trials.opened(ORDERS);
        assertThat(trials.mayTry(ORDERS)).isFalse();

        doWhatIsDue();
        assertThat(trials.mayTry(ORDERS)).isTrue();

        trials.opened(ORDERS);
        assertThat(asked).containsExactly("ask 5000", "extend 5000");
        assertThat(trials.mayTry(ORDERS)).isFalse();
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        doWhatIsDue();
        assertThat(trials.mayTry(ORDERS)).isTrue();
    }

    @Test
    void whoIsDeniedAsksAgainAndTriesAfterLong() {
        free = false;
        trials.joined();
        trials.opened(ORDERS);
        doWhatIsDue();
        doWhatIsDue();
        assertThat(asked).hasSize(2);
        assertThat(trials.mayTry(ORDERS)).isFalse();

        // Three turns of each of ten replicas.
        nanos.addAndGet(Duration.ofSeconds(5 + 3 * 10 * 5).toNanos());
        assertThat(trials.mayTry(ORDERS)).isTrue();
    }

    @Test
    void aRecoveryElsewhereMovesTheTrialForwardOnceForEachWait() {
        free = false;
        trials.joined();
        trials.opened(ORDERS);

        trials.recovered(ORDERS);
        assertThat(moved).singleElement().satisfies(delay -> assertThat(delay).isLessThan(Duration.ofSeconds(1)));
        assertThat(trials.mayTry(ORDERS)).isTrue();

        trials.opened(ORDERS);
        trials.recovered(ORDERS);
        assertThat(moved).hasSize(1);
        assertThat(trials.mayTry(ORDERS)).isFalse();
    }

    @Test
    void aClosedOneNeedsNoLease() {
        trials.joined();
        trials.opened(ORDERS);
        trials.closed(ORDERS);

        doWhatIsDue();

        assertThat(asked).isEmpty();
        assertThat(trials.mayTry(ORDERS)).isTrue();
    }
}
