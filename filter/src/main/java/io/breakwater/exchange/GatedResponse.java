package io.breakwater.exchange;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A response whose head can be taken away from the app: every change asks the owner first, and one that comes too late is
 * ignored, as a container ignores it after commit, and so is one to the correlation id. Remembers what outer filters had set and a
 * declared length.
 */
abstract class GatedResponse extends CountedResponse {

    private static final String CONTENT_LENGTH = "Content-Length";
    private static final String SET_COOKIE = "Set-Cookie";
    private static final int LAST_STATUS = 599;

    /**
     * Whether the app has passed on what is not HTTP, and what containers refuse or send, each in its own way: no status (RFC
     * 9110, section 15), a change of protocol that the client has not asked for, no length, or two (RFC 9112, section 6.3).
     */
    private boolean badStatus;

    private boolean badLength;

    GatedResponse(Attempt attempt, HttpServletResponse outer) {
        super(attempt, outer);
    }

    /** Begins an operation of the app; {@link Ownership#leave} must follow a true. */
    final boolean enter() {
        if (!ownership().enter() && !isPassedOn()) {
            return false;
        }
        // What is there before the app's first operation is from outside.
        exchange().outerHeaders();
        return true;
    }

    /** To be told within an operation that changes the head. */
    void changing() {}

    @Override
    void goOnFrom(CountedResponse last) {
        super.goOnFrom(last);
        if (last instanceof GatedResponse gated) {
            badStatus = gated.badStatus;
            badLength = gated.badLength;
        }
    }

    final boolean isNonsense() {
        return badStatus || badLength;
    }

    final void forgetNonsense() {
        badStatus = false;
        badLength = false;
    }

    private boolean beginChange(String header) {
        // The id is the exchange's: a downstream that answers with its own would add a second.
        if (exchange().correlationHeader().equalsIgnoreCase(header) || !enter()) {
            return false;
        }
        changing();
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
        long before = declaredLength();
        try {
            long length = value == null ? -1 : Long.parseLong(value.trim());
            declareLength(length);
            if (value == null || (length >= 0 && !(added && before >= 0 && before != length))) {
                return true;
            }
        } catch (NumberFormatException e) {
            // As bad as a length below zero.
            forgetDeclaredLength();
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
                changing();
                declareLength(length);
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
                changing();
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
                changing();
                change.run();
            } finally {
                ownership().leave();
            }
        }
    }
}
