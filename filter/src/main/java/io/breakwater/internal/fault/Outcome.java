package io.breakwater.internal.fault;

import io.breakwater.fault.Fault;
import java.util.Optional;
import java.util.OptionalInt;

/** The outcome of an attempt. Immutable. */
public sealed interface Outcome {

    /** Returns whether a status means that a downstream failed: 502, 503 and 504 (RFC 9110, sections 15.6.3 to 15.6.5). */
    static boolean isFailing(int status) {
        return status >= 502 && status <= 504;
    }

    /** The app wrote a response that is released, whatever its status. */
    record Answered() implements Outcome {
        /** The only instance: the response holds the status. */
        public static final Answered INSTANCE = new Answered();
    }

    /** The app was not asked, and nothing has failed: the route is in maintenance. */
    record NotAsked() implements Outcome {
        /** There is nothing to tell one from another. */
        public static final NotAsked INSTANCE = new NotAsked();
    }

    /**
     * The downstream failed.
     *
     * @param fault the reason
     * @param status the status of the response: the fault's own, or the downstream's
     * @param cause the exception behind the fault; empty for a status or a deadline
     * @param answered whether the app has caught the exception and writes its own response
     */
    record Failed(Fault fault, int status, Optional<Throwable> cause, boolean answered) implements Outcome {
        /** Creates a failure for which the app has written no response. */
        public Failed(Fault fault, int status, Optional<Throwable> cause) {
            this(fault, status, cause, false);
        }

        /** Returns a failure with the fault's own status, without an exception. */
        public static Failed of(Fault fault) {
            return new Failed(fault, fault.status(), Optional.empty());
        }

        /** Returns a failure with the fault's own status, read from {@code cause}. */
        public static Failed of(Fault fault, Throwable cause) {
            return new Failed(fault, fault.status(), Optional.of(cause));
        }

        /** Returns the status that the downstream has sent; empty when the failure is none. */
        public OptionalInt receivedStatus() {
            return fault == Fault.DOWNSTREAM_STATUS ? OptionalInt.of(status) : OptionalInt.empty();
        }

        /** Returns this failure, with a response that the app writes itself. */
        public Failed answeredByApp() {
            return new Failed(fault, status, cause, true);
        }

        /** Returns the failure of a downstream, or of the app on its behalf, that responded with {@code status}. */
        public static Failed ofStatus(int status) {
            return new Failed(Fault.DOWNSTREAM_STATUS, status, Optional.empty());
        }
    }

    /**
     * The app threw an exception that does not concern a downstream, such as a {@link NullPointerException}, which the
     * container handles.
     *
     * @param cause the exception, which is rethrown unchanged
     */
    record AppFailed(Throwable cause) implements Outcome {}
}
