package io.breakwater.internal.config;

import io.breakwater.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of retries. Immutable.
 *
 * @param maxAttempts the greatest number of attempts, the first included; at least 2, since 1 disables retries
 * @param methods the methods that are resent although the downstream may have executed the request
 * @param unsentMethods the methods that are resent when the request provably never reached the downstream; empty for any
 * @param onFaults the faults that are retried
 * @param onStatuses the statuses that are retried
 * @param idempotencyKey whether a request with an {@code Idempotency-Key} counts as idempotent, also POST and PATCH
 * @param initialBackoff the upper bound of the first random backoff; doubles with each attempt
 * @param maxBackoff the greatest upper bound of the backoff
 * @param maxBodyBytes the largest request body that is buffered for a replay; a request with a larger one gets one attempt
 * @param budget the limit on the load that retries add
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
     * The limit on the load that retries add to a route within a sliding window. Immutable.
     *
     * @param ratio the ratio of retries to exchanges, 0.2 for 20 %
     * @param minPerSecond the retries per second that are allowed in addition to the ratio, so that a route with little load
     *     can retry, too
     * @param window the length of the window
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
