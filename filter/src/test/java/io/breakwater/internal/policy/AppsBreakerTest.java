package io.breakwater.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class AppsBreakerTest {

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

    private RoutePolicy route() {
        return new RoutePolicy(RouteSettingsFixture.with(), registry, new ManualClock());
    }

    @Test
    void oneThatWasThereBeforeTheRouteIsNamedAndOneOfOursIsNot() {
        assertThat(route().appsBreaker()).isEmpty();
        String ours = registry.getAllCircuitBreakers().iterator().next().getName();

        registry.circuitBreaker(ours);

        assertThat(route().appsBreaker()).contains(ours);
    }

    @Test
    void theOneThatRefusedACallIsNamed() {
        CircuitBreaker payments = registry.circuitBreaker("payments");
        CallNotPermittedException refusal = CallNotPermittedException.createCallNotPermittedException(payments);

        assertThat(AppsBreaker.thatRefused(refusal)).contains("payments");
        assertThat(AppsBreaker.thatRefused(new ExecutionException(refusal))).contains("payments");
        assertThat(AppsBreaker.thatRefused(new IllegalStateException("CircuitBreaker 'payments' is OPEN")))
                .isEmpty();
    }
}
