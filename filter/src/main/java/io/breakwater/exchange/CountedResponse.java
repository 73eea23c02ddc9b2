package io.breakwater.exchange;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A response that the app has in turns, as long as it is the app's, and that knows how much of its body was declared and how
 * much has gone to the container.
 */
abstract class CountedResponse extends HttpServletResponseWrapper {

    private final Attempt attempt;
    /** The body length the app has declared, -1 as in the Servlet API when it has declared none. */
    private long declaredLength = -1;

    private boolean counted = true;
    private boolean started;
    /** Whether the app has closed its stream or writer, with all that it had declared. */
    private boolean closed;

    /** Written within an operation of the app, read by the watchdog between operations: the ownership orders the two. */
    private long passedBytes;

    CountedResponse(Attempt attempt) {
        super(attempt.exchange().outerResponse());
        this.attempt = attempt;
    }

    // One way to each, and no field for a shortcut: there is one of these for every request.

    final Attempt attempt() {
        return attempt;
    }

    final Exchange exchange() {
        return attempt.exchange();
    }

    final Ownership ownership() {
        return attempt.ownership();
    }

    final HttpServletResponse outer() {
        return exchange().outerResponse();
    }

    /** Begins an operation of the app; {@link Ownership#leave} must follow a true. */
    final boolean enter() {
        return turn() != null;
    }

    /** Begins an operation of the app, at the head of a {@code try}; null when it is too late for one. */
    final @Nullable Turn turn() {
        Turn turn = ownership().begin();
        if (turn == null) {
            return null;
        }
        boolean begun = false;
        try {
            // What is there before the app's first operation is from outside.
            exchange().outerHeaders();
            begun = true;
        } finally {
            if (!begun) {
                turn.close();
            }
        }
        return turn;
    }

    /** The same for what the app writes, which learns from an exception that it is too late. */
    final Turn writing() throws ExchangeOverException {
        Turn turn = turn();
        if (turn == null) {
            throw new ExchangeOverException();
        }
        return turn;
    }

    /** The same for what has an end to the response in it, where only the container's own word for "too late" will do. */
    final Turn ending() {
        Turn turn = turn();
        if (turn == null) {
            throw new IllegalStateException("The exchange is over and has been answered");
        }
        return turn;
    }

    final long declaredLength() {
        return declaredLength;
    }

    final void declare(long length) {
        declaredLength = length;
    }

    final void forgetDeclaredLength() {
        declaredLength = -1;
    }

    /** How many bytes are kept back. */
    abstract int heldBytes();

    /** To be told before something goes to the container, which may block until the client reads. */
    final void passing(int length) {
        if (!started && passedBytes + length > outer().getBufferSize()) {
            attempt.responseStarts();
        }
    }

    /** The same for what the container sends at once. */
    final void starting() {
        if (!started) {
            attempt.responseStarts();
        }
    }

    final void passed(int length) {
        passedBytes += length;
        noteStart();
    }

    final void passedLast() {
        closed = true;
        noteStart();
    }

    final void passedUncounted() {
        counted = false;
        passed(1);
    }

    private void noteStart() {
        if (!started && outer().isCommitted()) {
            started = true;
            attempt.responseStarted(outer().getStatus());
        }
    }

    /** Whether fewer bytes were written than the app had declared, by whatever way. */
    final boolean isShort() {
        int status = outer().getStatus();
        boolean hasBody =
                status >= 200 && status != 204 && status != 304 && !exchange().isHead();
        return counted
                && hasBody
                && declaredLength > passedBytes + heldBytes()
                && !OtherWriters.fill(exchange().outerRequest(), outer(), declaredLength);
    }

    final long passedBytes() {
        return passedBytes;
    }

    /** Whether the app has closed what it writes to. */
    final boolean isClosed() {
        return closed;
    }

    /** Whether all of it has been handed to the container, so that it is an answer whatever comes after. */
    final boolean isWhole() {
        return closed || (counted && declaredLength >= 0 && passedBytes >= declaredLength);
    }

    /** The app begins anew. */
    final void forgetPassed() {
        passedBytes = 0;
        counted = true;
        closed = false;
        attempt.responseDoesNotStart();
    }
}
