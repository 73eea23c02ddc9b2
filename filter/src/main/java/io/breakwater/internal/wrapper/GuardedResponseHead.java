package io.breakwater.internal.wrapper;

import io.breakwater.internal.container.ContainerReflection;
import io.breakwater.internal.container.IncludedProbe;
import io.breakwater.internal.container.Servlet61Redirect;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A response whose head can be taken away from the app. Each change asks {@link ResponseOwnership} first. A change that
 * comes too late is ignored, as a container ignores one after commit; so is a change to the correlation id. A status or
 * length that is not HTTP is kept from the container.
 */
abstract class GuardedResponseHead extends CountedResponse {

    private static final String CONTENT_LENGTH = "Content-Length";
    private static final int LAST_STATUS = 599;

    /**
     * What the app has passed on that is not HTTP, and that containers refuse or send, each in its own way: no status (RFC
     * 9110, section 15), a change of protocol that the client has not asked for, no length, or two (RFC 9112, section 6.3).
     */
    private OptionalInt badStatus = OptionalInt.empty();

    private boolean badLength;

    GuardedResponseHead(GuardedAttempt attempt, HttpServletResponse outer) {
        super(attempt, outer);
    }

    @Override
    void goOnFrom(CountedResponse last) {
        super.goOnFrom(last);
        if (last instanceof GuardedResponseHead gated) {
            badStatus = gated.badStatus;
            badLength = gated.badLength;
        }
    }

    /** To be told before the head changes while an error is kept back, within an operation. */
    abstract void beforeHead();

    /** To be told before the container is asked for a redirect, within an operation. */
    abstract void beforeRedirect() throws IOException;

    /** Begins a change to the head; null when it is too late, as it is once an error has been sent. */
    private @Nullable Turn headTurn() {
        Turn turn = errorTurn();
        if (turn != null && isErrorHeld() && exchange().container().ignoresHeadAfterError()) {
            turn.close();
            return null;
        }
        return turn;
    }

    /** The same for a length: the error's page has its own, on every container. */
    private @Nullable Turn lengthTurn() {
        Turn turn = headTurn();
        if (turn != null && isErrorHeld()) {
            turn.close();
            return null;
        }
        return turn;
    }

    /** Begins what is a change to the head for us, although the container lets it through after an error. */
    private @Nullable Turn errorTurn() {
        Turn turn = turn();
        if (turn != null && isErrorHeld()) {
            boolean begun = false;
            try {
                beforeHead();
                begun = true;
            } finally {
                if (!begun) {
                    turn.close();
                }
            }
        }
        return turn;
    }

    /** Whether an error is kept back that the app leaves to the container. */
    public abstract boolean isErrorHeld();

    public final boolean isMalformed() {
        return badStatus.isPresent() || badLength;
    }

    final void forgetMalformed() {
        badStatus = OptionalInt.empty();
        badLength = false;
    }

    /** Begins a change to a header; null when it is too late, or not the app's to change. */
    private @Nullable Turn changing(@Nullable String header) {
        // The id is the exchange's: a downstream that answers with its own would add a second.
        return exchange().correlationHeader().equalsIgnoreCase(header) ? null : headTurn();
    }

    private OuterHeaders outerHeaders() {
        return exchange().outerHeaders();
    }

    private boolean isNoFinalStatus(int status) {
        if (status == SC_SWITCHING_PROTOCOLS) {
            return exchange().outerRequest().getHeader("Upgrade") == null;
        }
        return status < SC_OK || status > LAST_STATUS;
    }

    /** Whether the container takes no head of a response any more: it has gone, or is that of an includer. */
    private boolean isHeadFixed() {
        return outer().isCommitted() || isIncluded();
    }

