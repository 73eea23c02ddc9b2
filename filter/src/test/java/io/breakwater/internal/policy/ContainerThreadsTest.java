package io.breakwater.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.internal.config.Priority;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No route holds all threads of the container. */
class ContainerThreadsTest {

    private static final Sheddable ANY = new AnyExchange(Priority.NORMAL, false);

    private final ManualClock clock = new ManualClock();
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private final ContainerThreads threads = new ContainerThreads();
    private final RoutePolicy dead = policy("concurrency.max", "auto");
    private final RoutePolicy healthy = policy();

    private RoutePolicy policy(String... keysAndValues) {
        return new RoutePolicy(RouteSettingsFixture.with(keysAndValues), registry, clock, Optional.of(threads));
    }

    private int enter(RoutePolicy route, int times) {
        int entered = 0;
        for (int i = 0; i < times; i++) {
            entered += route.admitExchange(ANY, clock.getAsLong()) != null ? 1 : 0;
        }
        return entered;
    }

    @Test
    void aRouteThatHasShownNothingHoldsNoMoreThanItsShare() {
        threads.setSize(200);
        enter(healthy, 1);

        assertThat(enter(dead, 500)).isEqualTo(120);
        assertThat(enter(healthy, 50)).isEqualTo(50);
    }

    @Test
    void itMayHoldAllWhileNothingElseIsAskedFor() {
        threads.setSize(200);

        assertThat(enter(dead, 200)).isEqualTo(200);
        enter(healthy, 1);
        assertThat(enter(dead, 1)).isZero();
        clock.advance(Duration.ofMinutes(2));
        assertThat(enter(dead, 1)).isEqualTo(1);
    }

    @Test
    void aThreadThatLeavesMakesRoom() {
        threads.setSize(10);
        enter(healthy, 1);
        assertThat(enter(dead, 20)).isEqualTo(6);

        dead.threadLeaves();

        assertThat(enter(dead, 20)).isEqualTo(1);
    }

    @Test
    void aContainerThatIsNotKnownLimitsNobody() {
        enter(healthy, 1);

        assertThat(enter(dead, 500)).isEqualTo(500);
    }

    @Test
    void anotherShareIsInForceAfterAReload() {
        threads.setSize(200);
        enter(healthy, 1);
        enter(dead, 50);

        RoutePolicy after = dead.succeededBy(
                RouteSettingsFixture.with("concurrency.max", "auto", "concurrency.share", "30%"),
                registry,
                Optional.of(threads));

        assertThat(enter(after, 500)).isEqualTo(10);
    }

    @Test
    void aRouteThatIsGoneHoldsNothing() {
        threads.setSize(200);
        enter(healthy, 1);
        healthy.retire(Optional.empty());

        assertThat(enter(dead, 200)).isEqualTo(200);
    }

    @Test
    void lowPriorityGoesFirstWhereThreadsRunShort() {
        RoutePolicy low = policy("concurrency.max", "auto", "priority", "low");
        threads.setSize(200);
        enter(healthy, 139);

        Sheddable one = new AnyExchange(Priority.LOW, false);
        assertThat(low.admitExchange(one, clock.getAsLong())).isNotNull();
        assertThat(low.admitExchange(one, clock.getAsLong())).isNull();
        assertThat(enter(dead, 10)).isEqualTo(10);
    }
}
