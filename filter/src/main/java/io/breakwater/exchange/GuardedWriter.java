package io.breakwater.exchange;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * The response's character stream as one attempt sees it, over the container's own writer, so that encodings are the
 * container's affair; {@link GuardedResponse} decides where each write goes.
 */
final class GuardedWriter extends Writer {

    private final GuardedResponse response;
    private final PrintWriter container;

    GuardedWriter(GuardedResponse response, PrintWriter container) {
        this.response = response;
        this.container = container;
    }

    @Override
    public void write(char[] source, int offset, int length) throws IOException {
        response.enterWrite();
        try {
            if (response.holdsBack(length)) {
                response.held().write(source, offset, length);
            } else {
                container.write(source, offset, length);
                response.passedUncounted();
            }
        } finally {
            response.ownership.leave();
        }
    }

    @Override
    public void flush() throws IOException {
        response.enterWrite();
        try {
            if (!response.holdsBack(0)) {
                container.flush();
                response.passed(0);
            }
        } finally {
            response.ownership.leave();
        }
    }

    @Override
    public void close() throws IOException {
        response.enterWrite();
        try {
            if (!response.holdsBack(0)) {
                container.close();
                response.passedUncounted();
            }
        } finally {
            response.ownership.leave();
        }
    }
}