    /** Whether what writes here was included, whose changes to the head are ignored (Servlet 6.0, section 9.3). */
    final boolean isIncluded() {
        if (attempt().request().getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI) != null) {
            return true;
        }
        if (isDispatched()) {
            return IncludedProbe.ignoresHead((HttpServletResponse) getResponse());
        }
        return exchange().container().isIncluded((HttpServletResponse) ContainerReflection.innermost(this));
    }

    /** Whether Tomcat has put a response of its own between, for a forward or an include. */
    final boolean isDispatched() {
        return getResponse() != outer();
    }

    private void noteLength(long length) {
        if (!isHeadFixed()) {
            declare(length);
        }
    }

    /** False when it is no length, another one than declared before, or comes after an error, and must not go on. */
    private boolean noteLength(@Nullable String name, @Nullable String value, boolean added) {
        if (!CONTENT_LENGTH.equalsIgnoreCase(name) || isHeadFixed()) {
            return true;
        }
        if (isErrorHeld()) {
            return false;
        }
        if (value == null) {
            if (!added) {
                forgetDeclaredLength();
            }
            return true;
        }
        long before = declaredLength();
        try {
            long length = Long.parseLong(value.trim());
            declare(length);
            // Below zero only what the JDK's URL connection says of a body whose length it has not been told.
            if (length >= -1 && !(added && before >= 0 && before != length)) {
                return true;
            }
        } catch (NumberFormatException e) {
            // As bad as a length below zero.
            forgetDeclaredLength();
        }
        badLength = true;
        return !exchange().acts();
    }

    @Override
    public void setHeader(@Nullable String name, @Nullable String value) {
        try (Turn turn = changing(name)) {
            if (turn != null && noteLength(name, value, false)) {
                outerHeaders().beforeChange(name, value);
                super.setHeader(name, AllowedMethods.unwrapped(exchange().outerRequest(), name, value));
            }
        }
    }

    @Override
    public void addHeader(@Nullable String name, @Nullable String value) {
        try (Turn turn = changing(name)) {
            if (turn != null && noteLength(name, value, true)) {
                outerHeaders().beforeChange(name, value);
                super.addHeader(name, value);
            }
        }
    }

    @Override
    public void setIntHeader(@Nullable String name, int value) {
        try (Turn turn = changing(name)) {
            if (turn != null && noteNumber(name, value, false)) {
                outerHeaders().beforeChange(name, null);
                super.setIntHeader(name, value);
            }
        }
    }

    @Override
    public void addIntHeader(@Nullable String name, int value) {
        try (Turn turn = changing(name)) {
            if (turn != null && noteNumber(name, value, true)) {
                outerHeaders().beforeChange(name, null);
                super.addIntHeader(name, value);
            }
        }
    }

    private boolean noteNumber(@Nullable String name, int value, boolean added) {
        return !CONTENT_LENGTH.equalsIgnoreCase(name) || noteLength(name, Integer.toString(value), added);
    }

    @Override
    public void setDateHeader(@Nullable String name, long date) {
        try (Turn turn = changing(name)) {
            if (turn != null) {
                outerHeaders().beforeChange(name, null);
                super.setDateHeader(name, date);
            }
        }
    }

    @Override
    public void addDateHeader(@Nullable String name, long date) {
        try (Turn turn = changing(name)) {
            if (turn != null) {
                outerHeaders().beforeChange(name, null);
                super.addDateHeader(name, date);
            }
        }
    }

    @Override
    public void addCookie(@Nullable Cookie cookie) {
        try (Turn turn = headTurn()) {
            if (turn != null) {
                outerHeaders().beforeCookie(cookie == null ? null : cookie.getName());
                super.addCookie(cookie);
            }
        }
    }

    @Override
    public void setContentType(@Nullable String type) {
        try (Turn turn = headTurn()) {
            if (turn != null) {
                super.setContentType(type);
            }
        }
    }

    @Override
    public void setCharacterEncoding(@Nullable String encoding) {
        try (Turn turn = headTurn()) {
            if (turn != null) {
                super.setCharacterEncoding(encoding);
            }
        }
    }

    /** New in Servlet 6.1, where the wrapper's own form would reach the container without asking. */
    public void setCharacterEncoding(@Nullable Charset encoding) {
        setCharacterEncoding(encoding == null ? null : encoding.name());
    }

    @Override
    public void setLocale(@Nullable Locale locale) {
        try (Turn turn = headTurn()) {
            if (turn != null) {
                outerHeaders().beforeChange("Content-Language", null);
                super.setLocale(locale);
            }
        }
    }

    @Override
    public void setContentLength(int length) {
        try (Turn turn = lengthTurn()) {
            if (turn != null) {
                noteLength(length);
                super.setContentLength(length);
            }
        }
    }

    @Override
    public void setContentLengthLong(long length) {
        try (Turn turn = lengthTurn()) {
            if (turn != null) {
                noteLength(length);
                super.setContentLengthLong(length);
            }
        }
    }

    @Override
    public void setStatus(int status) {
        try (Turn turn = headTurn()) {
            if (turn == null) {
                return;
            }
            boolean bad = isNoFinalStatus(status);
            if (!bad || !exchange().acts()) {
                super.setStatus(status);
            }
            badStatus = bad ? OptionalInt.of(status) : OptionalInt.empty();
        }
    }

    /** What the app has set, whether the container was told or not. */
    @Override
    public int getStatus() {
        return badStatus.isPresent() ? badStatus.getAsInt() : super.getStatus();
    }

    @Override
    public void sendRedirect(@Nullable String location) throws IOException {
        redirect(true, () -> super.sendRedirect(location));
    }

    /** New in Servlet 6.1, as are the two below. */
    public void sendRedirect(@Nullable String location, int status, boolean clearBuffer) throws IOException {
        redirect(
                clearBuffer,
                () -> Servlet61Redirect.send((HttpServletResponse) getResponse(), location, status, clearBuffer));
    }

    private interface Redirect {
        void send() throws IOException;
    }

    private void redirect(boolean clearsBuffer, Redirect redirect) throws IOException {
        try (Turn turn = ending()) {
            beforeRedirect();
            boolean committed = outer().isCommitted();
            outerHeaders().beforeChange(Servlet61Redirect.HEADER, null);
            starting();
            redirect.send();
            if (clearsBuffer) {
                // The container has dropped the body with what was said of it.
                forgetDeclaredLength();
            }
            if (!committed) {
                handOver();
            }
        }
    }

    /** By the long form, as the Servlet API has it. */
    public void sendRedirect(@Nullable String location, boolean clearBuffer) throws IOException {
        sendRedirect(location, SC_FOUND, clearBuffer);
    }

    /** By the long form, as the Servlet API has it. */
    public void sendRedirect(@Nullable String location, int status) throws IOException {
        sendRedirect(location, status, true);
    }

    @Override
    public void setBufferSize(int size) {
        try (Turn turn = headTurn()) {
            if (turn != null) {
                super.setBufferSize(size);
            }
        }
    }

    @Override
    public void setTrailerFields(@Nullable Supplier<Map<String, String>> supplier) {
        try (Turn turn = errorTurn()) {
            if (turn != null) {
                if (isErrorHeld() && exchange().container().refusesTrailersAfterError()) {
                    throw new IllegalStateException("An error was sent for this response");
                }
                outerHeaders().beforeTrailers();
                super.setTrailerFields(supplier);
            }
        }
    }
}
