package io.breakwater.settings;

import static io.breakwater.settings.Decisions.by;
import static io.breakwater.settings.Decisions.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.RequestFacts;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each key of {@code retry} changes. */
class RetryKeysTest {
    private static final Outcome REFUSED = Outcome.Failed.of(Fault.CONNECTION_REFUSED);
    private static final Outcome BROKEN_OFF = Outcome.Failed.of(Fault.CONNECTION_TERMINATED);
    private static final String PLENTY = "retry.budget.min-per-second=1000";

    @Test
    @Shows("retry.max-attempts")
    void maxAttempts() {
        assertThat(by("retry.max-attempts=2").retry(REFUSED, request("GET"), 2)).isEmpty();
        assertThat(by("retry.max-attempts=3").retry(REFUSED, request("GET"), 2)).isPresent();
    }

    @Test
    @Shows("retry.methods")
    void methods() {
        assertThat(by("retry.methods=GET").retry(BROKEN_OFF, request("PUT"), 1)).isEmpty();
        assertThat(by("retry.methods=GET, PUT").retry(BROKEN_OFF, request("PUT"), 1))
                .isPresent();
    }

    @Test
    @Shows("retry.unsent-methods")
    void unsentMethods() {
        assertThat(by("retry.unsent-methods=GET").retry(REFUSED, request("POST"), 1))
                .isEmpty();
        assertThat(by("retry.unsent-methods=any").retry(REFUSED, request("POST"), 1))
                .isPresent();
    }

    @Test
    @Shows("retry.on")
    void on() {
        Outcome unavailable = Outcome.Failed.ofStatus(503);

        assertThat(by("retry.on=unsent").retry(unavailable, request("GET"), 1)).isEmpty();
        assertThat(by("retry.on=unsent, 503").retry(unavailable, request("GET"), 1))
                .isPresent();
    }

    @Test
    @Shows("retry.idempotency-key")
    void idempotencyKey() {
        RequestFacts bearsKey = new RequestFacts("POST", true, false, OptionalLong.empty());

        assertThat(by("retry.idempotency-key=false").retry(BROKEN_OFF, bearsKey, 1))
                .isEmpty();
        assertThat(by("retry.idempotency-key=true").retry(BROKEN_OFF, bearsKey, 1))
                .isPresent();
    }

    @Test
    @Shows("retry.max-body")
    void maxBody() {
        RequestFacts upload = new RequestFacts("POST", false, false, OptionalLong.of(2048));

        assertThat(by("retry.max-body=1KB", "retry.unsent-methods=POST").retry(REFUSED, upload, 1))
                .isEmpty();
        assertThat(by("retry.max-body=2KB", "retry.unsent-methods=POST").retry(REFUSED, upload, 1))
                .isPresent();
    }

    @Test
    @Shows("retry.backoff.initial")
    void initialBackoff() {
        assertThat(longestBackoff(1, "retry.backoff.initial=10ms", "retry.backoff.max=1m"))
                .isLessThanOrEqualTo(Duration.ofMillis(10));
        assertThat(longestBackoff(1, "retry.backoff.initial=1s", "retry.backoff.max=1m"))
                .isGreaterThan(Duration.ofMillis(10));
    }

    @Test
    @Shows("retry.backoff.max")
    void maxBackoff() {
        assertThat(longestBackoff(8, "retry.backoff.initial=10ms", "retry.backoff.max=10ms"))
                .isLessThanOrEqualTo(Duration.ofMillis(10));
        assertThat(longestBackoff(8, "retry.backoff.initial=10ms", "retry.backoff.max=1m"))
                .isGreaterThan(Duration.ofMillis(10));
    }

    @Test
    @Shows("retry.budget.ratio")
    void budgetRatio() {
        assertThat(retriesOfTwenty("retry.budget.ratio=0%", "retry.budget.min-per-second=0"))
                .isZero();
        assertThat(retriesOfTwenty("retry.budget.ratio=50%", "retry.budget.min-per-second=0"))
                .isEqualTo(10);
    }

    @Test
    @Shows("retry.budget.min-per-second")
    void budgetFloor() {
        assertThat(retriesOfTwenty("retry.budget.ratio=0%", "retry.budget.min-per-second=0"))
                .isZero();
        assertThat(retriesOfTwenty("retry.budget.ratio=0%", "retry.budget.min-per-second=1"))
                .isEqualTo(10);
    }

    @Test
    @Shows("retry.budget.window")
    void budgetWindow() {
        assertThat(retriesOfTwenty("retry.budget.ratio=0%", "retry.budget.window=1s"))
                .isEqualTo(1);
        assertThat(retriesOfTwenty("retry.budget.ratio=0%", "retry.budget.window=5s"))
                .isEqualTo(5);
    }

    /** How many of twenty exchanges that come at once, all refused at first, are tried again. */
    private static long retriesOfTwenty(String... settings) {
        Decisions decisions = by(settings);
        IntStream.range(0, 20).forEach(exchange -> decisions.policy().admitFirst(0));
        return IntStream.range(0, 20)
                .filter(exchange -> decisions.retry().isPresent())
                .count();
    }

    /** Of two hundred random ones: that all of them fall below a hundredth of their bound does not happen. */
    private static Duration longestBackoff(int attempts, String initial, String max) {
        Decisions decisions = by(initial, max, "retry.max-attempts=10", PLENTY);
        return IntStream.range(0, 200)
                .mapToObj(
                        i -> decisions.retry(REFUSED, request("GET"), attempts).orElseThrow())
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
