package io.breakwater.internal.wrapper;

import io.breakwater.internal.container.ExchangeOverException;
import io.breakwater.internal.fault.CauseChain;
import io.breakwater.internal.inject.AnswerCut;
import io.breakwater.internal.stale.AnswerCopy;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Flushable;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * A response that keeps a failing answer back, or an error that the app leaves to the container, until its fate is decided; and
 * nothing where the guard may not be there when it must be let go.
 */
abstract class BufferingResponse extends GuardedResponseHead {

    private @Nullable BufferedBody held;
    /** Whether the status still decides where the next write goes; not after the first write that went through. */
    private boolean mayHold = true;

    private boolean released;

    /** Whether the app has broken the response off in a container's own way. */
    private volatile boolean brokenOff;

    BufferingResponse(GuardedAttempt attempt, HttpServletResponse outer) {
        super(attempt, outer);
    }

    // What the streams ask and tell.

    /** Whether the app can write without asking the container, because it is kept back or refused. */
    boolean isReadyByItself() {
        return !isOpen() || isErrorHeld() || (mayHold && isBuffered(outer().getStatus()));
    }

    /** Whether an answer of that status is kept back: nothing is where we can't be sure to be there when it must be let go. */
    private boolean isBuffered(int status) {
        boolean fails = exchange().isBuffered(status)
                || (status >= SC_BAD_REQUEST && attempt().hidesFailure(status));
        return fails && mayHoldAnything();
    }

    /** Whether what has gone out is an answer of the kind that is kept back where the guard acts. */
    public final boolean hasPassedFailing() {
        return passedBytes() <= BufferedBody.MAX && !isRecycled() && exchange().isBuffered(outer().getStatus());
    }

    private boolean mayHoldAnything() {
        return exchange().acts()
                && isAnswer()
                && ownership().isAppOwned()
                && !attempt().isBeyondUs()
                && !isEndedByForward();
    }

