package io.breakwater.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.internal.policy.Pace.Bounds;
import io.breakwater.internal.policy.Pace.Reading;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The control law, reading by reading. */
class PaceTest {

    private static final Bounds BOUNDS = new Bounds(10, Duration.ofSeconds(10).toNanos());
    private static final long TICK = Duration.ofMillis(25).toNanos();

    private static Reading answers(long count, Duration each) {
        return new Reading(TICK, count, count * each.toNanos(), 0, 0, 0, 0, 0, 0);
    }

    private static Reading late(long count) {
        return new Reading(TICK, 0, 0, 0, 0, 0, count, 0, 0);
    }

    private static Pace after(Pace pace, int ticks, Reading reading) {
        Pace now = pace;
        for (int i = 0; i < ticks; i++) {
            now = now.next(reading, BOUNDS);
        }
        return now;
    }

    /** A route that has answered for twenty seconds. */
    private static Pace known(Duration usual, long each) {
        return after(Pace.UNKNOWN, 800, answers(each, usual));
    }

    @Test
    void aRouteThatHasShownNothingIsLateAtItsTimeLimitOnly() {
        assertThat(Pace.UNKNOWN.lateAfterNanos(BOUNDS)).isEqualTo(BOUNDS.timeoutNanos());
        assertThat(after(Pace.UNKNOWN, 300, answers(5, Duration.ofMillis(20))).knowsUsual())
                .isFalse();
    }

    @Test
    void whatIsLateFollowsFromWhatIsUsual() {
        assertThat(known(Duration.ofMillis(200), 5).lateAfterNanos(BOUNDS))
                .isEqualTo(Duration.ofMillis(800).toNanos());
        assertThat(known(Duration.ofMillis(2), 5).lateAfterNanos(BOUNDS))
                .isEqualTo(Duration.ofMillis(250).toNanos());
        assertThat(known(Duration.ofSeconds(5), 5).lateAfterNanos(BOUNDS)).isEqualTo(BOUNDS.timeoutNanos());
    }

    @Test
    void aDeadRouteHasTheFloor() {
        Pace dead = after(known(Duration.ofMillis(20), 5), 20, late(5));

        assertThat(dead.dead()).isTrue();
        assertThat(dead.limit()).isEqualTo(10);
    }

    @Test
    void aSlowRouteHasTwiceWhatItHadInGoodTimes() {
        // 200 ms each, 10 in 25 ms: 80 in flight.
        Pace known = known(Duration.ofMillis(200), 10);
        Reading slow = new Reading(TICK, 0, 0, 3, 3 * Duration.ofSeconds(1).toNanos(), 0, 10, 0, 0);

        Pace lost = after(known, 60, slow);

        assertThat(lost.lost()).isTrue();
        assertThat(lost.dead()).isFalse();
        assertThat(lost.limit()).isBetween(140, 161);
    }

    @Test
    void oneInThreeThatAreLateInVainIsEnough() {
        Pace known = known(Duration.ofMillis(20), 5);
        Reading third = new Reading(TICK, 4, 4 * Duration.ofMillis(20).toNanos(), 0, 0, 0, 2, 0, 0);
        Reading thirdInVain = new Reading(TICK, 4, 4 * Duration.ofMillis(20).toNanos(), 0, 0, 0, 3, 3, 0);

        assertThat(after(known, 100, third).lost()).isFalse();
        assertThat(after(known, 100, thirdInVain).lost()).isTrue();
    }

    @Test
    void aDeadRouteThatAnswersBeginsAnewAndGrowsUntilNobodyIsRefused() {
        Pace dead = after(known(Duration.ofMillis(20), 5), 20, late(5));
        Reading refusing = new Reading(TICK, 2, 2 * Duration.ofMillis(20).toNanos(), 0, 0, 0, 0, 0, 3);

        Pace first = dead.next(refusing, BOUNDS);
        Pace second = first.next(refusing, BOUNDS);

        assertThat(first.dead()).isFalse();
        assertThat(first.lost()).isFalse();
        assertThat(first.limit()).isEqualTo(13);
        assertThat(second.limit()).isEqualTo(17);
        assertThat(second.next(answers(5, Duration.ofMillis(20)), BOUNDS).limit())
                .isEqualTo(Pace.UNLIMITED);
    }

