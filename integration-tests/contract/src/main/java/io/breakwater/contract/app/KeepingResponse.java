package io.breakwater.contract.app;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.function.Function;

/** A wrapper that keeps the body, as those of filters do that tell its length or its hash. */
public class KeepingResponse extends HttpServletResponseWrapper {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ServletOutputStream stream = new PlainStream() {
        @Override
        public void write(int b) {
            kept.write(b);
        }
    };
    private final PrintWriter writer;

    /**
     * @param writer makes the writer over what is kept
     */
    public KeepingResponse(HttpServletResponse response, Function<OutputStream, PrintWriter> writer) {
        super(response);
        this.writer = writer.apply(kept);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return stream;
    }

    @Override
    public PrintWriter getWriter() {
        return writer;
    }

    /** What has been kept so far; not what the writer still has. */
    public final byte[] kept() {
        return kept.toByteArray();
    }

    /** Drops what has been kept. */
    protected final void drop() {
        kept.reset();
    }
}
