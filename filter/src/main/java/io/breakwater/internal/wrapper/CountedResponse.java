package io.breakwater.internal.wrapper;

import io.breakwater.internal.container.ExchangeOverException;
import io.breakwater.internal.container.UntrackedWriters;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A response that knows what has gone to the container, instead of asking it: how many bytes of what length, and whether the app has
 * left its answer to the container. An attempt may have several, for dispatches that bring the response in other wrappers; what
 * counts is noted with the one that it answers through.
 */
abstract class CountedResponse extends HttpServletResponseWrapper {

    private final GuardedAttempt attempt;
    /** The body length the app has declared, -1 as in the Servlet API when it has declared none. */
    private long declaredLength = -1;

    private boolean counted = true;
    private boolean started;
    /** Whether the app has closed its stream or writer, with all that it had declared. */
    private boolean closed;

    /** Written within an operation of the app, read by the watchdog between operations: the ownership orders the two. */
    private long passedBytes;

    /** Whether the attempt has been released, so that outer filters may write through it; set in a dispatch only. */
    private volatile boolean passesOn;

    /** Whether the app has left its answer to the container: by an error, a redirect. */
    private boolean handedOver;

    /** Whether the container drives the app's writing, which it will not do for another attempt. */
    private volatile boolean nonBlocking;
    /** Whether the container has told such an app to wait, and has not called it since. */
    private volatile boolean clientAwaited;

    CountedResponse(GuardedAttempt attempt, HttpServletResponse outer) {
        super(outer);
        this.attempt = attempt;
    }

    // One way to each, and no field for a shortcut: there is one of these for every request.

    public final GuardedAttempt attempt() {
        return attempt;
    }

    final GuardedExchange exchange() {
        return attempt.exchange();
    }

    final ResponseOwnership ownership() {
        return attempt.ownership();
    }

    public final HttpServletResponse outer() {
        return isAnswer() ? exchange().outerResponse() : (HttpServletResponse) getResponse();
    }

    /** Whether it is what the attempt answers through; the app may still have one of an earlier dispatch. */
    final boolean isAnswer() {
        return latest() == this;
    }

    /** What the attempt answers through now: this one, or what has come after it in a later dispatch. */
    abstract CountedResponse latest();

