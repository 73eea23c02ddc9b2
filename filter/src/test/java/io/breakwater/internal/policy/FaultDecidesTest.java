package io.breakwater.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from a fault alone: the breaker's vote, and whether a GET or a POST is sent again. */
class FaultDecidesTest {

    /**
     * Whether the breaker counts it; whether a GET is sent again by default; whether a POST is where
     * {@code retry.unsent-methods} lets it, by default never; whether that POST is where {@code retry.on} lists every fault
     * that it may.
     */
    private static final String TABLE =
            """
            DNS_ERROR                | yes | yes | yes | yes
            DNS_TIMEOUT              | yes | yes | yes | yes
            CONNECTION_REFUSED       | yes | yes | yes | yes
            CONNECTION_TIMEOUT       | yes | yes | yes | yes
            TLS_CERTIFICATE_ERROR    | yes | no  | no  | no
            TLS_PROTOCOL_ERROR       | yes | yes | yes | yes
            TLS_ALERT_RECEIVED       | yes | yes | yes | yes
            STREAM_REFUSED           | yes | yes | yes | yes
            CONNECTION_TERMINATED    | yes | yes | no  | no
            RESPONSE_INCOMPLETE      | yes | no  | no  | no
            PROTOCOL_ERROR           | yes | no  | no  | no
            RESPONSE_TRANSFER_CODING | yes | no  | no  | no
            RESPONSE_CONTENT_CODING  | yes | no  | no  | no
            RESPONSE_HEADER_SIZE     | yes | no  | no  | no
            RESPONSE_TIMEOUT         | yes | no  | no  | no
            READ_TIMEOUT             | yes | no  | no  | no
            POOL_EXHAUSTED           | yes | no  | no  | yes
            DOWNSTREAM_STATUS        | yes | no  | no  | no
            CIRCUIT_OPEN             | no  | no  | no  | no
            CONCURRENCY_LIMIT        | no  | no  | no  | no
            CLIENT_GONE              | no  | no  | no  | no
            """;

    private final ManualClock clock = new ManualClock();

    private RoutePolicy policy(String... settings) {
        return new RoutePolicy(RouteSettingsFixture.with(settings), CircuitBreakerRegistry.ofDefaults(), clock);
    }

    @Test
    void noFaultIsMissing() {
        assertThat(TABLE.lines().map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactlyElementsOf(
                        Arrays.stream(Fault.values()).map(Fault::name).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void aFaultVotesAndIsTriedAgainByItsKind(Fault fault, String vote, String get, String post, String listedPost) {
        assertThat(votes(fault)).isEqualTo(yes(vote));
        assertThat(isTriedAgain(policy(), fault, "GET")).isEqualTo(yes(get));
        assertThat(isTriedAgain(policy(), fault, "POST")).isFalse();
        assertThat(isTriedAgain(policy("retry.unsent-methods", "any"), fault, "POST"))
                .isEqualTo(yes(post));
        assertThat(isTriedAgain(policy("retry.unsent-methods", "any", "retry.on", everyFault()), fault, "POST"))
                .isEqualTo(yes(listedPost));
    }

    private static boolean yes(String cell) {
        return cell.equals("yes");
    }

    /** Whether it opens a breaker that one failure opens. */
    private boolean votes(Fault fault) {
        RoutePolicy policy =
                policy("circuit-breaker.minimum-number-of-calls", "1", "circuit-breaker.failure-rate-threshold", "1");
        Permit permit = ((Admission.Granted) policy.admitFirst(clock.getAsLong())).permit();

        permit.vote(Outcome.Failed.of(fault), 1);

        return policy.breakerState().equals("OPEN");
    }

    private boolean isTriedAgain(RoutePolicy policy, Fault fault, String method) {
        RequestFacts request = new RequestFacts(method, false, false, OptionalLong.empty());
        AttemptContext situation = new AttemptContext(
                false,
                policy.eligibility(request),
                1,
                clock.getAsLong(),
                Duration.ofSeconds(1).toNanos(),
                true,
                Optional.empty());
        return policy.judge(Outcome.Failed.of(fault), situation).verdict() instanceof Verdict.Retry;
    }

    private static String everyFault() {
        return String.join(
                ",",
                Arrays.stream(Fault.values())
                        .filter(fault -> fault.isTransient() && fault != Fault.DOWNSTREAM_STATUS)
                        .map(Fault::token)
                        .toList());
    }
}
