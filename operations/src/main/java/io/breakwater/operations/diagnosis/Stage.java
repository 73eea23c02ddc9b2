package io.breakwater.operations.diagnosis;

import java.time.Duration;
import java.util.List;

/**
 * One step of a diagnosis. Immutable.
 *
 * @param name what was tried
 * @param result how it ended
 * @param took how long it took; zero when it was not tried
 * @param said in one line what came of it
 * @param facts more of it, a line each, for instance the certificates of a chain; empty for most
 */
public record Stage(Name name, Result result, Duration took, String said, List<String> facts) {

    /** Copies the facts. */
    public Stage {
        facts = List.copyOf(facts);
    }

    /** What is tried, in this order. */
    public enum Name {
        /** From the name to its addresses. */
        NAME,
        /** A TCP connection to one address. */
        CONNECT,
        /** The TLS handshake. */
        TLS,
        /** A request and its answer. */
        HTTP
    }

    /** How a stage ended. */
    public enum Result {
        /** It works. */
        OK,
        /** It does not. */
        FAILED,
        /** It was not tried, because one before it failed. */
        SKIPPED
    }

    static Stage ok(Name name, Duration took, String said, List<String> facts) {
        return new Stage(name, Result.OK, took, said, facts);
    }

    static Stage failed(Name name, Duration took, String said, List<String> facts) {
        return new Stage(name, Result.FAILED, took, said, facts);
    }

    static Stage skipped(Name name) {
        return new Stage(name, Result.SKIPPED, Duration.ZERO, "not tried", List.of());
    }
}
