package io.breakwater.internal.wrapper;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Flushable;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * The response as one attempt sees it. The body of a failing answer is kept back. Any other body goes straight to the
 * container, and can still be replaced as long as it is in the container's own buffer.
 */
public final class GuardedResponse extends BufferingResponse {

    private @Nullable GuardedOutput output;
    private GuardedWriter.@Nullable Printing writer;

    /** Ours among the wrappers that {@code response} is made of; null when there is none. */
    public static @Nullable GuardedResponse among(ServletResponse response) {
        for (ServletResponse at = response; at instanceof ServletResponseWrapper wrapper; at = wrapper.getResponse()) {
            if (at instanceof GuardedResponse guarded) {
                return guarded;
            }
        }
        return null;
    }

    public GuardedResponse(GuardedAttempt attempt, HttpServletResponse outer) {
        super(attempt, outer);
    }

    /** The same answer in another dispatch, which may bring it in other wrappers. */
    public GuardedResponse in(HttpServletResponse outer) {
        GuardedResponse next = new GuardedResponse(attempt(), outer);
        next.goOnFrom(this);
        return next;
    }

    /** By a cast, since the attempt's interface must not know this type, and a field would cost each exchange eight bytes. */
    @Override
    GuardedResponse latest() {
        return (GuardedResponse) attempt().response();
    }

    /** The container is asked each time: Jetty takes back at a forward what it has given, and may give the other then. */
    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        GuardedOutput last = output;
        try (Turn turn = last == null ? writing() : turn()) {
            if (turn == null && last != null) {
                return last;
            }
            ServletOutputStream containers = outer().getOutputStream();
            GuardedOutput given = last != null && last.isOver(containers) ? last : new GuardedOutput(this, containers);
            output = given;
            writer = null;
            return given;
        }
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        GuardedWriter.Printing given = writer;
        if (given != null) {
            return givenAgain(given);
        }
        try (Turn turn = writing()) {
            if (ForwardEnd.asks(this)) {
                if (output != null) {
                    // Undertow's own would set the encoding first, and say so only then.
                    throw new IllegalStateException("getOutputStream() has been called for this response");
                }
                return ForwardEnd.of(this);
            }
            if (output == null && (isHandedOver() || isErrorHeld())) {
                return AfterErrorWriter.of(this);
            }
            return given(outer().getWriter());
        }
    }

    private PrintWriter givenAgain(GuardedWriter.Printing last) throws IOException {
        try (Turn turn = turn()) {
            if (turn == null) {
                return last;
            }
            PrintWriter containers = outer().getWriter();
            return containers == last.containers() ? last : given(containers);
        }
    }

    private PrintWriter given(PrintWriter containers) {
        GuardedWriter.Printing given = GuardedWriter.of(this, containers);
        writer = given;
        output = null;
        return given;
    }

    @Override
    @Nullable PrintWriter containersWriter() {
        return writer == null ? null : writer.containers();
    }

    @Override
    public void flushBuffer() throws IOException {
        flush(() -> outer().flushBuffer());
    }

    @Override
    void flush(Flushable containers) throws IOException {
        try (Turn turn = writing()) {
            if (!holdsBack(0)) {
                flushNow(containers);
            }
        }
    }

    private void flushNow(Flushable containers) throws IOException {
        try {
            starting();
            containers.flush();
            passed(0);
        } catch (IOException e) {
            throw clientFailed(e);
        } catch (RuntimeException e) {
            headRefused();
            throw e;
        }
    }

    @Override
    public void sendError(int status) throws IOException {
        sendError(new BufferedBody.SentError(status, false, null));
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        sendError(new BufferedBody.SentError(status, true, message));
    }

    private void sendError(BufferedBody.SentError error) throws IOException {
        int status = error.status();
        if (exchange().container().abortsBy(status) && breaksOff(status)) {
            return;
        }
        try (Turn turn = ending()) {
            // What the container makes of a second one it must say itself.
            letErrorGo();
            boolean committed = outer().isCommitted();
            if (!committed && isToBeHeld(status)) {
                holdError(error);
                forgetDeclaredLength();
                return;
            }
            error.to((HttpServletResponse) getResponse());
            // The container makes the body.
            forgetDeclaredLength();
            if (!committed && outer().isCommitted()) {
                dropHeld();
                handOver();
            }
        }
    }

    /** The container's word for it, after which it ends an asynchronous request without another word to anybody; true when it is done. */
    private boolean breaksOff(int status) throws IOException {
        isBrokenOffNow();
        boolean done = attempt().brokenOff();
        if (!done && !exchange().acts()) {
            outer().sendError(status);
            return true;
        }
        return done;
    }

    @Override
    public int getStatus() {
        return isErrorHeld() ? finalStatus() : super.getStatus();
    }

    @Override
    public boolean isCommitted() {
        return isErrorHeld() || !isOpen() || super.isCommitted();
    }

    @Override
    public void reset() {
        try (Turn turn = ending()) {
            startOver();
            exchange().outerHeaders().beforeReset();
            super.reset();
            takeBack();
            output = null;
            writer = null;
            forgetDeclaredLength();
            forgetMalformed();
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
        letPlainErrorGo();
        if (isErrorHeld()) {
            throw new IllegalStateException("sendError() has been called for this response");
        }
        holdAnew();
    }
}
