package io.breakwater.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final ManualClock clock = new ManualClock();
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private final RoutePolicy policy = new RoutePolicy(
            RouteSettingsFixture.with(
                    "circuit-breaker.minimum-number-of-calls", "4",
                    "circuit-breaker.wait-duration-in-open-state", "10s",
                    "circuit-breaker.permitted-number-of-calls-in-half-open-state", "2",
                    "circuit-breaker.max-wait-duration-in-half-open-state", "30s",
                    "circuit-breaker.slow-call-duration-threshold", "2s"),
            registry,
            clock);

    private void callsThat(int count, Outcome outcome) {
        callsThat(count, outcome, Duration.ofMillis(1));
    }

    private void callsThat(int count, Outcome outcome, Duration duration) {
        for (int i = 0; i < count; i++) {
            permit().vote(outcome, duration.toNanos());
        }
    }

    private Permit permit() {
        return ((Admission.Granted) policy.admitAgain()).permit();
    }

    private Duration refusedFor() {
        return ((Admission.Refused) policy.admitAgain()).retryAfter();
    }

    private void open() {
        callsThat(4, Outcome.Failed.of(Fault.CONNECTION_REFUSED));
    }

    @Test
    void failuresOpenItAndRefusalsCountTheirWaitDown() {
        open();

        assertThat(policy.breakerState()).isEqualTo("OPEN");
        Duration atOnce = refusedFor();
        // Ten seconds, give or take a fifth.
        assertThat(atOnce).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
        clock.advance(Duration.ofSeconds(3));
        assertThat(refusedFor()).isEqualTo(atOnce.minusSeconds(3));
    }

    @Test
    void itClosesWhenTheTrialsSucceed() {
        open();
        clock.advance(Duration.ofSeconds(13));

        callsThat(2, Outcome.Answered.INSTANCE);

        assertThat(policy.breakerState()).isEqualTo("CLOSED");
    }

    @Test
    void aFailedTrialDoublesTheWait() {
        open();
        clock.advance(Duration.ofSeconds(13));
        callsThat(2, Outcome.Failed.of(Fault.RESPONSE_TIMEOUT));

        assertThat(policy.breakerState()).isEqualTo("OPEN");
        assertThat(refusedFor()).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(24));
    }

    @Test
    void trialsThatNeverReportDoNotHoldItHalfOpenForEver() {
        open();
        clock.advance(Duration.ofSeconds(13));
        policy.admitAgain();
        policy.admitAgain();
        assertThat(refusedFor()).isEqualTo(Duration.ofSeconds(1));

        clock.advance(Duration.ofSeconds(31));
        policy.admitAgain();

        assertThat(policy.breakerState()).isEqualTo("OPEN");
        clock.advance(Duration.ofSeconds(60));
        callsThat(2, Outcome.Answered.INSTANCE);
        assertThat(policy.breakerState()).isEqualTo("CLOSED");
    }

    @Test
    void slowCallsOpenItToo() {
        callsThat(4, Outcome.Answered.INSTANCE, Duration.ofSeconds(3));

        assertThat(policy.breakerState()).isEqualTo("OPEN");
    }

    @Test
    void vanishedClientsAndTheAppsOwnBugsDoNotVote() {
        callsThat(50, Outcome.Failed.of(Fault.CLIENT_GONE));
        callsThat(50, new Outcome.AppFailed(new NullPointerException()));

        assertThat(policy.breakerState()).isEqualTo("CLOSED");
        open();
        assertThat(policy.breakerState()).isEqualTo("OPEN");
    }

    @Test
    void neutralTrialsGiveTheirPermitsBack() {
        open();
        clock.advance(Duration.ofSeconds(13));
        callsThat(10, Outcome.Failed.of(Fault.CLIENT_GONE));

        callsThat(2, Outcome.Answered.INSTANCE);

        assertThat(policy.breakerState()).isEqualTo("CLOSED");
    }

    @Test
    void aPermitThatIsReleasedComesBackWithoutAVote() {
        open();
        clock.advance(Duration.ofSeconds(13));

        for (int i = 0; i < 5; i++) {
            permit().release();
        }
        assertThat(policy.breakerState()).isEqualTo("HALF_OPEN");
        callsThat(2, Outcome.Answered.INSTANCE);
        assertThat(policy.breakerState()).isEqualTo("CLOSED");
    }

    @Test
    void transitionsAreTold() {
        List<String> told = new ArrayList<>();
        policy.onBreakerTransition((from, to, reason) -> told.add(from + ">" + to));

        open();
        clock.advance(Duration.ofSeconds(13));
        callsThat(2, Outcome.Answered.INSTANCE);

        assertThat(told).containsExactly("CLOSED>OPEN", "OPEN>HALF_OPEN", "HALF_OPEN>CLOSED");
    }

    @Test
    void itTellsWhichRateHasOpenedIt() {
        List<String> told = new ArrayList<>();
        policy.onBreakerTransition((from, to, reason) -> reason.ifPresent(told::add));

        open();
        clock.advance(Duration.ofSeconds(13));
        callsThat(2, Outcome.Answered.INSTANCE, Duration.ofSeconds(3));

        assertThat(told)
                .containsExactly(
                        "failure_rate=100% of 4 calls, threshold 50%", "slow_call_rate=100% of 2 calls, threshold 80%");
    }

    @Test
    void aCallFromBeforeItOpenedSaysNothingAboutTheTrials() {
        List<Permit> before = Stream.generate(this::permit).limit(8).toList();
        open();
        clock.advance(Duration.ofSeconds(13));
        Permit trial = permit();

        before.subList(0, 4).forEach(old -> old.vote(Outcome.Failed.of(Fault.RESPONSE_TIMEOUT), 1));
        before.subList(4, 8).forEach(Permit::release);

        assertThat(policy.breakerState()).isEqualTo("HALF_OPEN");
        Permit second = permit();
        assertThat(policy.admitAgain()).isInstanceOf(Admission.Refused.class);
        trial.vote(Outcome.Answered.INSTANCE, 1);
        second.vote(Outcome.Answered.INSTANCE, 1);
        assertThat(policy.breakerState()).isEqualTo("CLOSED");
    }

    @Test
    void aTrialOfAnEarlierHalfOpenStateSaysNothingAboutThisOne() {
        open();
        clock.advance(Duration.ofSeconds(13));
        Permit early = permit();
        Permit failing = permit();
        clock.advance(Duration.ofSeconds(31));
        policy.admitAgain();
        clock.advance(Duration.ofSeconds(60));
        permit();

        failing.vote(Outcome.Failed.of(Fault.CONNECTION_REFUSED), 1);
        early.release();

        assertThat(policy.breakerState()).isEqualTo("HALF_OPEN");
        permit();
        assertThat(policy.admitAgain()).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void aTrialWhoseResponseBreaksAfterItsStartCountsAsAFailureAfterAll() {
        open();
        clock.advance(Duration.ofSeconds(13));
        List<Permit> trials = List.of(permit(), permit());
        trials.forEach(trial -> trial.vote(Outcome.Answered.INSTANCE, 1));
        assertThat(policy.breakerState()).isEqualTo("CLOSED");

        trials.forEach(trial -> trial.voteAgain(Fault.RESPONSE_INCOMPLETE, 1));
        callsThat(2, Outcome.Answered.INSTANCE);

        assertThat(policy.breakerState()).isEqualTo("OPEN");
    }

    @Test
    void openedForATimeOfSomebodysChoiceItStaysOpenForThatTime() {
        open();
        clock.advance(Duration.ofSeconds(13));
        callsThat(2, Outcome.Answered.INSTANCE);
        registry.getAllCircuitBreakers().iterator().next().transitionToOpenStateFor(Duration.ofHours(1));

        clock.advance(Duration.ofSeconds(20));
        policy.admitAgain();

        assertThat(policy.breakerState()).isEqualTo("OPEN");
    }

    @Test
    void noThreadIsStartedForIt() {
        open();
        clock.advance(Duration.ofSeconds(13));
        callsThat(2, Outcome.Answered.INSTANCE);

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread ->
                        thread.getName().toLowerCase(java.util.Locale.ROOT).contains("circuitbreaker"));
    }
}
