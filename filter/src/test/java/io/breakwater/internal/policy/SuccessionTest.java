package io.breakwater.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.internal.config.Priority;
import io.breakwater.internal.fault.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A route goes on under other settings. */
class SuccessionTest {

    private static final String[] BREAKER = {
        "circuit-breaker.minimum-number-of-calls", "4",
        "circuit-breaker.wait-duration-in-open-state", "10s",
        "circuit-breaker.permitted-number-of-calls-in-half-open-state", "2"
    };
    private static final Outcome REFUSED = Outcome.Failed.of(Fault.CONNECTION_REFUSED);

    private static final Sheddable NORMAL = new AnyExchange(Priority.NORMAL, false);

    private final ManualClock clock = new ManualClock();
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

    private RoutePolicy policy(String... keysAndValues) {
        return new RoutePolicy(RouteSettingsFixture.with(keysAndValues), registry, clock);
    }

    private RoutePolicy successor(RoutePolicy policy, String... keysAndValues) {
        return policy.succeededBy(RouteSettingsFixture.with(keysAndValues), registry, Optional.empty());
    }

    private static String[] and(String[] some, String... more) {
        return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private static Permit permit(RoutePolicy policy) {
        return ((Admission.Granted) policy.admitAgain()).permit();
    }

    private static void failures(RoutePolicy policy, int count) {
        for (int i = 0; i < count; i++) {
            permit(policy).vote(REFUSED, 1);
        }
    }

    private CircuitBreaker registered() {
        return registry.find("breakwater.default").orElseThrow();
    }

    @Test
    void aBreakerWhoseSettingsStayedKeepsItsCounts() {
        RoutePolicy before = policy(BREAKER);
        failures(before, 3);
        CircuitBreaker breaker = registered();

        RoutePolicy after = successor(before, and(BREAKER, "timeout", "3s"));
        failures(after, 1);

        assertThat(registered()).isSameAs(breaker);
        assertThat(after.breakerState()).isEqualTo("OPEN");
    }

    @Test
    void anotherOneStaysOpenForTheRestOfItsWait() {
        RoutePolicy before = policy(BREAKER);
        failures(before, 4);
        clock.advance(Duration.ofSeconds(3));
        Duration left = before.remainingOpen().orElseThrow();
        CircuitBreaker breaker = registered();

        RoutePolicy after = successor(before, and(BREAKER, "circuit-breaker.failure-rate-threshold", "70"));

        assertThat(registered()).isNotSameAs(breaker);
        assertThat(registered().getCircuitBreakerConfig().getFailureRateThreshold())
                .isEqualTo(70);
        assertThat(after.remainingOpen()).contains(left);
        assertThat(after.admitAgain()).isEqualTo(new Admission.Refused(Fault.CIRCUIT_OPEN, left));
        clock.advance(left.plusMillis(1));
        failures(after, 2);
        // The second opening in a row waits twice as long, as if nothing had happened in between.
        assertThat(after.remainingOpen().orElseThrow()).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(24));
    }

    @Test
    void theWaitGoesOnDoublingWhereItStood() {
        RoutePolicy before = policy(BREAKER);
        failures(before, 4);
        clock.advance(before.remainingOpen().orElseThrow().plusMillis(1));
        failures(before, 2);

        RoutePolicy after = successor(before, and(BREAKER, "circuit-breaker.failure-rate-threshold", "70"));
        clock.advance(after.remainingOpen().orElseThrow().plusMillis(1));
        failures(after, 2);

        assertThat(after.remainingOpen().orElseThrow()).isBetween(Duration.ofSeconds(32), Duration.ofSeconds(48));
    }

    static Stream<Arguments> states() {
        return Stream.of(
                state("CLOSED", breaker -> {}),
                state("OPEN", CircuitBreaker::transitionToOpenState),
                state("HALF_OPEN", breaker -> {
                    breaker.transitionToOpenState();
                    breaker.transitionToHalfOpenState();
                }),
                state("FORCED_OPEN", CircuitBreaker::transitionToForcedOpenState),
                state("DISABLED", CircuitBreaker::transitionToDisabledState),
                state("METRICS_ONLY", CircuitBreaker::transitionToMetricsOnlyState));
    }

