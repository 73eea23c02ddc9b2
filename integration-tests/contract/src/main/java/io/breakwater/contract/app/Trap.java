package io.breakwater.contract.app;

import java.net.SocketException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The methods by which an app's exception can fail whoever looks at it: lazily made messages and causes do so. */
public enum Trap {
    /** {@link Throwable#getMessage}. */
    MESSAGE,
    /** {@link Throwable#getCause}. */
    CAUSE,
    /** {@link Throwable#getStackTrace}. */
    STACK_TRACE,
    /** {@link Throwable#toString}. */
    TO_STRING;

    /** A bug of the app's with that trap. */
    public RuntimeException bug() {
        return new Bug(this);
    }

    /** A failure of the downstream with that trap. */
    public SocketException failure() {
        return new Failure(this);
    }

    private void springIf(Optional<Trap> set) {
        if (set.equals(Optional.of(this))) {
            throw new IllegalStateException("hostile");
        }
    }

    private static final class Bug extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Trap> set;

        Bug(Trap trap) {
            super("a bug");
            this.set = Optional.of(trap);
        }

        @Override
        public @Nullable String getMessage() {
            MESSAGE.springIf(set);
            return super.getMessage();
        }

        @Override
        public synchronized @Nullable Throwable getCause() {
            CAUSE.springIf(set);
            return super.getCause();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            STACK_TRACE.springIf(set);
            return super.getStackTrace();
        }

        @Override
        public String toString() {
            TO_STRING.springIf(set);
            return super.toString();
        }
    }

    private static final class Failure extends SocketException {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Trap> set;

        Failure(Trap trap) {
            super("Connection reset");
            this.set = Optional.of(trap);
        }

        @Override
        public @Nullable String getMessage() {
            MESSAGE.springIf(set);
            return super.getMessage();
        }

        @Override
        public synchronized @Nullable Throwable getCause() {
            CAUSE.springIf(set);
            return super.getCause();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            STACK_TRACE.springIf(set);
            return super.getStackTrace();
        }

        @Override
        public String toString() {
            TO_STRING.springIf(set);
            return super.toString();
        }
    }
}
