package io.breakwater.exchange;

import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * The response as one attempt sees it. A failing status keeps its body back, any other goes straight to the container, whose
 * own buffer is what makes an early failure still mendable.
 */
final class GuardedResponse extends GatedResponse {

    private @Nullable GuardedOutput output;
    private @Nullable PrintWriter containerWriter;
    private @Nullable PrintWriter writer;
    private @Nullable HeldBody held;
    private @Nullable HeldError heldError;
    /** Whether the status still decides where the next write goes; not after the first write that went through. */
    private boolean mayHold = true;

    /** Whether the app has broken the response off in a container's own way. */
    private volatile boolean brokenOff;
    /** Whether the container drives the app's writing, which it will not do for another attempt. */
    private volatile boolean nonBlocking;

    GuardedResponse(Attempt attempt) {
        super(attempt);
    }

    // What the streams ask and tell.

    void enterWrite() throws IOException {
        if (!enter()) {
            throw new ExchangeOverException();
        }
    }

    /** The app wants to be told when it can write. */
    void becomesNonBlocking(boolean does) {
        nonBlocking = does;
    }

    boolean isNonBlocking() {
        return nonBlocking;
    }

    /** Whether the app can write without asking the container, because it is kept back or refused. */
    boolean isReadyByItself() {
        return !ownership().isApps()
                || heldError != null
                || (mayHold && exchange().policy().holds(outer().getStatus()));
    }

    /** Whether another attempt would find the response as this one found it. */
    boolean canBeginAnew() {
        return !nonBlocking;
    }

    /** To be called before we write ourselves: a container wants to be asked where the app has asked before. */
    void beforeOurWrite() throws IOException {
        if (nonBlocking && !outer().getOutputStream().isReady()) {
            throw new IOException("The container is busy with what the app has written");
        }
    }

    boolean isBrokenOff() {
        return brokenOff;
    }