    @Test
    void whatFailsFastKeepsItsPaceAndTeachesNothing() {
        Pace known = known(Duration.ofMillis(200), 5);

        Pace failing = after(known, 400, new Reading(TICK, 0, 0, 0, 0, 50, 0, 0, 0));

        assertThat(failing.limit()).isEqualTo(Pace.UNLIMITED);
        assertThat(failing.usualNanos()).isEqualTo(known.usualNanos());
    }

    @Test
    void afterAMinuteWithoutARequestThereIsNoLimit() {
        Pace dead = after(known(Duration.ofMillis(20), 5), 20, late(5));

        Pace later = dead.next(new Reading(Duration.ofMinutes(2).toNanos(), 0, 0, 0, 0, 0, 0, 0, 0), BOUNDS);

        assertThat(later.limit()).isEqualTo(Pace.UNLIMITED);
        assertThat(later.dead()).isFalse();
    }

    @Test
    void aRouteThatHasBecomeSlowerForGoodIsUsualAgain() {
        Pace known = known(Duration.ofMillis(20), 5);
        Reading slow = new Reading(TICK, 0, 0, 5, 5 * Duration.ofSeconds(2).toNanos(), 0, 5, 0, 0);

        assertThat(after(known, 100, slow).lost()).isTrue();
        // Within nine seconds the mean is a quarter of what comes now.
        assertThat(after(known, 500, slow).lateAfterNanos(BOUNDS))
                .isGreaterThan(Duration.ofSeconds(2).toNanos());
    }

    /** Markov's inequality: at most a quarter is above four times the mean, however latencies are distributed. */
    @Property(tries = 200)
    void noMixOfFastAndSlowAnswersIsShed(
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double slowPart,
            @ForAll @IntRange(min = 1, max = 400) int fastMillis,
            @ForAll @IntRange(min = 1, max = 50) int times) {
        double fast = fastMillis / 1e3;
        double slow = Math.min(9, fast * times);
        int each = 40;
        int slowEach = (int) Math.round(each * slowPart);
        double mean = (slowEach * slow + (each - slowEach) * fast) / each;
        Pace now = Pace.UNKNOWN;
        for (int i = 0; i < 2_000; i++) {
            boolean slowIsLate = slow * 1e9 > now.lateAfterNanos(BOUNDS);
            boolean fastIsLate = fast * 1e9 > now.lateAfterNanos(BOUNDS);
            int lateOnes = (slowIsLate ? slowEach : 0) + (fastIsLate ? each - slowEach : 0);
            long nanos = (long) (each * mean * 1e9);
            now = now.next(
                    new Reading(
                            TICK,
                            each - lateOnes,
                            lateOnes == 0 ? nanos : (long) ((each - slowEach) * fast * 1e9),
                            lateOnes,
                            lateOnes == 0 ? 0 : (long) (slowEach * slow * 1e9),
                            0,
                            lateOnes,
                            0,
                            0),
                    BOUNDS);
            assertThat(now.limit()).isEqualTo(Pace.UNLIMITED);
        }
    }

    @Property(tries = 500)
    void theLimitIsNeverBelowTheFloor(
            @ForAll @IntRange(max = 50) int answers,
            @ForAll @IntRange(max = 50) int lateAnswers,
            @ForAll @IntRange(max = 50) int failures,
            @ForAll @IntRange(max = 50) int turnedLate,
            @ForAll @IntRange(max = 50) int inVain,
            @ForAll @IntRange(max = 50) int refused) {
        Pace now = known(Duration.ofMillis(20), 5);
        Reading reading = new Reading(
                TICK,
                answers,
                answers * Duration.ofMillis(20).toNanos(),
                lateAnswers,
                lateAnswers * Duration.ofSeconds(1).toNanos(),
                failures,
                turnedLate,
                inVain,
                refused);
        for (int i = 0; i < 50; i++) {
            now = now.next(reading, BOUNDS);
            assertThat(now.limit()).isGreaterThanOrEqualTo(10);
            assertThat(now.fatal()).isBetween(0.0, 1.0);
        }
    }
}
