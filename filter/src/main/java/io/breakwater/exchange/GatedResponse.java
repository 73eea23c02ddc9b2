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
 * ignored, as a container ignores it after commit, and so is one to the correlation id. Remembers what outer filters had set, and a declared length.
 */
class GatedResponse extends HttpServletResponseWrapper {

    private static final String CONTENT_LENGTH = "Content-Length";
    private static final String SET_COOKIE = "Set-Cookie";

    final Ownership ownership;
    private final Exchange exchange;
    /** The body length the app has declared, -1 as in the Servlet API when it has declared none. */
    private long declaredLength = -1;

    GatedResponse(Exchange exchange, Ownership ownership) {
        super(exchange.outerResponse());
        this.exchange = exchange;
        this.ownership = ownership;
    }

    final Exchange exchange() {
        return exchange;
    }

    final HttpServletResponse outer() {
        return exchange.outerResponse();
    }

    /** Begins an operation of the app; {@link Ownership#leave} must follow a true. */
    final boolean enter() {
        if (!ownership.enter()) {
            return false;
        }
        // What is there before the app's first operation is from outside.
        exchange.outerHeaders();
        return true;
    }

    final long declaredLength() {
        return declaredLength;
    }

    final void forgetDeclaredLength() {
        declaredLength = -1;
    }

    private boolean beginChange(String header) {
        // The id is the exchange's: a downstream that answers with its own would add a second.
        if (exchange.correlationHeader().equalsIgnoreCase(header) || !enter()) {
            return false;
        }
        exchange.outerHeaders().beforeChange(header, outer());
        return true;
    }

    private void noteLength(String name, @Nullable String value) {
        if (name.length() == CONTENT_LENGTH.length() && name.equalsIgnoreCase(CONTENT_LENGTH)) {
            try {
                declaredLength = value == null ? -1 : Long.parseLong(value.trim());
            } catch (NumberFormatException e) {
                // The container will say what it thinks of it; to us it is as if no length had been declared.
                declaredLength = -1;
            }
        }
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (beginChange(name)) {
            try {
                noteLength(name, value);
                super.setHeader(name, value);
            } finally {
                ownership.leave();
            }
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (beginChange(name)) {
            try {
                noteLength(name, value);
                super.addHeader(name, value);
            } finally {
                ownership.leave();
            }
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        if (beginChange(name)) {
            try {
                noteLength(name, Integer.toString(value));
                super.setIntHeader(name, value);
            } finally {
                ownership.leave();
            }
        }
    }

    @Override
    public void addIntHeader(String name, int value) {
        if (beginChange(name)) {
            try {
                noteLength(name, Integer.toString(value));
                super.addIntHeader(name, value);
            } finally {
                ownership.leave();
            }
        }
    }

    @Override
    public void setDateHeader(String name, long date) {
        if (beginChange(name)) {
            try {
                super.setDateHeader(name, date);
            } finally {
                ownership.leave();
            }
        }
    }

    @Override
    public void addDateHeader(String name, long date) {
        if (beginChange(name)) {
            try {
                super.addDateHeader(name, date);
            } finally {
                ownership.leave();
            }
        }
    }

    @Override
    public void addCookie(Cookie cookie) {
        if (beginChange(SET_COOKIE)) {
            try {
                super.addCookie(cookie);
            } finally {
                ownership.leave();
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
                ownership.leave();
            }
        }
    }

    @Override
    public void setStatus(int status) {
        if (enter()) {
            try {
                super.setStatus(status);
            } finally {
                ownership.leave();
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
                ownership.leave();
            }
        }
    }
}