    /** Begins an operation of the app, at the head of a {@code try}; null when it is too late for one. */
    final @Nullable Turn turn() {
        Turn begunTurn = ownership().begin();
        if (begunTurn == null && !passesOn) {
            return null;
        }
        // Once released, nobody counts any more who is in an operation.
        Turn turn = begunTurn == null ? ownership() : begunTurn;
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
    public final Turn ending() {
        Turn turn = turn();
        if (turn == null) {
            throw new IllegalStateException("The exchange is over and has been answered");
        }
        return turn;
    }

    /** Whether the app, or a filter around it after its release, may write. */
    final boolean isOpen() {
        return ownership().isAppOwned() || passesOn;
    }

    /** Filters outside that were given this response may copy to it now; {@code false} once the container is done. */
    public final boolean isPassedOn() {
        return passesOn;
    }

    public final void passOn(boolean now) {
        passesOn = now;
    }

    /**
     * The container has been told what to answer. Some take the response for committed then, although not a byte has left; in
     * any case it is theirs.
     */
    final void handOver() {
        counts().handedOver = true;
    }

    public final boolean isHandedOver() {
        return counts().handedOver;
    }

    final void takeBack() {
        counts().handedOver = false;
    }

    /** Goes on from where that one is, in another dispatch. */
    void goOnFrom(CountedResponse last) {
        declaredLength = last.declaredLength;
        counted = last.counted;
        started = last.started;
        closed = last.closed;
        handedOver = last.handedOver;
        passedBytes = last.passedBytes;
        passesOn = last.passesOn;
        nonBlocking = last.nonBlocking;
    }

    /** Whether it matters how many bytes the characters come to that are written. */
    final boolean countsCharacters() {
        CountedResponse all = counts();
        return !all.started || all.declaredLength >= 0;
    }

    final long declaredLength() {
        return counts().declaredLength;
    }

    /** What counts: the app may write to the response of an earlier dispatch, too. */
    private CountedResponse counts() {
        return latest();
    }

    /** The app has declared so many bytes; fewer than none is no length. */
    final void declare(long length) {
        counts().declaredLength = length;
    }

    final void forgetDeclaredLength() {
        counts().declaredLength = -1;
    }

    /** How many bytes are kept back. */
    abstract int heldBytes();

    /**
     * To be told before something goes to the container, which may block until the client reads: where its buffer is full, and
     * where all is there that was declared, which some send at once.
     */
    final void passing(int length) {
        CountedResponse all = counts();
        if (all.started) {
            return;
        }
        long passed = all.passedBytes + length;
        boolean last = all.declaredLength >= 0 && passed >= all.declaredLength;
        if (last || passed > getBufferSize()) {
            attempt.responseStarts();
        }
    }

    /** The same for what the container sends at once. */
    final void starting() {
        if (!counts().started) {
            attempt.responseStarts();
        }
    }

    final void passed(int length) {
        CountedResponse all = counts();
        all.passedBytes += length;
        if (!all.started) {
            all.noteStart();
        }
    }

    final void passedLast() {
        CountedResponse all = counts();
        all.closed = true;
        all.noteStart();
    }

    /** The same for characters, of which only the container knows how many bytes they are. */
    final void passedAtLeast(int length) {
        counts().counted = false;
        passed(length);
    }

    private void noteStart() {
        if (!started && !handedOver && outer().isCommitted()) {
            started = true;
            attempt.responseStarted(outer().getStatus());
        }
    }

    /** Whether bytes have left. */
    final boolean hasStarted() {
        return counts().started;
    }

    /** Whether fewer bytes were written than the app had declared. */
    public final boolean isShort() {
        int status = outer().getStatus();
        boolean hasBody = status >= 200
                && status != 204
                && status != 304
                && !GuardedRequest.isHead(exchange().outerRequest());
        return counted
                && hasBody
                && declaredLength > passedBytes + heldBytes()
                && !UntrackedWriters.fill(exchange().container(), exchange().outerRequest(), outer(), declaredLength);
    }

    public final long passedBytes() {
        return passedBytes;
    }

    /** Whether the app has closed what it writes to. */
    final boolean isClosed() {
        return closed;
    }

    /** Whether all of it has been handed to the container, so that it is an answer whatever comes after. */
    public final boolean isWhole() {
        return closed || (declaredLength >= 0 && passedBytes >= declaredLength);
    }

    /** The app begins anew. */
    final void forgetPassed() {
        passedBytes = 0;
        counted = true;
        closed = false;
        attempt.responseDoesNotStart();
    }

    // Writing when the container calls.

    /** The app wants to be told when it can write. */
    final void becomesNonBlocking(boolean does) {
        nonBlocking = does;
    }

    public final boolean isNonBlocking() {
        return nonBlocking;
    }

    /** Whether the app can write; if not, and the container is to call it, what it waits for is its client. */
    final boolean isReady(ServletOutputStream containers) {
        if (!nonBlocking) {
            return containers.isReady();
        }
        CountedResponse all = latest();
        boolean ready = true;
        // Before it is asked: the container may call the app before we have its answer.
        all.clientAwaited = true;
        try {
            ready = containers.isReady();
        } finally {
            if (ready) {
                all.clientAwaited = false;
            }
        }
        return ready;
    }

    /** The container calls the app, which has waited for its client until now. */
    final void clientGoesOn() {
        CountedResponse all = latest();
        all.clientAwaited = false;
    }

    /** Whether the app waits until its client has read. */
    public final boolean isClientAwaited() {
        return clientAwaited;
    }
}
