package io.breakwater.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.observe.BreakerAdvisor;
import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerSteering.Word;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Circuit breakers that hear what others have found. */
class WarinessTest {

    private static final Outcome FAILURE = Outcome.Failed.of(Fault.CONNECTION_REFUSED);
    private static final Outcome SUCCESS = Outcome.Answered.INSTANCE;
    private static final Optional<String> OWN = Optional.empty();

    private final ManualClock clock = new ManualClock();
    private final RoutePolicy policy = new RoutePolicy(
            RouteSettingsFixture.with(
                    "circuit-breaker.minimum-number-of-calls", "20",
                    "circuit-breaker.wait-duration-in-open-state", "10s",
                    "circuit-breaker.max-wait-duration-in-open-state", "30s",
                    "circuit-breaker.permitted-number-of-calls-in-half-open-state", "2",
                    "circuit-breaker.slow-call-duration-threshold", "2s"),
            CircuitBreakerRegistry.ofDefaults(),
            clock);
    private final RouteSteering steering = policy.steering().orElseThrow();
    private final Advisor advisor = new Advisor();

    private static final class Advisor implements BreakerAdvisor {
        private final List<String> told = new ArrayList<>();
        private boolean mayTry = true;

        @Override
        public boolean mayTry(BreakerId breaker) {
            return mayTry;
        }

        @Override
        public void failing(BreakerId breaker, int inARow) {
            told.add(breaker.route() + " failing " + inARow);
        }

        @Override
        public void foundWell(BreakerId breaker) {
            told.add(breaker.route() + " well");
        }
    }

    private void calls(int count, Outcome outcome) {
        for (int i = 0; i < count; i++) {
            call(policy, outcome, Duration.ofMillis(1));
        }
    }

    private static void call(RoutePolicy of, Outcome outcome, Duration took) {
        ((Admission.Granted) of.admitAgain()).permit().vote(outcome, took.toNanos());
    }

    private boolean isRefused() {
        return policy.admitAgain() instanceof Admission.Refused;
    }

    @Test
    void hearsayAloneOpensNothingAndRefusesNobody() {
        steering.beWary(OWN, 2, Optional.of(Duration.ofSeconds(8)));

        assertThat(policy.breakerState()).isEqualTo("CLOSED");
        assertThat(isRefused()).isFalse();
    }

