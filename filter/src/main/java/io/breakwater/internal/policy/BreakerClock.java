package io.breakwater.internal.policy;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Optional;

/**
 * Sets the clock of a circuit breaker, where Resilience4j accepts one: from 2.3 on. The platform of an app decides the
 * version (Spring Cloud 2025.0 has 2.2.0), so nothing newer than 2.0 is called without a check that it exists.
 */
final class BreakerClock {

    private static final Optional<Method> SETTER = setter();

    private BreakerClock() {}

    private static Optional<Method> setter() {
        try {
            return Optional.of(CircuitBreakerConfig.Builder.class.getMethod("clock", Clock.class));
        } catch (NoSuchMethodException e) {
            // An older version uses the system clock, which may shift its window. OpenStateBackoff still measures the
            // open state.
            return Optional.empty();
        }
    }

    static void set(CircuitBreakerConfig.Builder builder, Clock clock) {
        if (SETTER.isPresent()) {
            try {
                SETTER.get().invoke(builder, clock);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("Resilience4j refuses a clock", e);
            }
        }
    }
}
