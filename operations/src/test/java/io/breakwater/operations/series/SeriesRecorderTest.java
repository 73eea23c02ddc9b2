package io.breakwater.operations.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeriesRecorderTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    private final SeriesRecorder recorder = new SeriesRecorder(nanos::get, NOON);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void record(AnswerKind kind, int attempts, long millis) {
        recorder.record("orders", kind, attempts, Duration.ofMillis(millis).toNanos());
    }

    private RouteSeries orders() {
        return recorder.of("orders").orElseThrow();
    }

    private SeriesWindow window(int back) {
        return orders().windows().get(RouteSeries.WINDOWS - 1 - back);
    }

    @Test
    void eachKindOfAnswerIsCountedInItsWindow() {
        record(AnswerKind.GOOD, 1, 10);
        record(AnswerKind.GOOD, 2, 10);
        record(AnswerKind.PAGE, 3, 10);
        record(AnswerKind.REFUSED, 0, 0);
        pass(Duration.ofSeconds(10));
        record(AnswerKind.FAILED, 1, 10);
        record(AnswerKind.CLIENT_GONE, 1, 10);
        pass(Duration.ofSeconds(4));

        SeriesWindow first = window(1);
        assertThat(first.good()).isEqualTo(2);
        assertThat(first.page()).isEqualTo(1);
        assertThat(first.refused()).isEqualTo(1);
        assertThat(first.attempts()).isEqualTo(6);
        assertThat(first.attemptsPerExchange()).isEqualTo(1.5);
        assertThat(first.start()).isEqualTo(NOON);
        SeriesWindow underWay = window(0);
        assertThat(underWay.failed()).isEqualTo(1);
        assertThat(underWay.clientGone()).isEqualTo(1);
        assertThat(underWay.start()).isEqualTo(NOON.plusSeconds(10));
        assertThat(underWay.length()).isEqualTo(Duration.ofSeconds(4));
        assertThat(orders().total().exchanges()).isEqualTo(6);
    }

    @Test
    void aWindowIsRememberedForAQuarterOfAnHourAndNoLonger() {
        record(AnswerKind.GOOD, 1, 10);
        for (int window = 1; window < RouteSeries.WINDOWS; window++) {
            pass(Duration.ofSeconds(10));
            record(AnswerKind.PAGE, 1, 10);
        }
        assertThat(window(RouteSeries.WINDOWS - 1).good()).isEqualTo(1);
        assertThat(orders().total().page()).isEqualTo(RouteSeries.WINDOWS - 1);

        pass(Duration.ofSeconds(10));

        assertThat(orders().total().good()).isZero();
        assertThat(window(0).exchanges()).isZero();
    }

    @Test
    void aPauseLeavesEmptyWindowsAndWhatWasBeforeIt() {
        record(AnswerKind.GOOD, 1, 10);
        pass(Duration.ofMinutes(5));
        record(AnswerKind.GOOD, 1, 10);
        pass(Duration.ofMinutes(5));

        assertThat(window(60).good()).isEqualTo(1);
        assertThat(window(30).good()).isEqualTo(1);
        assertThat(orders().total().good()).isEqualTo(2);
        assertThat(window(10).latency()).isEmpty();
    }

    @Test
    void quantilesAreAtMostAnEighthTooLong() {
        for (int millis = 1; millis <= 1_000; millis++) {
            record(AnswerKind.GOOD, 1, millis);
        }
        for (int turn = 0; turn < 3; turn++) {
            SeriesWindow.Latency latency = window(turn).latency().orElseThrow();
            assertThat(latency.p50().toMillis()).as("p50").isBetween(500L, 563L);
            assertThat(latency.p95().toMillis()).as("p95").isBetween(950L, 1_069L);
            assertThat(latency.p99().toMillis()).as("p99").isBetween(990L, 1_114L);
            assertThat(orders().total().latency()).contains(latency);
            pass(Duration.ofSeconds(10));
            recorder.seePermits("orders", 1);
        }
    }

    @Test
    void refusalsAndClientsThatLeftDoNotCountForTheLatency() {
        record(AnswerKind.REFUSED, 0, 1);
        record(AnswerKind.CLIENT_GONE, 1, 60_000);

        assertThat(window(0).latency()).isEmpty();
    }

    @Test
    void theMostPermitsOfAWindowAreKept() {
        record(AnswerKind.GOOD, 1, 1);
        assertThat(window(0).permitsInUse()).isEqualTo(OptionalInt.empty());
        recorder.seePermits("orders", 0);
        assertThat(window(0).permitsInUse()).isEqualTo(OptionalInt.of(0));
        recorder.seePermits("orders", 7);
        recorder.seePermits("orders", 3);
        for (int turn = 0; turn < 3; turn++) {
            assertThat(window(turn).permitsInUse()).isEqualTo(OptionalInt.of(7));
            pass(Duration.ofSeconds(10));
            record(AnswerKind.GOOD, 1, 1);
        }
    }

    @Test
    void theLatencyOfASecondIsTakenOnceWhateverWindowsPassMeanwhile() {
        assertThat(recorder.takeLatency("orders")).isEqualTo(OptionalLong.empty());
        for (int second = 0; second < 45; second++) {
            long millis = 100L + second;
            for (int i = 0; i < 10; i++) {
                record(AnswerKind.GOOD, 1, millis);
            }
            pass(Duration.ofMillis(1_003));
            long taken = recorder.takeLatency("orders").orElseThrow();
            assertThat(Duration.ofNanos(taken).toMillis())
                    .as("second " + second)
                    .isBetween(millis, millis * 9 / 8 + 1);
        }
        pass(Duration.ofSeconds(1));
        assertThat(recorder.takeLatency("orders")).isEqualTo(OptionalLong.empty());
    }

    @Test
    void aRouteWithoutExchangesForAQuarterOfAnHourIsForgotten() {
        record(AnswerKind.GOOD, 1, 1);
        pass(Duration.ofMinutes(15).minusSeconds(1));
        recorder.forgetIdle();
        assertThat(recorder.all()).hasSize(1);

        pass(Duration.ofSeconds(10));
        recorder.forgetIdle();

        assertThat(recorder.all()).isEmpty();
        recorder.seePermits("orders", 0);
        assertThat(recorder.all()).as("a look at an idle route").isEmpty();
    }

    @Test
    void moreRoutesThanSettingsCanHaveAreNotRecorded() {
        for (int i = 0; i < 1_000_000; i++) {
            recorder.record("route" + i, AnswerKind.GOOD, 1, 1);
        }

        assertThat(recorder.all()).hasSizeLessThanOrEqualTo(SeriesRecorder.MOST_ROUTES);
    }
}
