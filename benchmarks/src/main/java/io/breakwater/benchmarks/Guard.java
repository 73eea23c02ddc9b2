package io.breakwater.benchmarks;

import io.breakwater.Breakwater;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;

/** The filter under measurement, as an app would have it: one route, the rest by default. */
final class Guard {

    private Guard() {}

    static Breakwater.Builder ofOrders() {
        return Breakwater.builder().set("breakwater.routes.orders.path", "/api/orders/*");
    }

    /** The same breaker for whoever is measured beside. */
    static CircuitBreakerConfig breaker() {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.TIME_BASED)
                .slidingWindowSize(10)
                .minimumNumberOfCalls(20)
                .build();
    }
}
