package io.breakwater.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import io.breakwater.internal.config.Priority;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.observe.RetryRefusal;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules as tables: what may be sent again, and what follows from an outcome. */
class RoutePolicyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Sheddable NORMAL = new AnyExchange(Priority.NORMAL, false);

    private final ManualClock clock = new ManualClock();

    private RoutePolicy policy(String... keysAndValues) {
        return new RoutePolicy(RouteSettingsFixture.with(keysAndValues), CircuitBreakerRegistry.ofDefaults(), clock);
    }

    private static RequestFacts request(String method) {
        return new RequestFacts(method, false, false, OptionalLong.empty());
    }

    private AttemptContext situation(boolean committed, Eligibility repeatable, int attempts, Duration left) {
        return new AttemptContext(
                committed, repeatable, attempts, clock.getAsLong(), left.toNanos(), true, Optional.empty());
    }

    private AttemptContext first(Eligibility repeatable) {
        return situation(false, repeatable, 1, SECOND);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, IDEMPOTENT",
        "HEAD, IDEMPOTENT",
        "OPTIONS, IDEMPOTENT",
        "PUT, NEVER",
        "DELETE, NEVER",
        "POST, NEVER",
        "PATCH, NEVER"
    })
    void byDefaultOnlySafeMethodsAreSentAgain(String method, Eligibility expected) {
        assertThat(policy().eligibility(request(method))).isEqualTo(expected);
    }

    @Test
    void putAndDeleteOptIn() {
        RoutePolicy policy = policy("retry.methods", "GET, PUT, DELETE");

        assertThat(policy.eligibility(request("PUT"))).isEqualTo(Eligibility.IDEMPOTENT);
        assertThat(policy.eligibility(request("DELETE"))).isEqualTo(Eligibility.IDEMPOTENT);
    }

    @Test
    void aKeyMakesAPostIdempotentOnlyWhereTheRouteOptsIn() {
        RequestFacts keyed = new RequestFacts("POST", true, false, OptionalLong.of(3));

        assertThat(policy().eligibility(keyed)).isEqualTo(Eligibility.NEVER);
        assertThat(policy("retry.idempotency-key", "true").eligibility(keyed)).isEqualTo(Eligibility.IDEMPOTENT);
    }

    @Test
    void upgradesAndLongBodiesHaveOneAttempt() {
        RequestFacts upgrade = new RequestFacts("GET", false, true, OptionalLong.empty());
        RequestFacts fits = new RequestFacts("GET", false, false, OptionalLong.of(64 * 1024));
        RequestFacts tooLong = new RequestFacts("GET", false, false, OptionalLong.of(64 * 1024 + 1));

        assertThat(policy().eligibility(upgrade)).isEqualTo(Eligibility.NEVER);
        assertThat(policy().eligibility(fits)).isEqualTo(Eligibility.IDEMPOTENT);
        assertThat(policy().eligibility(tooLong)).isEqualTo(Eligibility.BODY_TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({"any", "'PUT, POST'"})
    void aRouteOptsInForWhatNeverArrived(String methods) {
        assertThat(policy("retry.unsent-methods", methods).eligibility(request("POST")))
                .isEqualTo(Eligibility.IF_UNSENT);
        assertThat(policy("retry.unsent-methods", methods).eligibility(request("GET")))
                .isEqualTo(Eligibility.IDEMPOTENT);
    }

    @Test
    void onlyTheUnsentMethodsThatAreListedAreSentAgain() {
        assertThat(policy("retry.unsent-methods", "none").eligibility(request("POST")))
                .isEqualTo(Eligibility.NEVER);
        assertThat(policy("retry.unsent-methods", "PUT").eligibility(request("POST")))
                .isEqualTo(Eligibility.NEVER);
        assertThat(policy("retry.unsent-methods", "PUT").eligibility(request("PUT")))
                .isEqualTo(Eligibility.IF_UNSENT);
    }

    @Test
    void withoutRetriesNothingIsEligible() {
        assertThat(policy("retry.max-attempts", "1").eligibility(request("GET")))
                .isEqualTo(Eligibility.NEVER);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aPostIsRetriedOnlyWhenItNeverReachedTheDownstream(Fault fault) {
        // Every fault is listed that may be, so that only the request's own nature decides.
        RoutePolicy policy = policy("retry.on", everyFault(), "circuit-breaker.enabled", "false");

        Verdict verdict = policy.judge(Outcome.Failed.of(fault), first(Eligibility.IF_UNSENT))
                .verdict();

        if (verdict instanceof Verdict.Retry) {
            assertThat(fault.reach()).isEqualTo(Reach.NOT_SENT);
            assertThat(fault.isTransient()).isTrue();
        }
        if (fault == Fault.CONNECTION_REFUSED || fault == Fault.DNS_ERROR || fault == Fault.CONNECTION_TIMEOUT) {
            assertThat(verdict).isInstanceOf(Verdict.Retry.class);
        }
    }

    private static String everyFault() {
        return String.join(
                ",",
                Arrays.stream(Fault.values())
                        .filter(fault -> fault.isTransient() && fault != Fault.DOWNSTREAM_STATUS)
                        .map(Fault::token)
                        .toList());
    }

    static Stream<Fault> neverRetried() {
        return Stream.of(Fault.TLS_CERTIFICATE_ERROR, Fault.CIRCUIT_OPEN, Fault.CONCURRENCY_LIMIT, Fault.CLIENT_GONE);
    }

    @ParameterizedTest
    @MethodSource("neverRetried")
    void whatATryCannotMendIsNotTriedAgain(Fault fault) {
        RoutePolicy policy = policy("retry.on", everyFault());

        assertThat(policy.judge(Outcome.Failed.of(fault), first(Eligibility.IDEMPOTENT))
                        .verdict())
                .isNotInstanceOf(Verdict.Retry.class);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECTION_REFUSED, true",
        "CONNECTION_TERMINATED, true",
        "RESPONSE_TIMEOUT, false",
        "READ_TIMEOUT, false",
        "PROTOCOL_ERROR, false",
        "RESPONSE_INCOMPLETE, false"
    })
    void byDefaultOnlyConnectionTroubleIsTriedAgain(Fault fault, boolean retried) {
        Verdict verdict = policy().judge(Outcome.Failed.of(fault), first(Eligibility.IDEMPOTENT))
                .verdict();

        assertThat(verdict instanceof Verdict.Retry).isEqualTo(retried);
    }

    @Test
    void statusesAreTriedAgainOnlyWhenListed() {
        Outcome unavailable = Outcome.Failed.ofStatus(503);

        assertThat(policy().judge(unavailable, first(Eligibility.IDEMPOTENT)).verdict())
                .isInstanceOf(Verdict.ShowPage.class);
        assertThat(policy("retry.on", "503")
                        .judge(unavailable, first(Eligibility.IDEMPOTENT))
                        .verdict())
                .isInstanceOf(Verdict.Retry.class);
        assertThat(policy("retry.on", "503")
                        .judge(Outcome.Failed.ofStatus(502), first(Eligibility.IDEMPOTENT))
                        .verdict())
                .isInstanceOf(Verdict.ShowPage.class);
    }

    @Test
    void theLastAttemptIsFollowedByThePage() {
        Outcome refused = Outcome.Failed.of(Fault.CONNECTION_REFUSED);

        assertThat(policy().judge(refused, situation(false, Eligibility.IDEMPOTENT, 2, SECOND))
                        .verdict())
                .isInstanceOf(Verdict.ShowPage.class);
        assertThat(policy("retry.max-attempts", "3")
                        .judge(refused, situation(false, Eligibility.IDEMPOTENT, 2, SECOND))
                        .verdict())
                .isInstanceOf(Verdict.Retry.class);
    }

    @Test
    void noTimeLeftMeansNoRetry() {
        assertThat(policy().judge(
                                Outcome.Failed.of(Fault.CONNECTION_REFUSED),
                                situation(false, Eligibility.IDEMPOTENT, 1, Duration.ZERO))
                        .verdict())
                .isInstanceOf(Verdict.ShowPage.class);
    }

    @Test
    void toJudgeLeavesTheBudgetAsItIs() {
        RoutePolicy policy =
                policy("retry.budget.ratio", "0%", "retry.budget.min-per-second", "1", "retry.budget.window", "1s");
        Outcome refused = Outcome.Failed.of(Fault.CONNECTION_REFUSED);
        AttemptContext context = first(Eligibility.IDEMPOTENT);

        assertThat(policy.judge(refused, context).verdict()).isInstanceOf(Verdict.Retry.class);
        assertThat(policy.judge(refused, context).verdict()).isInstanceOf(Verdict.Retry.class);
        assertThat(policy.judgeAndWithdraw(refused, context).verdict()).isInstanceOf(Verdict.Retry.class);
        Judgement spent = policy.judgeAndWithdraw(refused, context);
        assertThat(spent.verdict()).isInstanceOf(Verdict.ShowPage.class);
        assertThat(spent.retryRefusal()).contains(RetryRefusal.BUDGET);
        assertThat(policy.judge(refused, context).verdict()).isInstanceOf(Verdict.Retry.class);
    }

    @Test
    void backoffStaysBelowABoundThatDoublesUpToTheMaximum() {
        RoutePolicy policy = policy(
                "retry.max-attempts",
                "10",
                "retry.backoff.initial",
                "100ms",
                "retry.backoff.max",
                "300ms",
                "retry.budget.ratio",
                "100%",
                "retry.budget.min-per-second",
                "1000");
        long[] bounds = {100, 200, 300, 300, 300};
        for (int attempt = 1; attempt <= bounds.length; attempt++) {
            for (int i = 0; i < 200; i++) {
                Verdict verdict = policy.judge(
                                Outcome.Failed.of(Fault.CONNECTION_REFUSED),
                                situation(false, Eligibility.IDEMPOTENT, attempt, SECOND))
                        .verdict();
                assertThat(((Verdict.Retry) verdict).backoff())
                        .isBetween(Duration.ZERO, Duration.ofMillis(bounds[attempt - 1]));
            }
        }
    }

    @Test
    void afterCommitAFailureIsAnAbortAndAFailingStatusAnAnswer() {
        AttemptContext committed = situation(true, Eligibility.IDEMPOTENT, 1, SECOND);

        assertThat(policy().judge(Outcome.Failed.of(Fault.CONNECTION_TERMINATED), committed)
                        .verdict())
                .isInstanceOf(Verdict.Abort.class);
        assertThat(policy().judge(Outcome.Failed.ofStatus(503), committed).verdict())
                .isInstanceOf(Verdict.Release.class);
        assertThat(policy().judge(new Outcome.AppFailed(new NullPointerException()), committed)
                        .verdict())
                .isInstanceOf(Verdict.Abort.class);
    }

    @Test
    void whatIsNotOursIsReleased() {
        assertThat(policy().judge(Outcome.Answered.INSTANCE, first(Eligibility.IDEMPOTENT))
                        .verdict())
                .isInstanceOf(Verdict.Release.class);
        assertThat(policy().judge(new Outcome.AppFailed(new NullPointerException()), first(Eligibility.IDEMPOTENT))
                        .verdict())
                .isInstanceOf(Verdict.Release.class);
        assertThat(policy().judge(Outcome.Failed.of(Fault.CLIENT_GONE), first(Eligibility.IDEMPOTENT))
                        .verdict())
                .isInstanceOf(Verdict.Release.class);
    }

    @Test
    void aDownstreamsOwnWaitComesBeforeTheBackoff() {
        RoutePolicy policy = policy("retry.on", "503", "retry.backoff.max", "100ms");
        Duration asked = Duration.ofMillis(700);

        assertThat(policy.judge(Outcome.Failed.ofStatus(503), sentAwayFor(asked))
                        .verdict())
                .isInstanceOfSatisfying(Verdict.Retry.class, retry -> assertThat(retry.backoff())
                        .isBetween(asked, asked.plusMillis(100)));
    }

    @Test
    void aDownstreamsOwnWaitThatDoesNotFitIsNotRetried() {
        RoutePolicy policy = policy("retry.on", "503");

        assertThat(policy.judge(Outcome.Failed.ofStatus(503), sentAwayFor(SECOND))
                        .verdict())
                .isInstanceOf(Verdict.ShowPage.class);
    }

    /** With one second left. */
    private AttemptContext sentAwayFor(Duration wait) {
        return new AttemptContext(
                false, Eligibility.IDEMPOTENT, 1, clock.getAsLong(), SECOND.toNanos(), true, Optional.of(wait));
    }

    @Test
    void aBodyThatIsKeptIsReleased() {
        AttemptContext keeps = new AttemptContext(
                false, Eligibility.NEVER, 1, clock.getAsLong(), SECOND.toNanos(), false, Optional.empty());

        assertThat(policy().judge(Outcome.Failed.ofStatus(503), keeps).verdict())
                .isInstanceOf(Verdict.Release.class);
        assertThat(policy().judge(Outcome.Failed.of(Fault.CONNECTION_REFUSED), keeps)
                        .verdict())
                .isInstanceOf(Verdict.ShowPage.class);
    }

    @Test
    void theLimitRefusesWhoComesTooManyAndForgetsWhoLeft() {
        RoutePolicy policy = policy("concurrency.max", "2");

        ConcurrencyPermit first = Objects.requireNonNull(policy.tryAcquireConcurrencyPermit(NORMAL, clock.getAsLong()));
        assertThat(policy.tryAcquireConcurrencyPermit(NORMAL, clock.getAsLong()))
                .isNotNull();
        assertThat(policy.tryAcquireConcurrencyPermit(NORMAL, clock.getAsLong()))
                .isNull();
        first.release();
        assertThat(policy.availableConcurrency()).hasValue(1);
        assertThat(policy.tryAcquireConcurrencyPermit(NORMAL, clock.getAsLong()))
                .isNotNull();
    }
}