    /** Whether the container has taken its response back; it can't be asked anything then. */
    boolean isRecycled() {
        try {
            return outer().getStatus() < 0;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Whether it is too late for another response, for whatever reason. */
    boolean isOuterCommitted() {
        return isRecycled() || outer().isCommitted();
    }

    /** Whether the next write of {@code length} is kept back; within an operation only. */
    boolean holdsBack(int length) throws IOException {
        if (heldError != null) {
            // After sendError the response counts as committed, so the container would drop what follows, too.
            held().clear();
            return true;
        }
        if (!mayHold) {
            return false;
        }
        if (isNonsense() && exchange().observation() == null) {
            // Nobody will see it.
            held().clear();
            return true;
        }
        if (exchange().policy().holds(outer().getStatus()) && held().hasRoomFor(length)) {
            return true;
        }
        // Too long, or the app has taken a failing status back: what was kept back goes first.
        letGo();
        return false;
    }

    /** Lets go what does not fit any more with what is held, where the container takes one write at a time; else false. */
    boolean letGoWith(byte[] source, int offset, int length) throws IOException {
        if (!mayHold || heldError != null || held == null || held.isEmpty()) {
            return false;
        }
        if (exchange().policy().holds(outer().getStatus()) && held.hasRoomFor(length)) {
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

    HeldBody held() {
        if (held == null) {
            held = new HeldBody();
        }
        return held;
    }

    /** The container's own stream threw: the client went away. */
    IOException clientBroke(IOException e) {
        if (!(e instanceof ExchangeOverException)) {
            attempt().clientBroke(e);
        }
        return e;
    }

    /** The container's own stream threw at a write of {@code length}. */
    IOException writeFailed(IOException e, int length) {
        // Containers refuse what goes beyond a declared length. That is the app's doing, or its downstream's, never the
        // client's.
        boolean tooLong = declaredLength() >= 0 && passedBytes() + length > declaredLength();
        return tooLong ? e : clientBroke(e);
    }

    /** See {@link Attempt#listenerFails}. */
    void listenerFails(Throwable thrown, @Nullable Throwable own) {
        attempt().listenerFails(thrown, own);
    }

    // What the exchange asks for at the end of an attempt.

    /** The status the app means to send, whether it is kept back or not. */
    int finalStatus() {
        return heldError != null ? heldError.status : outer().getStatus();
    }

    /**
     * Whether this is an error without a word of the app's own, behind which a fault may stand that somebody swallowed.
     */
    boolean mayHideFault(int status) {
        return status >= 500 && (heldError != null || !hasBody()) && !outer().isCommitted();
    }

    boolean hasBody() {
        return (held != null && !held.isEmpty()) || passedBytes() > 0;
    }

    /** Lets go what was kept back: the app's answer goes out as it wrote it. */
    void release() throws IOException {
        if (heldError != null) {
            HeldError error = heldError;
            heldError = null;
            if (error.message == null) {
                outer().sendError(error.status);
            } else {
                outer().sendError(error.status, error.message);
            }
        } else {
            letGo();
        }
    }

    private void letGo() throws IOException {
        mayHold = false;
        HeldBody body = held;
        held = null;
        if (body == null || body.isEmpty()) {
            return;
        }
        if (containerWriter != null) {
            String chars = body.chars();
            passing(chars.length());
            containerWriter.write(chars);
            passedUncounted();
        } else {
            byte[] bytes = body.bytes();
            beforeOurWrite();
            passing(bytes.length);
            outer().getOutputStream().write(bytes);
            passed(bytes.length);
        }
    }

    // What the app calls.

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (output == null) {
            enterWrite();
            try {
                output = new GuardedOutput(this, outer().getOutputStream());
            } finally {
                ownership().leave();
            }
        }
        return output;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            enterWrite();
            try {
                containerWriter = outer().getWriter();
                writer = GuardedWriter.of(this, containerWriter);
            } finally {
                ownership().leave();
            }
        }
        return writer;
    }

    @Override
    public void flushBuffer() throws IOException {
        enterWrite();
        try {
            if (!holdsBack(0)) {
                starting();
                outer().flushBuffer();
                passed(0);
            }
        } catch (IOException e) {
            throw clientBroke(e);
        } finally {
            ownership().leave();
        }
    }

    @Override
    public void sendError(int status) throws IOException {
        sendError(status, null);
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        if (status < 0) {
            // Jetty's word for it, after which Jetty ends an asynchronous request without another word to anybody.
            brokenOff = true;
            if (exchange().observation() != null) {
                attempt().async().ifPresent(context -> exchange().async().over(attempt()));
                outer().sendError(status);
                return;
            }
            if (attempt().completeIfAsync()) {
                return;
            }
        }
        if (!enter()) {
            throw new IllegalStateException("The exchange is over and has been answered");
        }
        try {
            if (held != null) {
                held.clear();
            }
            if (!outer().isCommitted()
                    && (exchange().policy().holds(status)
                            || attempt().refusal() != null
                            || SwallowedException.hidesBehind(status, attempt()))) {
                heldError = new HeldError(status, message);
            } else if (message == null) {
                super.sendError(status);
            } else {
                super.sendError(status, message);
            }
            // The container makes the body, or we do.
            forgetDeclaredLength();
        } finally {
            ownership().leave();
        }
    }

    @Override
    public int getStatus() {
        return heldError != null ? heldError.status : super.getStatus();
    }

    @Override
    public boolean isCommitted() {
        return heldError != null || !ownership().isApps() || super.isCommitted();
    }

    @Override
    public void reset() {
        try (Turn turn = ending()) {
            startOver();
            exchange().outerHeaders().beforeReset();
            super.reset();
            output = null;
            writer = null;
            containerWriter = null;
            forgetDeclaredLength();
            forgetNonsense();
            // An id that the app has wiped off is still the exchange's id.
            outer().setHeader(exchange().correlationHeader(), exchange().correlationId());
        }
    }

    @Override
    public void resetBuffer() {
        try (Turn turn = ending()) {
            startOver();
            super.resetBuffer();
        }
    }

    private void startOver() {
        if (heldError != null) {
            throw new IllegalStateException("sendError() has been called for this response");
        }
        if (held != null) {
            held.clear();
        }
        if (!outer().isCommitted()) {
            mayHold = true;
            forgetPassed();
        }
    }

    /** Stops keeping anything back, for an app that will finish the response where no decision can be made any more. */
    void stopHolding() throws IOException {
        if (heldError == null) {
            letGo();
        }
    }

    private record HeldError(int status, @Nullable String message) {}
}
