package io.breakwater.internal.wrapper;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failing response, kept back until its fate is decided: its body, or an error that the app leaves to the container. Bounded:
 * what outgrows it must be let go. Bytes or characters, as the app chose to write; never both, as the Servlet API has it.
 */
final class BufferedBody {

    /**
     * What the app has called {@code sendError} with.
     *
     * @param words whether it has called the form that takes a message, which may be null
     */
    record SentError(int status, boolean words, @Nullable String message) {
        void to(HttpServletResponse response) throws IOException {
            if (words) {
                response.sendError(status, message);
            } else {
                response.sendError(status);
            }
        }
    }

    /** More than any error page worth reading; a failing response longer than this goes out as it is. */
    static final int MAX = 64 * 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StringBuilder chars = new StringBuilder();
    /** Where lines end, each an end that is the container's to write. */
    private final List<Integer> lineEnds = new ArrayList<>();

    private boolean flushed;
    private @Nullable SentError error;

    @Nullable SentError error() {
        return error;
    }

    /** Keeps an error back, which drops the body; null once it has been let go. */
    void error(@Nullable SentError next) {
        clear();
        error = next;
    }

    boolean hasRoomFor(int more) {
        return bytes.size() + chars.length() + lineEnds.size() + more <= MAX;
    }

    void write(byte[] source, int offset, int length) {
        bytes.write(source, offset, length);
    }

    void write(char[] source, int offset, int length) {
        chars.append(source, offset, length);
        flushed = false;
    }

    void endLine() {
        lineEnds.add(chars.length());
        flushed = false;
    }

    boolean isEmpty() {
        return bytes.size() == 0 && chars.isEmpty() && lineEnds.isEmpty();
    }

    int byteCount() {
        return bytes.size();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** The app has flushed its writer, of which the container's is not told. */
    void noteFlush() {
        flushed = true;
    }

    /** Writes what was written by characters, line by line as it was: a writer that flushes at each write loses no end, nor gains one. */
    void writeChars(PrintWriter writer) {
        int from = 0;
        for (int end : lineEnds) {
            write(from, end, writer);
            writer.println();
            from = end;
        }
        write(from, chars.length(), writer);
    }

    private void write(int from, int to, PrintWriter writer) {
        if (to > from) {
            writer.write(chars.substring(from, to));
        }
    }

    /** Whether the app has flushed its writer since it last wrote. */
    boolean isFlushed() {
        return flushed;
    }

    /** How many there are, at least, with the ends of lines. */
    int charCount() {
        return chars.length() + lineEnds.size();
    }

    void clear() {
        bytes.reset();
        chars.setLength(0);
        lineEnds.clear();
    }
}
