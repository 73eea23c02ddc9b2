package io.breakwater.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.internal.config.Priority;
import io.breakwater.internal.fault.Outcome;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A limit that learns, as a route has it. */
class AdaptiveLimitTest {

    private static final Sheddable ANY = new AnyExchange(Priority.NORMAL, false);
    private static final Sheddable HEALTH_CHECK = new AnyExchange(Priority.NORMAL, true);

    private final ManualClock clock = new ManualClock();
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private final RoutePolicy policy = policy("concurrency.max", "auto");

    private RoutePolicy policy(String... keysAndValues) {
        return new RoutePolicy(RouteSettingsFixture.with(keysAndValues), registry, clock);
    }

    private RoutePolicy successor(RoutePolicy before, String... keysAndValues) {
        return before.succeededBy(RouteSettingsFixture.with(keysAndValues), registry, Optional.empty());
    }

    private Optional<ConcurrencyPermit> enter(RoutePolicy route) {
        return Optional.ofNullable(route.tryAcquireConcurrencyPermit(ANY, clock.getAsLong()));
    }

    private void answer(ConcurrencyPermit permit, Duration latency) {
        permit.release(PlaceEnd.ANSWERED, latency.toNanos(), clock.getAsLong());
    }

    /** The route answers in 10 ms for twenty seconds. */
    private void isWell(RoutePolicy route) {
        for (int i = 0; i < 2_000; i++) {
            ConcurrencyPermit permit = enter(route).orElseThrow();
            clock.advance(Duration.ofMillis(10));
            answer(permit, Duration.ofMillis(10));
        }
    }

    /** Requests come, a hundred a second, and none is answered; gives back the permits of those that were let in. */
    private List<ConcurrencyPermit> isDead(RoutePolicy route, Duration time) {
        List<ConcurrencyPermit> stuck = new ArrayList<>();
        for (int i = 0; i < time.toMillis() / 10; i++) {
            enter(route).ifPresent(stuck::add);
            clock.advance(Duration.ofMillis(10));
        }
        return stuck;
    }

    @Test
    void nobodyIsRefusedWhileTheDownstreamKeepsItsPace() {
        isWell(policy);
        List<ConcurrencyPermit> burst = new ArrayList<>();

        for (int i = 0; i < 5_000; i++) {
            burst.add(enter(policy).orElseThrow());
        }

        assertThat(policy.inFlight()).isEqualTo(5_000);
        assertThat(policy.availableConcurrency()).isEmpty();
        assertThat(policy.concurrencyLimit()).isEmpty();
        burst.forEach(permit -> answer(permit, Duration.ofMillis(10)));
        assertThat(policy.inFlight()).isZero();
    }

    @Test
    void aBlackHoleIsSeenThoughNoAnswerComes() {
        isWell(policy);

        List<ConcurrencyPermit> stuck = isDead(policy, Duration.ofSeconds(3));

        // What came until it was seen, and one a second since then.
        assertThat(stuck).hasSizeLessThan(60);
        assertThat(policy.concurrencyLimit()).hasValue(10);
        assertThat(policy.availableConcurrency()).hasValue(0);
        assertThat(enter(policy)).isEmpty();
    }

    @Test
    void itIsSeenByTheFirstThatComesAfterAPause() {
        isWell(policy);
        for (int i = 0; i < 30; i++) {
            assertThat(enter(policy)).isPresent();
        }

        clock.advance(Duration.ofSeconds(2));
        enter(policy);

        assertThat(policy.availableConcurrency()).hasValue(0);
    }

    @Test
    void aDeadDownstreamIsAskedNowAndThenAndIsBackAtItsFirstAnswer() {
        isWell(policy);
        isDead(policy, Duration.ofSeconds(3));
        Optional<ConcurrencyPermit> probe = Optional.empty();

        for (int i = 0; i < 200 && probe.isEmpty(); i++) {
            clock.advance(Duration.ofMillis(10));
            probe = enter(policy);
        }
        clock.advance(Duration.ofMillis(10));
        answer(probe.orElseThrow(), Duration.ofMillis(10));
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            Optional<ConcurrencyPermit> next = enter(policy);
            refused += next.isEmpty() ? 1 : 0;
            clock.advance(Duration.ofMillis(10));
            next.ifPresent(permit -> answer(permit, Duration.ofMillis(10)));
        }

