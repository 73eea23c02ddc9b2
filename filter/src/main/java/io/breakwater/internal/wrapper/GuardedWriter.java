package io.breakwater.internal.wrapper;

import io.breakwater.internal.inject.AnswerCut;
import io.breakwater.internal.stale.AnswerCopy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * The response's character stream as one attempt sees it, over the container's own writer, so that encodings are the
 * container's affair; {@link BufferingResponse} decides where each write goes.
 */
final class GuardedWriter extends Writer {

    private final BufferingResponse response;
    private final PrintWriter container;
    /** Null where none is made. */
    private final @Nullable AnswerCopy copy;

    /** The writer for an app. */
    static Printing of(BufferingResponse response, PrintWriter container) {
        return new Printing(new GuardedWriter(response, container));
    }

    private GuardedWriter(BufferingResponse response, PrintWriter container) {
        this.response = response;
        this.container = container;
        this.copy = response.attempt().answerCopy();
    }

    @Override
    public void write(char[] source, int offset, int length) throws IOException {
        AnswerCut cut = response.attempt().answerCut();
        int passing = cut == null ? length : cut.take(length);
        writeWhole(source, offset, passing);
        if (cut != null && passing < length) {
            throw cut.failure();
        }
    }

    private void writeWhole(char[] source, int offset, int length) throws IOException {
        try (Turn turn = response.writing()) {
            if (response.holdsBack(length)) {
                response.held().write(source, offset, length);
            } else {
                copy(source, offset, length);
                int bytes = response.countsCharacters() ? bytes(source, offset, length) : length;
                response.passing(bytes);
                container.write(source, offset, length);
                response.passedAtLeast(bytes);
            }
        }
    }

    private void copy(char[] source, int offset, int length) {
        if (copy != null) {
            AnswerHead.begin(copy, response);
            copy.add(source, offset, length);
        }
    }

    /** How many bytes they come to at least: no less in any encoding than in ASCII, and in UTF-8 what it says. */
    private int bytes(char[] source, int offset, int length) {
        if (!"UTF-8".equalsIgnoreCase(response.outer().getCharacterEncoding())) {
            return length;
        }
        int bytes = 0;
        for (int i = offset; i < offset + length; i++) {
            char c = source[i];
            bytes += c < 0x80 || Character.isSurrogate(c) ? 1 : c < 0x800 ? 2 : 3;
        }
        return bytes;
    }

    /** In the container's own form: Undertow's lines end as those of HTTP do, whatever the system's do. */
    private void endLine() throws IOException {
        AnswerCut cut = response.attempt().answerCut();
        if (cut != null && cut.take(1) == 0) {
            throw cut.failure();
        }
        try (Turn turn = response.writing()) {
            if (response.holdsBack(1)) {
                response.held().endLine();
            } else {
                char[] lineEnd = response.exchange().container().lineEnd();
                copy(lineEnd, 0, lineEnd.length);
                response.passing(System.lineSeparator().length());
                container.println();
                response.passedAtLeast(1);
            }
        }
    }

    @Override
    public void flush() throws IOException {
        try (Turn turn = response.writing()) {
            if (response.holdsBack(0)) {
                response.held().noteFlush();
            } else {
                response.starting();
                container.flush();
                response.passed(0);
            }
        }
    }

    /** Asks the container's writer, which alone knows that the client has left: no exception comes out of it. */
    private boolean hasContainerFailed() throws IOException {
        try (Turn turn = response.writing()) {
            if (response.holdsBack(0)) {
                response.held().noteFlush();
                return false;
            }
            boolean failed = container.checkError();
            // A writer fails as well when it is closed, or has more to write than was declared.
            if (failed && !response.isClosed() && response.declaredLength() < 0) {
                response.clientFailed(new IOException("The container's writer has failed"));
            }
            return failed;
        }
    }

    @Override
    public void close() throws IOException {
        closeContainers();
    }

    /** False where the body is kept back, and not over for us. */
    private boolean closeContainers() throws IOException {
        try (Turn turn = response.writing()) {
            if (response.holdsBack(0) || response.isCut()) {
                return false;
            }
            if (ForwardEnd.finishes(response)) {
                return true;
            }
            response.starting();
            container.close();
            response.passedAtLeast(1);
            response.passedLast();
            return true;
        }
    }

    /** A print writer that leaves the ends of lines to the container, and the news of its client. */
    static final class Printing extends PrintWriter {

        private final GuardedWriter guarded;

        Printing(GuardedWriter guarded) {
            super(guarded);
            this.guarded = guarded;
        }

        PrintWriter containers() {
            return guarded.container;
        }

        /** Null is an error, but to a container that writes the word. */
        @Override
        public void write(@Nullable String text) {
            super.write(
                    text == null && guarded.response.exchange().container().writesNull()
                            ? String.valueOf((Object) null)
                            : text);
        }

        @Override
        public void println() {
            try {
                guarded.endLine();
            } catch (IOException e) {
                setError();
            }
        }

        /** What comes after is the container's affair as well: one drops it, another calls it an error. */
        @Override
        public void close() {
            try {
                if (guarded.closeContainers()) {
                    return;
                }
            } catch (IOException e) {
                setError();
            }
            super.close();
        }

        @Override
        public boolean checkError() {
            if (super.checkError()) {
                return true;
            }
            try {
                return guarded.hasContainerFailed();
            } catch (IOException e) {
                setError();
                return true;
            }
        }
    }
}