    @Test
    void theNextCallsOpenItWhenTheyFailForAsLongAsTheOther() {
        steering.beWary(OWN, 2, Optional.of(Duration.ofSeconds(5)));
        calls(1, FAILURE);
        assertThat(policy.breakerState()).isEqualTo("CLOSED");
        clock.advance(Duration.ofSeconds(1));

        calls(1, FAILURE);

        assertThat(policy.breakerState()).isEqualTo("OPEN");
        assertThat(steering.remainingOpen(OWN)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    @Test
    void slowCallsDecideAsFailedOnesDo() {
        steering.beWary(OWN, 2, Optional.of(Duration.ofSeconds(5)));

        call(policy, SUCCESS, Duration.ofSeconds(3));
        call(policy, SUCCESS, Duration.ofSeconds(3));

        assertThat(policy.breakerState()).isEqualTo("OPEN");
    }

    @Test
    void theNextCallsKeepItClosedWhenTheySucceedAndItSaysSo() {
        steering.adviseBy(advisor);
        steering.beWary(OWN, 2, Optional.of(Duration.ofSeconds(5)));

        calls(2, SUCCESS);

        assertThat(advisor.told).containsExactly("default well");
        calls(2, FAILURE);
        assertThat(policy.breakerState()).isEqualTo("CLOSED");
    }

    @Test
    void whatSaysNothingOfTheDownstreamDecidesNothing() {
        steering.beWary(OWN, 2, Optional.of(Duration.ofSeconds(5)));

        calls(5, Outcome.Failed.of(Fault.CLIENT_GONE));
        calls(5, new Outcome.AppFailed(new NullPointerException()));
        assertThat(policy.breakerState()).isEqualTo("CLOSED");

        calls(2, FAILURE);
        assertThat(policy.breakerState()).isEqualTo("OPEN");
    }

    @Test
    void hearsayGrowsOld() {
        steering.beWary(OWN, 2, Optional.of(Duration.ofSeconds(5)));
        clock.advance(Duration.ofSeconds(7));

        calls(2, FAILURE);

        assertThat(policy.breakerState()).isEqualTo("CLOSED");
    }

    @Test
    void nobodyKeepsItOpenLongerThanItsOwnSettings() {
        steering.beWary(OWN, 2, Optional.of(Duration.ofDays(9)));
        calls(2, FAILURE);

        assertThat(steering.remainingOpen(OWN)).isLessThanOrEqualTo(Duration.ofSeconds(36));
    }

    @Test
    void withoutAnotherReplicasTimeItsOwnSettingsSayForHowLong() {
        steering.beWary(OWN, 2, Optional.empty());
        calls(2, FAILURE);

        assertThat(steering.remainingOpen(OWN)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
    }

    @Test
    void theNextOpeningIsByItsOwnSettingsAgain() {
        steering.beWary(OWN, 2, Optional.of(Duration.ofSeconds(1)));
        calls(2, FAILURE);
        clock.advance(Duration.ofSeconds(2));

        calls(2, FAILURE);

        // Twice ten seconds, give or take a fifth.
        assertThat(steering.remainingOpen(OWN)).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(24));
    }

    @Test
    void failuresInARowAreToldUntilASuccess() {
        steering.adviseBy(advisor);

        calls(3, FAILURE);
        calls(1, SUCCESS);
        calls(2, FAILURE);

        assertThat(advisor.told)
                .containsExactly("default failing 2", "default failing 3", "default failing 0", "default failing 2");
    }

    @Test
    void anOpenOneTriesSoonerWhenItIsTold() {
        calls(20, FAILURE);
        steering.tryWithin(OWN, Duration.ofSeconds(1));
        assertThat(isRefused()).isTrue();

        clock.advance(Duration.ofSeconds(1));
        calls(2, SUCCESS);

        assertThat(policy.breakerState()).isEqualTo("CLOSED");
    }

    @Test
    void itNeverTriesLaterForBeingTold() {
        calls(20, FAILURE);
        Duration before = steering.remainingOpen(OWN);

        steering.tryWithin(OWN, Duration.ofMinutes(9));

        assertThat(steering.remainingOpen(OWN)).isEqualTo(before);
    }

    @Test
    void itSendsNoTrialsWhileItMayNot() {
        steering.adviseBy(advisor);
        calls(20, FAILURE);
        advisor.mayTry = false;
        clock.advance(Duration.ofSeconds(13));

        assertThat(policy.admitAgain()).isEqualTo(new Admission.Refused(Fault.CIRCUIT_OPEN, Duration.ofSeconds(1)));
        assertThat(policy.breakerState()).isEqualTo("OPEN");

        advisor.mayTry = true;
        calls(2, SUCCESS);
        assertThat(policy.breakerState()).isEqualTo("CLOSED");
    }

    @Test
    void anOperatorsWordGoesBeforeTheCalls() {
        steering.force(Word.OPEN, Duration.ofMinutes(5));
        assertThat(((Admission.Refused) policy.admitAgain()).retryAfter()).isEqualTo(Duration.ofMinutes(5));
        clock.advance(Duration.ofHours(1));
        assertThat(isRefused()).isTrue();

        steering.force(Word.CLOSED, Duration.ofMinutes(5));
        calls(50, FAILURE);
        assertThat(isRefused()).isFalse();

        steering.force(Word.AUTOMATIC, Duration.ZERO);
        assertThat(policy.breakerState()).isEqualTo("CLOSED");
        calls(20, FAILURE);
        assertThat(policy.breakerState()).isEqualTo("OPEN");
    }

    @Test
    void takingBackAWordThatNobodyHasSaidClosesNothing() {
        calls(20, FAILURE);

        steering.force(Word.AUTOMATIC, Duration.ZERO);

        assertThat(policy.breakerState()).isEqualTo("OPEN");
    }

    @Test
    void aWordHoldsForTheHandlersThatAreToCome() {
        steering.force(Word.OPEN, Duration.ofMinutes(5));
        steering.adviseBy(advisor);

        assertThat(policy.forKey("/orders/*").orElseThrow().admitAgain()).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void hearsayOfAHandlerIsForThatHandlerAlone() {
        RoutePolicy orders = policy.forKey("/orders/*").orElseThrow();
        steering.beWary(Optional.of("/orders/*"), 2, Optional.of(Duration.ofSeconds(5)));
        steering.beWary(Optional.of("/never/seen"), 2, Optional.of(Duration.ofSeconds(5)));

        calls(2, FAILURE);
        call(orders, FAILURE, Duration.ofMillis(1));
        call(orders, FAILURE, Duration.ofMillis(1));

        assertThat(policy.breakerState()).isEqualTo("CLOSED");
        assertThat(policy.breakerStatesByKey()).containsOnly(Map.entry("/orders/*", "OPEN"));
    }
}
