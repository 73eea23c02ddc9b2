package io.breakwater.internal.config;

import io.breakwater.fault.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

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
        RetryBudgetSettings budget) {

    public RetrySettings {
        methods = Set.copyOf(methods);
        unsentMethods = unsentMethods.map(Set::copyOf);
        onFaults = Set.copyOf(onFaults);
        onStatuses = Set.copyOf(onStatuses);
    }
}
