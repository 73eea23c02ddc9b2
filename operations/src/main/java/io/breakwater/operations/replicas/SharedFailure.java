package io.breakwater.operations.replicas;

import java.time.Duration;
import java.time.Instant;

/**
 * A failed exchange as the replica that had it shared it: what its line in the log has. Immutable.
 *
 * @param correlationId the correlation ID
 * @param replica the replica that had the exchange
 * @param at when it ended, by the shared store's clock
 * @param route the route's name
 * @param method the request's method
 * @param path the request's path
 * @param fault the fault's name in the log
 * @param status the status of the answer
 * @param ending how it ended, as in the log
 * @param attempts how many attempts there were
 * @param elapsed how long it took
 */
public record SharedFailure(
        String correlationId,
        String replica,
        Instant at,
        String route,
        String method,
        String path,
        String fault,
        int status,
        String ending,
        int attempts,
        Duration elapsed) {}
