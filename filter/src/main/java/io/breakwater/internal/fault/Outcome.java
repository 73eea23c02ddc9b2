package io.breakwater.internal.fault;

import io.breakwater.fault.Fault;
import java.util.Optional;

/** What one attempt came to. Immutable. */
public sealed interface Outcome {

    /** Returns whether a status means that a downstream failed: 502, 503 and 504 (RFC 9110, sections 15.6.3 to 15.6.5). */
    static boolean isFailing(int status) {
        return status >= 502 && status <= 504;
    }

    /** The response the app wrote is an answer worth passing on, whatever its status. */
    record Answered() implements Outcome {
        /** Every answered attempt is alike; the status has already gone where it belongs. */
        public static final Answered INSTANCE = new Answered();
    }

    /**
     * The downstream failed.
     *
     * @param fault why
     * @param status the status to give the visitor: the fault's own, or the one the downstream gave
     * @param cause the exception it was read from; empty when it was a status or a deadline
     * @param answered whether the app has caught that exception and answers it in words of its own
     */
    record Failed(Fault fault, int status, Optional<Throwable> cause, boolean answered) implements Outcome {
        /** A failure that nobody has answered yet. */
        public Failed(Fault fault, int status, Optional<Throwable> cause) {
            this(fault, status, cause, false);
        }

        /** A failure with the fault's own status and no exception behind it. */
        public static Failed of(Fault fault) {
            return new Failed(fault, fault.status(), Optional.empty());
        }

        /** A failure with the fault's own status, read from {@code cause}. */
        public static Failed of(Fault fault, Throwable cause) {
            return new Failed(fault, fault.status(), Optional.of(cause));
        }

        /** The same, answered by the app in words of its own. */
        public Failed answeredByApp() {
            return new Failed(fault, status, cause, true);
        }

        /** The downstream, or the app for it, answered {@code status}. */
        public static Failed ofStatus(int status) {
            return new Failed(Fault.DOWNSTREAM_STATUS, status, Optional.empty());
        }
    }

    /**
     * The app threw something that says nothing of a downstream, a {@link NullPointerException} say: its own affair and the
     * container's.
     *
     * @param cause what the app threw, to be thrown on as it is
     */
    record AppFailed(Throwable cause) implements Outcome {}
}
