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

    /** The writer for an app. */
    static PrintWriter of(GuardedResponse response, PrintWriter container) {
        return new Printing(new GuardedWriter(response, container));
    }

    private GuardedWriter(GuardedResponse response, PrintWriter container) {
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
                response.passing(length);
                container.write(source, offset, length);
                response.passedUncounted();
            }
        } finally {
            response.ownership().leave();
        }
    }

    /** In the container's own form: Undertow's lines end as those of HTTP do, whatever the system's do. */
    private void endLine() throws IOException {
        response.enterWrite();
        try {
            char[] end = System.lineSeparator().toCharArray();
            if (response.holdsBack(end.length)) {
                response.held().write(end, 0, end.length);
            } else {
                container.println();
                response.passedUncounted();
            }
        } finally {
            response.ownership().leave();
        }
    }

    @Override
    public void flush() throws IOException {
        response.enterWrite();
        try {
            if (!response.holdsBack(0)) {
                response.starting();
                container.flush();
                response.passed(0);
            }
        } finally {
            response.ownership().leave();
        }
    }

    @Override
    public void close() throws IOException {
        response.enterWrite();
        try {
            if (!response.holdsBack(0)) {
                response.starting();
                container.close();
                response.passedUncounted();
                response.passedLast();
            }
        } finally {
            response.ownership().leave();
        }
    }

    /** A print writer that leaves the ends of lines to the container. */
    private static final class Printing extends PrintWriter {

        private final GuardedWriter guarded;

        Printing(GuardedWriter guarded) {
            super(guarded);
            this.guarded = guarded;
        }

        @Override
        public void println() {
            try {
                guarded.endLine();
            } catch (IOException e) {
                setError();
            }
        }
    }
}
