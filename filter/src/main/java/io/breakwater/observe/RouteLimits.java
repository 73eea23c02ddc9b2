package io.breakwater.observe;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The limits of a route that are in force. Immutable.
 *
 * @param timeout how long an exchange may take until its response starts
 * @param attemptTimeout how long one attempt may take; never more than {@code timeout}
 * @param maxConcurrency the number of exchanges that is set to wait at once for their response to start; empty for none, and
 *     for a limit that learns ({@link RouteStatus#concurrencyLimit()})
 * @param maxAttempts how many attempts an exchange may have; 1 when the route does not retry
 * @param observed whether the route is only observed
 */
public record RouteLimits(
        Duration timeout, Duration attemptTimeout, OptionalInt maxConcurrency, int maxAttempts, boolean observed) {}