        assertThat(refused).isLessThan(10);
        assertThat(policy.availableConcurrency()).isEmpty();
    }

    @Test
    void aHealthCheckIsNeverShed() {
        isWell(policy);
        isDead(policy, Duration.ofSeconds(3));

        assertThat(enter(policy)).isEmpty();
        assertThat(policy.tryAcquireConcurrencyPermit(HEALTH_CHECK, clock.getAsLong()))
                .isNotNull();
    }

    @Test
    void aHealthCheckIsLetInWithAFixedMaximumToo() {
        RoutePolicy one = policy("concurrency.max", "1");
        enter(one);

        assertThat(enter(one)).isEmpty();
        assertThat(one.tryAcquireConcurrencyPermit(HEALTH_CHECK, clock.getAsLong()))
                .isNotNull();
        assertThat(one.inFlight()).isEqualTo(2);
    }

    @Test
    void lowPriorityGoesFirstWithinARoute() {
        RoutePolicy ten = policy("concurrency.max", "10", "priority.header", "X-Priority");
        for (int i = 0; i < 6; i++) {
            enter(ten);
        }

        assertThat(ten.tryAcquireConcurrencyPermit(new AnyExchange(Priority.LOW, false), 0))
                .isNull();
        for (int i = 6; i < 9; i++) {
            assertThat(enter(ten)).isPresent();
        }
        assertThat(enter(ten)).isEmpty();
        assertThat(ten.tryAcquireConcurrencyPermit(new AnyExchange(Priority.HIGH, false), 0))
                .isNotNull();
    }

    @Test
    void anExchangeThatWaitsForItsClientIsNotLate() {
        isWell(policy);
        List<ConcurrencyPermit> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ConcurrencyPermit permit = enter(policy).orElseThrow();
            waiting.add(permit.aside());
            permit.movedAside();
        }

        clock.advance(Duration.ofSeconds(5));
        isWell(policy);

        assertThat(policy.availableConcurrency()).isEmpty();
        assertThat(policy.inFlight()).isEqualTo(100);
        assertThat(waiting).allMatch(ConcurrencyPermit::isAside);
        waiting.forEach(ConcurrencyPermit::release);
        assertThat(policy.inFlight()).isZero();
    }

    @Test
    void thereIsOneCountOverReloadsBetweenANumberAndAuto() {
        RoutePolicy number = policy("concurrency.max", "3");
        ConcurrencyPermit first = enter(number).orElseThrow();

        RoutePolicy auto = successor(number, "concurrency.max", "auto");
        ConcurrencyPermit second = enter(auto).orElseThrow();
        assertThat(auto.inFlight()).isEqualTo(2);
        ConcurrencyPermit third = enter(auto).orElseThrow();
        ConcurrencyPermit aside = third.aside();
        third.movedAside();

        RoutePolicy again = successor(auto, "concurrency.max", "3");
        assertThat(again.availableConcurrency()).hasValue(0);
        assertThat(enter(again)).isEmpty();
        answer(second, Duration.ofMillis(1));
        ConcurrencyPermit fourth = enter(again).orElseThrow();
        for (ConcurrencyPermit permit : List.of(first, aside, fourth)) {
            permit.release();
        }
        assertThat(again.inFlight()).isZero();
        assertThat(again.availableConcurrency()).hasValue(3);
    }

    @Test
    void whatWasLearnedLastsOverAReload() {
        isWell(policy);
        isDead(policy, Duration.ofSeconds(3));

        RoutePolicy after = successor(policy, "concurrency.max", "auto", "timeout", "20s");

        assertThat(enter(after)).isEmpty();
    }

    @Test
    void theRetryBudgetIsShutBeforeAnybodyIsRefused() {
        RoutePolicy four = policy("concurrency.max", "4", "retry.budget.min-per-second", "100");
        int max = four.retriesLeft().orElseThrow();

        enter(four);
        enter(four);
        assertThat(four.retriesLeft()).hasValue(max);
        enter(four);
        assertThat(four.retriesLeft()).hasValue(max / 2);
        AttemptContext context = new AttemptContext(
                false,
                Eligibility.IDEMPOTENT,
                1,
                clock.getAsLong(),
                Duration.ofSeconds(5).toNanos(),
                true,
                Optional.empty());
        assertThat(four.judgeAndWithdraw(Outcome.Failed.of(Fault.CONNECTION_REFUSED), context)
                        .verdict())
                .isInstanceOf(Verdict.Retry.class);
    }

    @Test
    void aRouteThatHasLostItsPaceRetriesNothing() {
        RoutePolicy auto = policy("concurrency.max", "auto", "retry.budget.min-per-second", "100");
        isWell(auto);
        assertThat(auto.retriesLeft().orElseThrow()).isPositive();
        isDead(auto, Duration.ofSeconds(3));

        assertThat(auto.retriesLeft()).hasValue(0);
    }
}
