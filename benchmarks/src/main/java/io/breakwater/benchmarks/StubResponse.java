package io.breakwater.benchmarks;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A fresh response, with its headers in a list as containers keep them. Made anew for each exchange. */
final class StubResponse extends HttpServletResponseWrapper {

    private static final HttpServletResponse ABSENT = Absent.of(HttpServletResponse.class);
    /** As much as containers keep before they send. */
    private static final int BUFFER = 32 * 1024;

    private final List<String> headers = new ArrayList<>(8);
    private @Nullable Sink sink;
    private int status = SC_OK;

    StubResponse() {
        super(ABSENT);
    }

    /** What has been written. */
    long written() {
        return sink == null ? 0 : sink.written;
    }

    @Override
    public void setHeader(String name, String value) {
        int at = indexOf(name);
        if (at < 0) {
            addHeader(name, value);
        } else {
            headers.set(at + 1, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        headers.add(name);
        headers.add(value);
    }

    private int indexOf(String name) {
        for (int i = 0; i < headers.size(); i += 2) {
            if (headers.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean containsHeader(String name) {
        return indexOf(name) >= 0;
    }

    @Override
    public @Nullable String getHeader(String name) {
        int at = indexOf(name);
        return at < 0 ? null : headers.get(at + 1);
    }

    @Override
    public Collection<String> getHeaders(String name) {
        String value = getHeader(name);
        return value == null ? List.of() : List.of(value);
    }

    @Override
    public Collection<String> getHeaderNames() {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < headers.size(); i += 2) {
            names.add(headers.get(i));
        }
        return names;
    }

    @Override
    public @Nullable String getContentType() {
        return null;
    }

    @Override
    public void setContentType(String type) {
        setHeader("Content-Type", type);
    }

    @Override
    public void setContentLengthLong(long length) {
        setHeader("Content-Length", Long.toString(length));
    }

    @Override
    public void setContentLength(int length) {
        setContentLengthLong(length);
    }

    @Override
    public String getCharacterEncoding() {
        return "iso-8859-1";
    }

    @Override
    public void setCharacterEncoding(String encoding) {}

    @Override
    public @Nullable Supplier<Map<String, String>> getTrailerFields() {
        return null;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void setStatus(int newStatus) {
        this.status = newStatus;
    }

    @Override
    public void setBufferSize(int size) {}

    @Override
    public int getBufferSize() {
        return BUFFER;
    }

    @Override
    public boolean isCommitted() {
        return sink != null && sink.written > BUFFER;
    }

    @Override
    public void reset() {
        headers.clear();
        sink = null;
        status = SC_OK;
    }

    @Override
    public void flushBuffer() {}

    @Override
    public ServletOutputStream getOutputStream() {
        if (sink == null) {
            sink = new Sink();
        }
        return sink;
    }

    /** Counts. */
    private static final class Sink extends ServletOutputStream {
        private long written;

        @Override
        public void write(int b) {
            written++;
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            written += length;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("a blocking chain");
        }
    }
}
