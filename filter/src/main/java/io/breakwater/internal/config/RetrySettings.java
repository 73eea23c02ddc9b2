package io.breakwater.internal.config;

import io.breakwater.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a failed attempt is tried again. Immutable.
 *
 * @param maxAttempts attempts an exchange may make, the first included; at least 2, or there would be no retry settings
 * @param methods methods that may be sent again although the downstream may have executed them
 * @param unsentMethods methods that may be sent again when they provably never reached the downstream; empty for any
 * @param onFaults the faults worth another attempt
 * @param onStatuses the statuses worth another attempt
 * @param idempotencyKey whether a request that bears an {@code Idempotency-Key} counts as idempotent, POST and PATCH too
 * @param initialBackoff upper bound of the first pause, which doubles with each attempt; the pause is random below it
 * @param maxBackoff the bound that doubling stops at
 * @param maxBodyBytes the largest request body kept for a replay; a longer one means one attempt
 * @param budget how much retries may add to the load
 */
public record RetrySettings(
        int maxAttempts,
        Set<String> methods,
        Optional<Set<String>> unsentMethods,
        Set<Fault> onFaults,
        Set<Integer> onStatuses,
        boolean idempotencyKey,
        Duration initialBackoff,
        Duration maxBackoff,
        int maxBodyBytes,
        Budget budget) {

    public RetrySettings {
        methods = Set.copyOf(methods);
        unsentMethods = unsentMethods.map(Set::copyOf);
        onFaults = Set.copyOf(onFaults);
        onStatuses = Set.copyOf(onStatuses);
    }

    /**
     * How much retries may add to a route's load within a sliding window. Immutable.
     *
     * @param ratio retries per exchange, 0.2 for 20 %
     * @param minPerSecond retries per second that are allowed whatever the ratio says, so that a quiet route can retry too
     * @param window the window's length
     */
    public record Budget(double ratio, int minPerSecond, Duration window) {

        // Of our own, because the JDK's (as of 17) keeps the class that it last compared, and the loader of a stopped
        // app
        // with it.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Budget that && values().equals(that.values());
        }

        @Override
        public int hashCode() {
            return values().hashCode();
        }

        private List<Object> values() {
            return List.of(ratio, minPerSecond, window);
        }
    }
}
