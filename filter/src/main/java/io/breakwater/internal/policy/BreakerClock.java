package io.breakwater.internal.policy;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Optional;

/**
 * Gives a circuit breaker its clock, where Resilience4j takes one: from 2.3 on. The platform that an app is built on decides
 * which version it gets (Spring Cloud 2025.0 says 2.2.0), so nothing newer than 2.0 is called without asking whether it is there.
 */
final class BreakerClock {

    private static final Optional<Method> SETTER = setter();

    private BreakerClock() {}

    private static Optional<Method> setter() {
        try {
            return Optional.of(CircuitBreakerConfig.Builder.class.getMethod("clock", Clock.class));
        } catch (NoSuchMethodException e) {
            // Then it reads the system's, which moves its window. How long it stays open is counted by us all the same.
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
