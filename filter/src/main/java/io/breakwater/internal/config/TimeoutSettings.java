package io.breakwater.internal.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The time limits. Immutable.
 *
 * @param exchange the limit from the request's arrival (its last body byte, for an upload) until the response starts,
 *     retries included
 * @param attempt the limit for one attempt; never longer than {@code exchange}
 * @param idle the longest pause between two writes once the response has started; empty for no limit
 * @param interrupt whether the thread of an attempt that reached its limit is interrupted
 * @param clientWait how long an exchange keeps its concurrency permit while it waits for its client
 */
public record TimeoutSettings(
        Duration exchange, Duration attempt, Optional<Duration> idle, boolean interrupt, Duration clientWait) {}
