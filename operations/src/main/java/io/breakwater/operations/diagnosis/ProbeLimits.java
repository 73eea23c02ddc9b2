package io.breakwater.operations.diagnosis;

import java.time.Duration;

/**
 * How long each stage of a probe may take. Immutable.
 *
 * @param name the look-up of the name
 * @param connect one connect
 * @param tls the TLS handshake
 * @param answer from the request to the end of what is read of the answer
 * @param addresses to how many addresses of a name a connection is tried
 */
public record ProbeLimits(Duration name, Duration connect, Duration tls, Duration answer, int addresses) {

    /** What is long enough for a network between two places, and short enough for somebody who waits. */
    public static final ProbeLimits DEFAULT = new ProbeLimits(
            Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(10), 6);
}
