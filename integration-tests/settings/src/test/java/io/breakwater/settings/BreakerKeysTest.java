package io.breakwater.settings;

import static io.breakwater.settings.Decisions.by;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Admission;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each key of {@code circuit-breaker} changes. */
class BreakerKeysTest {
    private static final String PREFIX = "circuit-breaker.";

    @Test
    @Shows("circuit-breaker.enabled")
    void enabled() {
        assertThat(afterFailures(20, "enabled=true")).isEqualTo("OPEN");
        assertThat(afterFailures(20, "enabled=false")).isEqualTo("DISABLED");
    }

    @Test
    @Shows("circuit-breaker.minimum-number-of-calls")
    void minimumNumberOfCalls() {
        assertThat(afterFailures(5, "minimum-number-of-calls=5")).isEqualTo("OPEN");
        assertThat(afterFailures(5, "minimum-number-of-calls=6")).isEqualTo("CLOSED");
    }

    @Test
    @Shows("circuit-breaker.failure-rate-threshold")
    void failureRate() {
        assertThat(halfOfTwentyFailed("50")).isEqualTo("OPEN");
        assertThat(halfOfTwentyFailed("51")).isEqualTo("CLOSED");
    }

    private static String halfOfTwentyFailed(String threshold) {
        Decisions decisions = breaker("failure-rate-threshold=" + threshold);
        decisions.goodCalls(10);
        decisions.failedCalls(10);
        return decisions.policy().breakerState();
    }

    @Test
    @Shows("circuit-breaker.sliding-window-type")
    void slidingWindowType() {
        assertThat(tenFailuresWithAPause("COUNT_BASED")).isEqualTo("OPEN");
        assertThat(tenFailuresWithAPause("TIME_BASED")).isEqualTo("CLOSED");
    }

    private static String tenFailuresWithAPause(String type) {
        Decisions decisions =
                breaker("sliding-window-type=" + type, "sliding-window-size=10", "minimum-number-of-calls=10");
        decisions.failedCalls(5);
        decisions.advance(Duration.ofSeconds(11));
        decisions.failedCalls(5);
        return decisions.policy().breakerState();
    }

    @Test
    @Shows("circuit-breaker.sliding-window-size")
    void slidingWindowSize() {
        assertThat(tenFailuresAfterFortySuccesses("10")).isEqualTo("OPEN");
        assertThat(tenFailuresAfterFortySuccesses("50")).isEqualTo("CLOSED");
    }

    private static String tenFailuresAfterFortySuccesses(String size) {
        Decisions decisions =
                breaker("sliding-window-type=COUNT_BASED", "sliding-window-size=" + size, "minimum-number-of-calls=10");
        decisions.goodCalls(40);
        decisions.failedCalls(10);
        return decisions.policy().breakerState();
    }

    @Test
    @Shows("circuit-breaker.slow-call-duration-threshold")
    void slowCallDuration() {
        assertThat(slowCalls(20, "slow-call-duration-threshold=2s")).isEqualTo("OPEN");
        assertThat(slowCalls(20, "slow-call-duration-threshold=4s")).isEqualTo("CLOSED");
    }

    @Test
    @Shows("circuit-breaker.slow-call-rate-threshold")
    void slowCallRate() {
        String slow = "slow-call-duration-threshold=2s";

        assertThat(slowCalls(10, slow, "slow-call-rate-threshold=50")).isEqualTo("OPEN");
        assertThat(slowCalls(10, slow, "slow-call-rate-threshold=51")).isEqualTo("CLOSED");
    }

    /** After twenty good answers of which the last {@code count} took three seconds. */
    private static String slowCalls(int count, String... settings) {
        Decisions decisions = breaker(settings);
        decisions.goodCalls(20 - count);
        decisions.calls(count, Outcome.Answered.INSTANCE, Duration.ofSeconds(3));
        return decisions.policy().breakerState();
    }

    @Test
    @Shows("circuit-breaker.wait-duration-in-open-state")
    void waitInOpenState() {
        // Each wait strays from its length by up to a fifth.
        assertThat(openForTwelveSeconds("wait-duration-in-open-state=9s")).isInstanceOf(Admission.Granted.class);
        assertThat(openForTwelveSeconds("wait-duration-in-open-state=20s")).isInstanceOf(Admission.Refused.class);
    }

    private static Admission openForTwelveSeconds(String wait) {
        Decisions decisions = breaker(wait);
        decisions.failedCalls(20);
        decisions.advance(Duration.ofSeconds(12));
        return decisions.policy().admitAgain();
    }

    @Test
    @Shows("circuit-breaker.max-wait-duration-in-open-state")
    void maxWaitInOpenState() {
        assertThat(thirdWait("5s")).isLessThanOrEqualTo(Duration.ofSeconds(6));
        assertThat(thirdWait("60s")).isGreaterThanOrEqualTo(Duration.ofSeconds(16));
    }

    /** Five seconds at first, and doubled with each trial that fails. */
    private static Duration thirdWait(String max) {
        Decisions decisions = breaker("max-wait-duration-in-open-state=" + max);
        decisions.failedCalls(20);
        for (int i = 0; i < 2; i++) {
            decisions.advance(Duration.ofMinutes(2));
            decisions.failedCalls(3);
        }
        return decisions.policy().remainingOpen().orElseThrow();
    }

    @Test
    @Shows("circuit-breaker.permitted-number-of-calls-in-half-open-state")
    void trials() {
        assertThat(trialsLetThrough("1")).isEqualTo(1);
        assertThat(trialsLetThrough("4")).isEqualTo(4);
    }

    private static long trialsLetThrough(String permitted) {
        Decisions decisions = breaker("permitted-number-of-calls-in-half-open-state=" + permitted);
        decisions.failedCalls(20);
        decisions.advance(Duration.ofMinutes(1));
        return IntStream.range(0, 10)
                .filter(i -> decisions.policy().admitAgain() instanceof Admission.Granted)
                .count();
    }

    @Test
    @Shows("circuit-breaker.max-wait-duration-in-half-open-state")
    void maxWaitForTrials() {
        assertThat(trialsSilentForTenSeconds("9s")).isEqualTo("OPEN");
        assertThat(trialsSilentForTenSeconds("11s")).isEqualTo("HALF_OPEN");
    }

    private static String trialsSilentForTenSeconds(String max) {
        Decisions decisions = breaker("max-wait-duration-in-half-open-state=" + max);
        decisions.failedCalls(20);
        decisions.advance(Duration.ofMinutes(1));
        IntStream.range(0, 3).forEach(i -> decisions.policy().admitAgain());
        decisions.advance(Duration.ofSeconds(10));
        decisions.policy().admitAgain();
        return decisions.policy().breakerState();
    }

    private static String afterFailures(int count, String setting) {
        Decisions decisions = breaker(setting);
        decisions.failedCalls(count);
        return decisions.policy().breakerState();
    }

    private static Decisions breaker(String... settings) {
        return by(IntStream.range(0, settings.length)
                .mapToObj(i -> PREFIX + settings[i])
                .toArray(String[]::new));
    }
}
