package io.breakwater.internal.wrapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * What is written by characters after the app has left an error to the container. The container drops it, but to take its writer
 * at all changes the encoding of its page, and Tomcat's forward takes and closes one where a response is wrapped.
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
