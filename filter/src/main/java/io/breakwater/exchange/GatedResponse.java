package io.breakwater.exchange;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A response whose head can be taken away from the app: every change asks the owner first, and one that comes too late is
 * ignored, as a container ignores it after commit, and so is one to the correlation id. Remembers what outer filters had set, a
 * declared length, and what has gone to the container.
 */
abstract class GatedResponse extends HttpServletResponseWrapper {

    private static final String CONTENT_LENGTH = "Content-Length";
    private static final String SET_COOKIE = "Set-Cookie";
    private static final int LAST_STATUS = 599;

    private final Attempt attempt;
    /** The body length the app has declared, -1 as in the Servlet API when it has declared none. */
    private long declaredLength = -1;

    /**
     * Whether the app has passed on what is not HTTP, and what containers refuse or send, each in its own way: no status (RFC
     * 9110, section 15), a change of protocol that the client has not asked for, no length, or two (RFC 9112, section 6.3).
     */
    private boolean badStatus;

    private boolean badLength;

    private boolean counted = true;
    private boolean started;
    /** Whether the app has closed its stream or writer, with all that it had declared. */
    private boolean closed;

    /** Written within an operation of the app, read by the watchdog between operations: the ownership orders the two. */
    private long passedBytes;

    GatedResponse(Attempt attempt) {
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
        if (!ownership().enter()) {
            return false;
        }
        // What is there before the app's first operation is from outside.
        exchange().outerHeaders();
        return true;
    }

    final boolean isNonsense() {
        return badStatus || badLength;
    }

    final void forgetNonsense() {
        badStatus = false;
        badLength = false;
    }

    final long declaredLength() {
        return declaredLength;
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

    /** Whether fewer bytes were written than the app had declared. */
    final boolean isShort() {
        int status = outer().getStatus();
        boolean hasBody =
                status >= 200 && status != 204 && status != 304 && !exchange().isHead();
        return counted && hasBody && declaredLength > passedBytes + heldBytes();
    }

    final long passedBytes() {
        return passedBytes;
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

    private boolean beginChange(String header) {
        // The id is the exchange's: a downstream that answers with its own would add a second.
        if (exchange().correlationHeader().equalsIgnoreCase(header) || !enter()) {
            return false;
        }
        exchange().outerHeaders().beforeChange(header);
        return true;
    }

    private boolean isNoFinalStatus(int status) {
        if (status == SC_SWITCHING_PROTOCOLS) {
            return exchange().outerRequest().getHeader("Upgrade") == null;
        }
        return status < SC_OK || status > LAST_STATUS;
    }

    /** False when it is no length, or another one than declared before, and must not go on. */
    private boolean noteLength(String name, @Nullable String value, boolean added) {
        if (name.length() != CONTENT_LENGTH.length() || !name.equalsIgnoreCase(CONTENT_LENGTH)) {
            return true;
        }
        long before = declaredLength;
        try {
            declaredLength = value == null ? -1 : Long.parseLong(value.trim());
            if (value == null || (declaredLength >= 0 && !(added && before >= 0 && before != declaredLength))) {
                return true;
            }
        } catch (NumberFormatException e) {
            // As bad as a length below zero.
            declaredLength = -1;
        }
        badLength = true;
        return exchange().observation() != null;
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (beginChange(name)) {
            try {
                if (noteLength(name, value, false)) {
                    super.setHeader(name, value);
                }
            } finally {
                ownership().leave();
            }
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (beginChange(name)) {
            try {
                if (noteLength(name, value, true)) {
                    super.addHeader(name, value);
                }
            } finally {
                ownership().leave();
            }
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        if (beginChange(name)) {
            try {
                if (noteLength(name, Integer.toString(value), false)) {
                    super.setIntHeader(name, value);
                }
            } finally {
                ownership().leave();
            }
        }
    }

    @Override
    public void addIntHeader(String name, int value) {
        if (beginChange(name)) {
            try {
                if (noteLength(name, Integer.toString(value), true)) {
                    super.addIntHeader(name, value);
                }
            } finally {
                ownership().leave();
            }
        }
    }

    @Override
    public void setDateHeader(String name, long date) {
        if (beginChange(name)) {
            try {
                super.setDateHeader(name, date);
            } finally {
                ownership().leave();
            }
        }
    }

    @Override
    public void addDateHeader(String name, long date) {
        if (beginChange(name)) {
            try {
                super.addDateHeader(name, date);
            } finally {
                ownership().leave();
            }
        }
    }

    @Override
    public void addCookie(Cookie cookie) {
        if (beginChange(SET_COOKIE)) {
            try {
                super.addCookie(cookie);
            } finally {
                ownership().leave();
            }
        }
    }

    @Override
    public void setContentType(@Nullable String type) {
        change(() -> super.setContentType(type));
    }

    @Override
    public void setCharacterEncoding(@Nullable String encoding) {
        change(() -> super.setCharacterEncoding(encoding));
    }

    /** New in Servlet 6.1, where the wrapper's own form would reach the container without asking. */
    public void setCharacterEncoding(@Nullable Charset encoding) {
        setCharacterEncoding(encoding == null ? null : encoding.name());
    }

    @Override
    public void setLocale(Locale locale) {
        change(() -> super.setLocale(locale));
    }

    @Override
    public void setContentLength(int length) {
        setContentLengthLong(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        if (enter()) {
            try {
                declaredLength = length;
                super.setContentLengthLong(length);
            } finally {
                ownership().leave();
            }
        }
    }

    @Override
    public void setStatus(int status) {
        if (enter()) {
            try {
                badStatus = isNoFinalStatus(status);
                if (!badStatus || exchange().observation() != null) {
                    super.setStatus(status);
                }
            } finally {
                ownership().leave();
            }
        }
    }

    @Override
    public void setBufferSize(int size) {
        change(() -> super.setBufferSize(size));
    }

    @Override
    public void setTrailerFields(Supplier<Map<String, String>> supplier) {
        change(() -> super.setTrailerFields(supplier));
    }

    private void change(Runnable change) {
        if (enter()) {
            try {
                change.run();
            } finally {
                ownership().leave();
            }
        }
    }
}
