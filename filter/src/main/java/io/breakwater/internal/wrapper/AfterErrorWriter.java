package io.breakwater.internal.wrapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * The writer that an app gets after it has left an error to the container, which drops what is written. The container's own
 * writer is not taken unless the app writes: to take it changes the encoding of the error page, and where a response is
 * wrapped, Tomcat's forward takes a writer and closes it.
 */
final class AfterErrorWriter extends Writer {

    private final BufferingResponse response;

    private AfterErrorWriter(BufferingResponse response) {
        this.response = response;
    }

    static PrintWriter of(BufferingResponse response) {
        return new PrintWriter(new AfterErrorWriter(response));
    }

    @Override
    public void write(char[] source, int offset, int length) throws IOException {
        try (Turn turn = response.writing()) {
            if (!response.holdsBack(length)) {
                response.outer().getWriter().write(source, offset, length);
            }
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
