package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fleet.wire.Message;
import io.breakwater.observe.BreakerAdvisor;
import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerSteering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What one replica makes of what others say, and of whom it asks leave to try. */
class HearsayTest {

    private static final BreakerId ORDERS = new BreakerId("orders", Optional.empty());
    private static final BreakerId UNKNOWN = new BreakerId("unknown", Optional.empty());

    private final AtomicLong nanos = new AtomicLong(1);
    private final Steering steering = new Steering();
    private final List<Message> told = new ArrayList<>();
    private int fleetSize = 3;
    private final Hearsay hearsay = new Hearsay("self", steering, 2, () -> fleetSize, told::add, nanos::get);

    /** An engine with one route that opens after twenty calls. */
    private static final class Steering implements BreakerSteering {
        private int wary;
        private Optional<Duration> openFor = Optional.empty();

        @Override
        public void adviseBy(BreakerAdvisor advisor) {}

        @Override
        public void beWary(BreakerId breaker, int calls, Optional<Duration> heard) {
            assertThat(breaker).isEqualTo(ORDERS);
            wary++;
            openFor = heard;
        }

        @Override
        public void tryWithin(BreakerId breaker, Duration delay) {
            throw new AssertionError("hearsay moves no trial");
        }

        @Override
        public boolean force(String route, Word word, Duration atMost) {
            return false;
        }

        @Override
        public int minimumCalls(BreakerId breaker) {
            return breaker.equals(ORDERS) ? 20 : 0;
        }

        @Override
        public Duration remainingOpen(BreakerId breaker) {
            return Duration.ofSeconds(5);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void anOpeningElsewhereMakesItWaryForTheSameTime() {
        hearsay.opened("a", ORDERS, Duration.ofSeconds(4));

        assertThat(steering.wary).isEqualTo(1);
        assertThat(steering.openFor).contains(Duration.ofSeconds(4));
    }

    @Test
    void whoseHearsayWasWrongIsNotHeardForAWhileButOthersAre() {
        hearsay.opened("a", ORDERS, Duration.ofSeconds(4));
        hearsay.foundWell(ORDERS);
        assertThat(told).containsExactly(new Message(Message.Type.WELL, "self", ORDERS, 0));

        hearsay.opened("a", ORDERS, Duration.ofSeconds(8));
        pass(Duration.ofSeconds(59));
        hearsay.failing("a", ORDERS, 20);
        pass(Duration.ofSeconds(59));
        hearsay.opened("a", ORDERS, Duration.ofSeconds(8));
        assertThat(steering.wary).isEqualTo(1);

        hearsay.opened("b", ORDERS, Duration.ofSeconds(8));
        assertThat(steering.wary).isEqualTo(2);
        pass(Duration.ofSeconds(61));
        hearsay.opened("a", ORDERS, Duration.ofSeconds(8));
        assertThat(steering.wary).isEqualTo(3);
    }

    @Test
    void failuresOfAllTogetherCountAsThoseOfOne() {
        hearsay.failing("a", ORDERS, 6);
        hearsay.failing("b", ORDERS, 6);
        hearsay.ownRun(ORDERS, 5);
        assertThat(steering.wary).isZero();

        hearsay.ownRun(ORDERS, 6);

        assertThat(steering.wary).isEqualTo(1);
    }

    @Test
    void itsOwnFailuresAloneAreTheBreakersBusiness() {
        hearsay.ownRun(ORDERS, 19);

        assertThat(steering.wary).isZero();
    }

    @Test
    void aSuccessElsewhereAndTimeTakeFailuresBack() {
        hearsay.failing("a", ORDERS, 15);
        hearsay.failing("a", ORDERS, 0);
        hearsay.failing("b", ORDERS, 10);
        pass(Duration.ofSeconds(11));
        hearsay.failing("c", ORDERS, 10);

        assertThat(steering.wary).isZero();
    }

    @Test
    void aLargeFleetHasFailuresAllTheTime() {
        fleetSize = 100;
        for (int i = 0; i < 30; i++) {
            hearsay.failing("r" + i, ORDERS, 2);
        }

        assertThat(steering.wary).isZero();
    }

    @Test
    void failuresAreToldAsTheyGrowButNoFloodIsMadeOfThem() {
        for (int i = 2; i <= 20; i++) {
            hearsay.ownRun(ORDERS, i);
        }
        assertThat(told).hasSize(19);
        for (int i = 0; i < 1_000; i++) {
            hearsay.ownRun(ORDERS, 2);
            hearsay.ownRun(ORDERS, 0);
        }
        assertThat(told).hasSizeLessThanOrEqualTo(30);
    }

    @Test
    void madeUpNamesFillNoMemory() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String origin = "o" + random.nextInt();
            hearsay.opened(origin, UNKNOWN, Duration.ofSeconds(1));
            hearsay.failing(origin, new BreakerId("x" + i, Optional.empty()), 20);
        }

        assertThat(steering.wary).isZero();
        assertThat(told).isEmpty();
    }
}
