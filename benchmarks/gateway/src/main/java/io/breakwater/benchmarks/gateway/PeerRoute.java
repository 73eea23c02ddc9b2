package io.breakwater.benchmarks.gateway;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A route, as every peer has it.
 *
 * @param segment the first segment of its paths
 * @param target where it leads
 * @param timeout how long a call may take
 * @param attempts how many it may have
 * @param breaking when its breaker opens
 */
record PeerRoute(String segment, String target, Duration timeout, int attempts, String breaking) {

    /** All of them. */
    static List<PeerRoute> all() {
        return Stream.of(System.getProperty("peer.routes", "").split(";"))
                .filter(route -> !route.isEmpty())
                .map(PeerRoute::parse)
                .toList();
    }

    private static PeerRoute parse(String text) {
        String[] parts = text.split(",", 5);
        return new PeerRoute(
                parts[0], parts[1], Duration.ofMillis(Long.parseLong(parts[2])), Integer.parseInt(parts[3]), parts[4]);
    }
}