    private static Arguments state(String name, Consumer<CircuitBreaker> way) {
        return Arguments.of(name, way);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void anotherOneHasTheStateOfTheOneBefore(String state, Consumer<CircuitBreaker> way) {
        RoutePolicy before = policy(BREAKER);
        way.accept(registered());
        List<String> told = new ArrayList<>();

        RoutePolicy after = successor(before, and(BREAKER, "circuit-breaker.failure-rate-threshold", "70"));
        after.onBreakerTransition((from, to, reason) -> told.add(from + ">" + to));

        assertThat(after.breakerState()).isEqualTo(state);
        after.admitAgain();
        assertThat(told).isEmpty();
    }

    @Test
    void itsListenersHearOfTheNewOne() {
        RoutePolicy before = policy(BREAKER);
        RoutePolicy after = successor(before, and(BREAKER, "circuit-breaker.failure-rate-threshold", "70"));
        List<String> told = new ArrayList<>();
        after.onBreakerTransition((from, to, reason) -> told.add(from + ">" + to));

        failures(after, 4);

        assertThat(told).containsExactly("CLOSED>OPEN");
    }

    @Test
    void aBreakerOfTheAppsByTheNameOfARouteIsAnother() {
        CircuitBreaker theirs = registry.circuitBreaker("default");

        RoutePolicy ours = policy(BREAKER);
        failures(ours, 4);

        assertThat(theirs.getMetrics().getNumberOfBufferedCalls()).isZero();
        assertThat(theirs.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(registered().getMetrics().getNumberOfFailedCalls()).isEqualTo(4);
        ours.retire(Optional.empty());
        assertThat(registry.find("default")).containsSame(theirs);
    }

    @Test
    void ofABreakerThatIsNotOursItsOwnWaitIsTold() {
        CircuitBreaker theirs = registry.circuitBreaker(
                "breakwater.default",
                CircuitBreakerConfig.custom()
                        .waitDurationInOpenState(Duration.ofSeconds(30))
                        .build());
        RoutePolicy ours = policy(BREAKER);
        theirs.transitionToOpenState();

        assertThat(ours.admitAgain()).isEqualTo(new Admission.Refused(Fault.CIRCUIT_OPEN, Duration.ofSeconds(30)));
        clock.advance(Duration.ofSeconds(10));
        assertThat(ours.remainingOpen()).contains(Duration.ofSeconds(20));
    }

    @Test
    void aBreakerThatSomebodyElseHasRegisteredStaysTheirs() {
        CircuitBreaker theirs = registry.circuitBreaker("breakwater.default");
        RoutePolicy before = policy(BREAKER);

        RoutePolicy after = successor(before, and(BREAKER, "circuit-breaker.failure-rate-threshold", "70"));
        after.retire(Optional.empty());

        assertThat(registered()).isSameAs(theirs);
    }

    @Test
    void theBreakerOfARouteThatIsGoneLeavesTheRegistryButNotWhoIsUnderWay() {
        RoutePolicy before = policy(BREAKER);
        Permit permit = permit(before);

        before.retire(Optional.empty());

        assertThat(registry.find("breakwater.default")).isEmpty();
        permit.vote(REFUSED, 1);
        failures(before, 3);
        assertThat(before.breakerState()).isEqualTo("OPEN");
    }

    @Test
    void aBreakerThatIsSwitchedOffLeavesTheRegistry() {
        RoutePolicy before = policy(BREAKER);
        RoutePolicy after = successor(before, "circuit-breaker.enabled", "false");

        before.retire(Optional.of(after));

        assertThat(registry.find("breakwater.default")).isEmpty();
        assertThat(after.breakerState()).isEqualTo("DISABLED");
    }

    @Test
    void aBreakerThatASuccessorHasStays() {
        RoutePolicy before = policy(BREAKER);
        before.retire(Optional.of(successor(before, and(BREAKER, "timeout", "3s"))));

        assertThat(registry.find("breakwater.default")).isPresent();
    }

    @Test
    void trialsUnderWayAreThoseOfTheNewSettingsToo() {
        RoutePolicy before = policy(BREAKER);
        failures(before, 4);
        clock.advance(Duration.ofSeconds(13));
        Permit first = permit(before);

        RoutePolicy after = successor(before, and(BREAKER, "circuit-breaker.failure-rate-threshold", "70"));

        Permit second = permit(after);
        assertThat(after.admitAgain()).isInstanceOf(Admission.Refused.class);
        first.vote(Outcome.Answered.INSTANCE, 1);
        second.vote(Outcome.Answered.INSTANCE, 1);
        assertThat(after.breakerState()).isEqualTo("CLOSED");
    }

    @Test
    void thereIsOneCountOfPlacesWhateverTheMaximum() {
        RoutePolicy before = policy("concurrency.max", "2");
        ConcurrencyPermit first = concurrencyPermit(before);
        concurrencyPermit(before);

        RoutePolicy tighter = successor(before, "concurrency.max", "1");
        assertThat(tighter.availableConcurrency()).hasValue(0);
        first.release();
        assertThat(tighter.tryAcquireConcurrencyPermit(NORMAL, clock.getAsLong()))
                .isNull();

        RoutePolicy wider = successor(tighter, "concurrency.max", "3");
        assertThat(wider.availableConcurrency()).hasValue(2);
    }

    @Test
    void whoCameInWithoutAMaximumIsCountedWhenThereIsOne() {
        RoutePolicy before = policy();
        List<ConcurrencyPermit> permits =
                List.of(concurrencyPermit(before), concurrencyPermit(before), concurrencyPermit(before));

        RoutePolicy after = successor(before, "concurrency.max", "2");

        assertThat(after.tryAcquireConcurrencyPermit(NORMAL, clock.getAsLong())).isNull();
        permits.forEach(ConcurrencyPermit::release);
        assertThat(after.availableConcurrency()).hasValue(2);
    }

    private ConcurrencyPermit concurrencyPermit(RoutePolicy policy) {
        return Objects.requireNonNull(policy.tryAcquireConcurrencyPermit(NORMAL, clock.getAsLong()));
    }

    @Test
    void aBudgetWhoseSettingsStayedRemembersWhatWasSpent() {
        String[] tight = {"retry.budget.ratio", "0%", "retry.budget.min-per-second", "1", "retry.budget.window", "1s"};
        RoutePolicy before = policy(tight);
        assertThat(before.judgeAndWithdraw(REFUSED, situation()).verdict()).isInstanceOf(Verdict.Retry.class);

        RoutePolicy same = successor(before, and(tight, "retry.max-attempts", "3"));
        RoutePolicy another = successor(before, "retry.budget.ratio", "1%");

        assertThat(same.judgeAndWithdraw(REFUSED, situation()).verdict()).isInstanceOf(Verdict.ShowPage.class);
        assertThat(another.judgeAndWithdraw(REFUSED, situation()).verdict()).isInstanceOf(Verdict.Retry.class);
    }

    private AttemptContext situation() {
        return new AttemptContext(
                false,
                Eligibility.IDEMPOTENT,
                1,
                clock.getAsLong(),
                Duration.ofSeconds(10).toNanos(),
                true,
                Optional.empty());
    }
}
