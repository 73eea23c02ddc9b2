package io.breakwater.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.FaultClassifier;
import io.breakwater.internal.fault.Outcome;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An app that has breakers and limits of its own, of Resilience4j. */
class ResilienceTest {

    private final FaultClassifier classifier = new FaultClassifier();

    private Fault fault(Thrown.Call call) {
        Throwable thrown = Thrown.by(call).orElseThrow();
        return classifier.classify(thrown).map(Outcome.Failed::fault).orElseThrow();
    }

    @Test
    void anOpenBreakerOfTheAppIsOneOfOurs() {
        CircuitBreaker breaker = CircuitBreaker.ofDefaults("orders");
        breaker.transitionToOpenState();

        assertThat(fault(() -> breaker.executeRunnable(() -> {}))).isEqualTo(Fault.CIRCUIT_OPEN);
    }

    @Test
    void aFullBulkheadIsALimit() {
        Bulkhead bulkhead = Bulkhead.of(
                "orders", BulkheadConfig.custom().maxConcurrentCalls(1).build());
        bulkhead.acquirePermission();

        assertThat(fault(() -> bulkhead.executeRunnable(() -> {}))).isEqualTo(Fault.CONCURRENCY_LIMIT);
    }

    @Test
    void aRateIsALimit() {
        RateLimiter limiter = RateLimiter.of(
                "orders",
                RateLimiterConfig.custom()
                        .limitForPeriod(1)
                        .limitRefreshPeriod(Duration.ofHours(1))
                        .timeoutDuration(Duration.ZERO)
                        .build());
        limiter.executeRunnable(() -> {});

        assertThat(fault(() -> limiter.executeRunnable(() -> {}))).isEqualTo(Fault.CONCURRENCY_LIMIT);
    }
}
