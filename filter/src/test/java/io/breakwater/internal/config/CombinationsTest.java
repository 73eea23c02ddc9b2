package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.config.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CombinationsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            attempt-timeout=20s | attempt-timeout | breakwater.timeout = 15s (default) | at most 15s
            timeout=5s;attempt-timeout=8s | attempt-timeout | breakwater.timeout = 5s (Breakwater.builder()) | at most 5s
            retry.backoff.initial=1s | retry.backoff.initial | breakwater.retry.backoff.max = 250ms (default) | at most 250ms
            retry.backoff.max=5ms | retry.backoff.max | breakwater.retry.backoff.initial = 25ms (default) | at least 25ms
            circuit-breaker.wait-duration-in-open-state=2m | circuit-breaker.wait-duration-in-open-state | = 60s | at most 60s
            circuit-breaker.sliding-window-type=COUNT_BASED | circuit-breaker.sliding-window-type | = 20 (default) must | at most 10
            circuit-breaker.sliding-window-type=COUNT_BASED;circuit-breaker.minimum-number-of-calls=11 | circuit-breaker.minimum-number-of-calls | must not be more than breakwater.circuit-breaker.sliding-window-size = 10 | at most 10
            routes.a.path=/a;routes.a.attempt-timeout=20s | routes.a.attempt-timeout | breakwater.timeout = 15s (default) | at most 15s
            timeout=5s;routes.a.path=/a;routes.a.attempt-timeout=6s | routes.a.attempt-timeout | breakwater.timeout = 5s | at most 5s
            routes.a.path=/a;routes.a.retry.backoff.max=5ms | routes.a.retry.backoff.max | = 25ms (default) | at least 25ms
            """)
    void valuesThatCannotGoTogetherAreOneProblemThatNamesBoth(String pairs, String key, String other, String allowed) {
        Problem problem = Loading.problem(pairs.split(";", -1));

        assertThat(problem.key()).isEqualTo("breakwater." + key);
        assertThat(problem.message()).contains("does not go with the others").contains(other);
        assertThat(problem.allowed()).contains(allowed);
    }

    @Test
    void everyOriginTogetherWithCredentialsIsAProblem() {
        Problem problem = Loading.problem("page.cors=*", "page.cors.credentials=true");

        assertThat(problem.key()).isEqualTo("breakwater.page.cors");
        assertThat(problem.message()).contains("which no browser accepts: list the origins");
    }

    @Test
    void whatIsWrongForAllIsNotRepeatedForEachRoute() {
        assertThat(Loading.problems(
                        "retry.backoff.initial=1s",
                        "attempt-timeout=30s",
                        "page.template=/no/such",
                        "routes.a.path=/a",
                        "routes.b.path=/b"))
                .extracting(Problem::key)
                .containsExactly(
                        "breakwater.attempt-timeout", "breakwater.retry.backoff.initial", "breakwater.page.template");
    }

    @Test
    void aValueThatCannotBeReadMakesNoFurtherProblem() {
        assertThat(Loading.problems("timeout=soon", "attempt-timeout=20s", "routes.a.path=/a", "routes.a.timeout=x"))
                .extracting(Problem::key)
                .containsExactly("breakwater.timeout", "breakwater.routes.a.timeout");
    }

    @Test
    void anInheritedAttemptTimeoutIsCutToTheShorterTimeout() {
        assertThat(Loading.load("timeout=5s").defaults().timeouts().attempt()).isEqualTo(Duration.ofSeconds(5));
        assertThat(Loading.route("routes.a.path=/a", "routes.a.timeout=4s")
                        .timeouts()
                        .attempt())
                .isEqualTo(Duration.ofSeconds(4));
        assertThat(Loading.route("attempt-timeout=8s", "routes.a.path=/a", "routes.a.timeout=4s")
                        .timeouts()
                        .attempt())
                .isEqualTo(Duration.ofSeconds(4));
        assertThat(Loading.route("attempt-timeout=3s", "routes.a.path=/a", "routes.a.timeout=4s")
                        .timeouts()
                        .attempt())
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void equalBoundsGoTogether() {
        assertThat(Loading.problems(
                        "attempt-timeout=15s",
                        "retry.backoff.initial=250ms",
                        "circuit-breaker.wait-duration-in-open-state=60s",
                        "circuit-breaker.sliding-window-type=COUNT_BASED",
                        "circuit-breaker.sliding-window-size=20"))
                .isEmpty();
    }

    @Test
    void aWindowOfSecondsMayHoldMoreCallsThanSeconds() {
        assertThat(Loading.problems("circuit-breaker.minimum-number-of-calls=500"))
                .isEmpty();
    }
}