    /** Where a container finishes its own response at the end of a forward, past all wrappers, nothing can be let go after it. */
    private boolean isEndedByForward() {
        ServletRequestWrapper request = attempt().request();
        return (request.getRequest() != exchange().outerRequest()
                        || request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) != null)
                && exchange().container().finishesForwards(request.getServletContext());
    }

    /** To be called before we write ourselves: a container wants to be asked where the app has asked before. */
    public void beforeOurWrite() throws IOException {
        if (isNonBlocking() && !outer().getOutputStream().isReady()) {
            throw new IOException("The container is busy with what the app has written");
        }
    }

    /** Whether what the app has written was cut off for a game day, so that its end is not that of the answer. */
    final boolean isCut() {
        AnswerCut cut = attempt().answerCut();
        return cut != null && cut.isDone();
    }

    public boolean isBrokenOff() {
        return brokenOff;
    }

    /** Whether the container has taken its response back; it can't be asked anything then, of which Jetty's has no word. */
    public boolean isRecycled() {
        try {
            return outer().getStatus() < 0;
        } catch (IllegalStateException | NullPointerException e) {
            return true;
        }
    }

    /** Whether it is too late for another response, for whatever reason; the container may take it back at any moment. */
    public boolean isOuterCommitted() {
        try {
            return isRecycled() || outer().isCommitted();
        } catch (IllegalStateException | NullPointerException e) {
            return true;
        }
    }

    /** Whether the next write of {@code length} is kept back; within an operation only. */
    boolean holdsBack(int length) throws IOException {
        if (!mayHold && held == null) {
            return false;
        }
        BufferedBody.SentError error = heldError();
        if (error != null && error.status() < SC_INTERNAL_SERVER_ERROR) {
            letPlainErrorGo();
        }
        if (isErrorHeld()) {
            // After sendError the response counts as committed, so the container would drop what follows, too.
            held().clear();
            return true;
        }
        if (!mayHold) {
            return false;
        }
        if (isMalformed() && exchange().acts()) {
            // Nobody will see it.
            held().clear();
            return true;
        }
        if (isBuffered(outer().getStatus()) && held().hasRoomFor(length)) {
            return true;
        }
        // Too long, or the app has taken a failing status back: what was kept back goes first.
        letGo();
        return false;
    }

    /** Lets go what does not fit any more with what is held, where the container takes one write at a time; else false. */
    boolean letGoWith(byte[] source, int offset, int length) throws IOException {
        if (!mayHold || held == null || held.error() != null || held.isEmpty()) {
            return false;
        }
        if (isBuffered(outer().getStatus()) && held.hasRoomFor(length)) {
            return false;
        }
        held.write(source, offset, length);
        letGo();
        return true;
    }

    @Override
    int heldBytes() {
        return held == null ? 0 : held.byteCount();
    }

    BufferedBody held() {
        if (held == null) {
            held = new BufferedBody();
        }
        return held;
    }

    /** The container's own stream threw: the client went away. */
    IOException clientFailed(IOException e) {
        if (e instanceof ExchangeOverException || isHandedOver() || isClosed()) {
            // Refused: by us, or by the container after it was told what to answer, or that this is all.
            return e;
        }
        if (CauseChain.root(e) instanceof RuntimeException) {
            headRefused();
        } else {
            attempt().clientFailed(e);
        }
        return e;
    }

    /** The container could not make a head of what the app has set, and answers that itself. */
    void headRefused() {
        if (!hasStarted()) {
            handOver();
        }
    }

    /** The container's own stream threw at a write of {@code length}. */
    IOException writeFailed(IOException e, int length) {
        // Containers refuse what goes beyond a declared length. That is the app's doing, or its downstream's, never the
        // client's.
        if (declaredLength() < 0 || passedBytes() + length <= declaredLength()) {
            return clientFailed(e);
        }
        if (isWhole()) {
            passedLast();
        }
        return e;
    }

    /** See {@link GuardedAttempt#listenerFails}. */
    void listenerFails(Throwable thrown, @Nullable Throwable own) {
        attempt().listenerFails(thrown, own);
    }

    // What the exchange asks for at the end of an attempt.

    /** The status the app means to send, whether it is kept back or not. */
    public int finalStatus() {
        BufferedBody.SentError error = heldError();
        return error != null ? error.status() : outer().getStatus();
    }

    /** Whether the app has said something itself, instead of leaving it to the container. */
    public boolean isInAppsWords() {
        return (hasBody() && !isErrorHeld()) || (outer().isCommitted() && !isHandedOver());
    }

    /** Whether the app has written a body, or told of one in answer to HEAD, which has none itself (RFC 9110, section 9.3.2). */
    public boolean hasBody() {
        return (held != null && !held.isEmpty())
                || passedBytes() > 0
                || (GuardedRequest.isHead(exchange().outerRequest()) && tellsOfBody());
    }

    private boolean tellsOfBody() {
        long length = declaredLength();
        return !isErrorHeld() && (length > 0 || (length < 0 && outer().getContentType() != null));
    }

    /** Lets go what was kept back: the app's answer goes out as it wrote it. */
    public void release() throws IOException {
        released = true;
        if (!letErrorGo()) {
            letGo();
        }
    }

    /** Whether its answer is the app's own. */
    public boolean isReleased() {
        return released;
    }

    /** Leaves the error to the container that the app has left to it; false when there is none. */
    final boolean letErrorGo() throws IOException {
        BufferedBody.SentError error = heldError();
        if (error == null) {
            return false;
        }
        held().error(null);
        error.to(outer());
        handOver();
        return true;
    }

    /** Lets an error go whose answer cannot be ours, before the container is asked for something else, or its dispatch ends. */
    public void letPlainErrorGo() {
        BufferedBody.SentError error = heldError();
        if (error != null
                && !exchange().isBuffered(error.status())
                && !attempt().isRefused()
                && !attempt().hidesFailure(error.status())) {
            try {
                letErrorGo();
            } catch (IOException e) {
                attempt().clientFailed(e);
            }
        }
    }

    @Override
    void beforeHead() {
        letPlainErrorGo();
    }

    @Override
    void beforeRedirect() throws IOException {
        letErrorGo();
    }

    private void letGo() throws IOException {
        mayHold = false;
        BufferedBody body = held;
        held = null;
        if (body == null || body.isEmpty()) {
            return;
        }
        AnswerCopy copy = attempt().answerCopy();
        if (copy != null) {
            // It began as a failing answer, whatever has become of it.
            copy.letGo();
        }
        PrintWriter containers = containersWriter();
        if (containers != null) {
            int least = body.charCount();
            passing(least);
            body.writeChars(containers);
            if (body.isFlushed() && outer() instanceof ServletResponseWrapper) {
                // A filter's writer may keep the end until then; the container's own would only send sooner.
                containers.flush();
            }
            passedAtLeast(least);
        } else {
            byte[] bytes = body.bytes();
            beforeOurWrite();
            passing(bytes.length);
            outer().getOutputStream().write(bytes);
            passed(bytes.length);
        }
    }

    /**
     * Returns whether an error is kept back until the attempt has ended, because our page or another attempt may still take
     * its place. Containers, too, carry an error out only when the dispatch ends. An include must not send an error, so one
     * from there is not kept back.
     */
    final boolean isToBeHeld(int status) {
        if (!mayHoldAnything() || isIncluded()) {
            return false;
        }
        return (status >= SC_BAD_REQUEST && attempt().isInDispatch())
                || exchange().isBuffered(status)
                || attempt().isRefused()
                || attempt().hidesFailure(status);
    }

    // What the app's calls come to.

    /** Flushes the container's own, unless what there is is kept back. */
    abstract void flush(Flushable containers) throws IOException;

    /** The container's own, once the app writes by characters; else null. */
    abstract @Nullable PrintWriter containersWriter();

    private BufferedBody.@Nullable SentError heldError() {
        return held == null ? null : held.error();
    }

    @Override
    public final boolean isErrorHeld() {
        return heldError() != null;
    }

    /** Keeps an error back, which drops the body. */
    final void holdError(BufferedBody.SentError error) {
        held().error(error);
    }

    /** The container has dropped the body. */
    final void dropHeld() {
        held = null;
    }

    /** The app begins its body anew. */
    final void holdAnew() {
        if (held != null) {
            held.clear();
        }
        if (!outer().isCommitted()) {
            mayHold = true;
            forgetPassed();
            AnswerCopy copy = attempt().answerCopy();
            if (copy != null) {
                copy.beginAnew();
            }
        }
    }

    final void isBrokenOffNow() {
        brokenOff = true;
    }

    /** A dispatch before which all was let go has come by us: what the app answers in it can be kept back again. */
    public void holdAgain() {
        released = false;
        mayHold = passedBytes() == 0 && !isHandedOver() && !isOuterCommitted();
    }

    /** Stops keeping anything back, for an app that will finish the response where no decision can be made any more. */
    public void stopHolding() throws IOException {
        if (!isErrorHeld()) {
            letGo();
        }
    }
}
