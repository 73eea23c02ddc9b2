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

    private final Attempt attempt;
    private @Nullable GuardedOutput output;
    private @Nullable PrintWriter containerWriter;
    private @Nullable PrintWriter writer;
    private @Nullable HeldBody held;
    private @Nullable HeldError heldError;
    /** Whether the status still decides where the next write goes; not after the first write that went through. */
    private boolean mayHold = true;

    private boolean counted = true;
    private boolean started;
    /** Written within an operation of the app, read by the watchdog between operations: the ownership orders the two. */
    private long passedBytes;

    GuardedResponse(Attempt attempt) {
        super(attempt.exchange(), attempt.ownership());
        this.attempt = attempt;
    }

    // What the streams ask and tell.

    void enterWrite() throws IOException {
        if (!enter()) {
            throw new ExchangeOverException();
        }
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
        if (exchange().policy().holds(outer().getStatus()) && held().hasRoomFor(length)) {
            return true;
        }
        // Too long, or the app has taken a failing status back: what was kept back goes first.
        letGo();
        return false;
    }

    HeldBody held() {
        if (held == null) {
            held = new HeldBody();
        }
        return held;
    }

    void passed(int length) {
        passedBytes += length;
        noteStart();
    }

    void passedUncounted() {
        counted = false;
        passed(1);
    }

    private void noteStart() {
        if (!started && outer().isCommitted()) {
            started = true;
            attempt.responseStarted();
        }
    }

    /** The container's own stream threw: the client went away. */
    IOException clientBroke(IOException e) {
        if (!(e instanceof ExchangeOverException)) {
            attempt.clientBroke(e);
        }
        return e;
    }

    /** Whether fewer bytes were written than the app had declared. */
    boolean isShort() {
        int status = outer().getStatus();
        boolean hasBody =
                status >= 200 && status != 204 && status != 304 && !exchange().isHead();
        return counted && hasBody && declaredLength() > passedBytes + (held == null ? 0 : held.byteCount());
    }

    long passedBytes() {
        return passedBytes;
    }

    // What the exchange asks for at the end of an attempt.

    /** The status the app means to send, whether it is kept back or not. */
    int finalStatus() {
        return heldError != null ? heldError.status : outer().getStatus();
    }

    boolean hasBody() {
        return (held != null && !held.isEmpty()) || passedBytes > 0;
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
            containerWriter.write(body.chars());
            passedUncounted();
        } else {
            byte[] bytes = body.bytes();
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
                ownership.leave();
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
                writer = new PrintWriter(new GuardedWriter(this, containerWriter));
            } finally {
                ownership.leave();
            }
        }
        return writer;
    }

    @Override
    public void flushBuffer() throws IOException {
        enterWrite();
        try {
            if (!holdsBack(0)) {
                outer().flushBuffer();
                noteStart();
            }
        } catch (IOException e) {
            throw clientBroke(e);
        } finally {
            ownership.leave();
        }
    }

    @Override
    public void sendError(int status) throws IOException {
        sendError(status, null);
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        if (!enter()) {
            throw new IllegalStateException("The exchange is over and has been answered");
        }
        try {
            if (held != null) {
                held.clear();
            }
            if (exchange().policy().holds(status) && !outer().isCommitted()) {
                heldError = new HeldError(status, message);
            } else if (message == null) {
                super.sendError(status);
            } else {
                super.sendError(status, message);
            }
        } finally {
            ownership.leave();
        }
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        if (!enter()) {
            throw new IllegalStateException("The exchange is over and has been answered");
        }
        try {
            super.sendRedirect(location);
        } finally {
            ownership.leave();
        }
    }

    @Override
    public int getStatus() {
        return heldError != null ? heldError.status : super.getStatus();
    }

    @Override
    public boolean isCommitted() {
        return heldError != null || !ownership.isApps() || super.isCommitted();
    }

    @Override
    public void reset() {
        startOver();
        try {
            exchange().outerHeaders().beforeReset(outer());
            super.reset();
            output = null;
            writer = null;
            containerWriter = null;
            forgetDeclaredLength();
            // An id that the app has wiped off is still the exchange's id.
            outer().setHeader(exchange().correlationHeader(), exchange().correlationId());
        } finally {
            ownership.leave();
        }
    }

    @Override
    public void resetBuffer() {
        startOver();
        try {
            super.resetBuffer();
        } finally {
            ownership.leave();
        }
    }

    private void startOver() {
        if (!enter()) {
            throw new IllegalStateException("The exchange is over and has been answered");
        }
        if (heldError != null) {
            ownership.leave();
            throw new IllegalStateException("sendError() has been called for this response");
        }
        if (held != null) {
            held.clear();
        }
        if (!outer().isCommitted()) {
            mayHold = true;
            passedBytes = 0;
            counted = true;
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
