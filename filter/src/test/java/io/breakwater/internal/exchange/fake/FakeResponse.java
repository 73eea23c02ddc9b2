package io.breakwater.internal.exchange.fake;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A response that is sent when its buffer is full, when all of a declared length is there, when it is flushed and at its end. From then
 * on its head is fixed. Thread-safe.
 */
public class FakeResponse implements HttpServletResponse {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CONTENT_LENGTH = "Content-Length";

    private Map<String, List<String>> headers = newHeaders();
    private int status = SC_OK;
    private @Nullable String type;
    private @Nullable String encoding;
    private long declared = -1;
    private long written;
    private int bufferSize = 8 * 1024;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private @Nullable ServletOutputStream output;
    private @Nullable PrintWriter writer;
    /** Whether the app has left the answer to the container. */
    private boolean error;
    /** Whether what is written to it is included. */
    private boolean included;

    private boolean closed;
    private boolean committed;
    private boolean broken;
    private boolean clientGone;
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

    private static Map<String, List<String>> newHeaders() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    // What the client sees and does.

    /** The client closes its connection: whatever is sent from now on fails. */
    public synchronized void clientLeaves() {
        clientGone = true;
    }

    /** Returns the body as the client has got it. */
    public synchronized String body() {
        return wire.toString(StandardCharsets.UTF_8);
    }

    /** Returns whether the client sees that the response is not whole. */
    public synchronized boolean isBrokenOff() {
        return broken;
    }

    // What the container does.

    /** Takes all that comes for included, as a container may do that nobody can tell of its end. */
    public synchronized void include() {
        included = true;
    }

    /** Answers an exception that has come through, or a time-out that nobody has answered. */
    synchronized void answerFailure() {
        if (committed) {
            broken = true;
            return;
        }
        reset();
        status = SC_INTERNAL_SERVER_ERROR;
        error = true;
    }

    synchronized void finish() {
        if (error && !committed) {
            buffer.reset();
            byte[] page = ("the container's " + status).getBytes(StandardCharsets.UTF_8);
            buffer.write(page, 0, page.length);
            declared = -1;
        }
        closed = true;
        if (!error && declared > written) {
            broken = true;
        }
        try {
            send();
        } catch (IOException e) {
            broken = true;
        }
    }

    // What the streams do.

    synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (closed || error) {
            return;
        }
        buffer.write(bytes, offset, length);
        written += length;
        if (buffer.size() > bufferSize || (declared >= 0 && written >= declared)) {
            send();
        }
    }

    synchronized void close() throws IOException {
        if (!closed && !error) {
            closed = true;
            send();
        }
    }

    private void send() throws IOException {
        if (clientGone) {
            throw new IOException("Broken pipe");
        }
        committed = true;
        buffer.writeTo(wire);
        buffer.reset();
    }

    private boolean isFixed() {
        return committed || error || included;
    }

    private void requireUnsent() {
        if (committed || error) {
            throw new IllegalStateException("The response has been committed");
        }
    }

    // The Servlet API.

    @Override
    public synchronized ServletOutputStream getOutputStream() {
        if (writer != null) {
            throw new IllegalStateException("getWriter() has been called");
        }
        if (output == null) {
            output = new FakeOutput(this);
        }
        return output;
    }

    @Override
    public synchronized PrintWriter getWriter() {
        if (output != null) {
            throw new IllegalStateException("getOutputStream() has been called");
        }
        if (writer == null) {
            setCharacterEncoding(getCharacterEncoding());
            writer = new FakeOutput(this).writer();
        }
        return writer;
    }

    @Override
    public synchronized void flushBuffer() throws IOException {
        if (!error && !closed) {
            send();
        }
    }

    @Override
    public synchronized boolean isCommitted() {
        return committed || error;
    }

    @Override
    public synchronized void reset() {
        resetBuffer();
        headers = newHeaders();
        status = SC_OK;
        type = null;
        encoding = null;
        declared = -1;
        output = null;
        writer = null;
    }

    @Override
    public synchronized void resetBuffer() {
        requireUnsent();
        buffer.reset();
        written = 0;
        closed = false;
    }

    @Override
    public synchronized void sendError(int newStatus) {
        resetBuffer();
        status = newStatus;
        error = true;
    }

    @Override
    public void sendError(int newStatus, @Nullable String message) {
        sendError(newStatus);
    }

    @Override
    public synchronized void sendRedirect(String location) throws IOException {
        resetBuffer();
        status = SC_FOUND;
        setHeader("Location", location);
        closed = true;
        send();
    }

    @Override
    public synchronized void setStatus(int newStatus) {
        if (!isFixed()) {
            status = newStatus;
        }
    }

    @Override
    public synchronized int getStatus() {
        return status;
    }

    @Override
    public synchronized void setHeader(String name, @Nullable String value) {
        if (isFixed()) {
            return;
        }
        headers.remove(name);
        addHeader(name, value);
    }

    @Override
    public synchronized void addHeader(String name, @Nullable String value) {
        if (isFixed() || value == null) {
            return;
        }
        if (CONTENT_TYPE.equalsIgnoreCase(name)) {
            setContentType(value);
            return;
        }
        if (CONTENT_LENGTH.equalsIgnoreCase(name)) {
            declared = Long.parseLong(value);
        }
        headers.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        addHeader(name, Integer.toString(value));
    }

    @Override
    public void setDateHeader(String name, long date) {
        setHeader(name, Long.toString(date));
    }

    @Override
    public void addDateHeader(String name, long date) {
        addHeader(name, Long.toString(date));
    }

    @Override
    public void addCookie(Cookie cookie) {
        addHeader("Set-Cookie", cookie.getName() + "=" + cookie.getValue());
    }

    @Override
    public synchronized boolean containsHeader(String name) {
        return headers.containsKey(name);
    }

    @Override
    public synchronized @Nullable String getHeader(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    @Override
    public synchronized Collection<String> getHeaders(String name) {
        return List.copyOf(headers.getOrDefault(name, List.of()));
    }

    @Override
    public synchronized Collection<String> getHeaderNames() {
        return List.copyOf(headers.keySet());
    }

    @Override
    public synchronized void setContentType(@Nullable String newType) {
        if (isFixed()) {
            return;
        }
        String[] parts = newType == null ? new String[] {null} : newType.split(";\\s*charset=", 2);
        type = parts[0];
        if (parts.length > 1) {
            encoding = parts[1];
        }
        noteType();
    }

    @Override
    public synchronized void setCharacterEncoding(@Nullable String newEncoding) {
        if (!isFixed() && writer == null) {
            encoding = newEncoding;
            noteType();
        }
    }

    private void noteType() {
        String whole = getContentType();
        if (whole == null) {
            headers.remove(CONTENT_TYPE);
        } else {
            headers.put(CONTENT_TYPE, List.of(whole));
        }
    }

    @Override
    public synchronized @Nullable String getContentType() {
        return type == null || encoding == null ? type : type + ";charset=" + encoding;
    }

    @Override
    public synchronized String getCharacterEncoding() {
        return encoding == null ? "ISO-8859-1" : encoding;
    }

    @Override
    public void setContentLength(int length) {
        setContentLengthLong(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        setHeader(CONTENT_LENGTH, Long.toString(length));
    }

    @Override
    public synchronized void setBufferSize(int size) {
        if (committed || error || written > 0) {
            throw new IllegalStateException("Something has been written");
        }
        bufferSize = size;
    }

    @Override
    public synchronized int getBufferSize() {
        return bufferSize;
    }

    @Override
    public void setLocale(Locale locale) {
        setHeader("Content-Language", locale.toLanguageTag());
    }

    @Override
    public Locale getLocale() {
        return Locale.ENGLISH;
    }

    @Override
    public String encodeURL(String url) {
        return url;
    }

    @Override
    public String encodeRedirectURL(String url) {
        return url;
    }
}
