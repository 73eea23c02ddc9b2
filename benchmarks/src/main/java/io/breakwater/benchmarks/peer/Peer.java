package io.breakwater.benchmarks.peer;

import java.io.IOException;
import java.util.Optional;

/** Something that stands between clients and a downstream. */
public interface Peer {

    /** What it is called in tables. */
    String name();

    /** Why it can't be measured here; empty when it can. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** Starts it in front of that sea, with the settings of {@link io.breakwater.benchmarks.server.Route}. */
    Running start(Sea sea) throws IOException;

    /**
     * What is behind.
     *
     * @param downstream the port of the downstream
     * @param nobody a port on which nobody listens
     */
    record Sea(int downstream, int nobody) {}
}
