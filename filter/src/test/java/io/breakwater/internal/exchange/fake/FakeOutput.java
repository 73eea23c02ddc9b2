package io.breakwater.internal.exchange.fake;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** The stream of a response, which keeps nothing itself. */
final class FakeOutput extends ServletOutputStream {

    private final FakeResponse response;

    FakeOutput(FakeResponse response) {
        this.response = response;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        response.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        response.flushBuffer();
    }

    @Override
    public void close() throws IOException {
        response.close();
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException();
    }

    /** The same for characters; keeps nothing either. */
    PrintWriter writer() {
        return new PrintWriter(new Writer() {
            @Override
            public void write(char[] chars, int offset, int length) throws IOException {
                byte[] bytes = new String(chars, offset, length).getBytes(response.getCharacterEncoding());
                FakeOutput.this.write(bytes, 0, bytes.length);
            }

            @Override
            public void flush() throws IOException {
                FakeOutput.this.flush();
            }

            @Override
            public void close() throws IOException {
                FakeOutput.this.close();
            }
        });
    }
}
