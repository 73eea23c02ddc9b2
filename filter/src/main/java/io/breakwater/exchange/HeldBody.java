package io.breakwater.exchange;

import java.io.ByteArrayOutputStream;

/**
 * The body of a failing response, kept back until its fate is decided. Bounded: what outgrows it must be let go. Bytes or
 * characters, as the app chose to write; never both, as the Servlet API has it.
 */
final class HeldBody {

    /** More than any error page worth reading; a failing response longer than this goes out as it is. */
    static final int MAX = 64 * 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StringBuilder chars = new StringBuilder();

    boolean hasRoomFor(int more) {
        return bytes.size() + chars.length() + more <= MAX;
    }

    void write(byte[] source, int offset, int length) {
        bytes.write(source, offset, length);
    }

    void write(char[] source, int offset, int length) {
        chars.append(source, offset, length);
    }

    boolean isEmpty() {
        return bytes.size() == 0 && chars.isEmpty();
    }

    int byteCount() {
        return bytes.size();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    String chars() {
        return chars.toString();
    }

    void clear() {
        bytes.reset();
        chars.setLength(0);
    }
}
