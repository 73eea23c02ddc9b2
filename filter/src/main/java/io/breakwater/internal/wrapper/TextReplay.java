package io.breakwater.internal.wrapper;

import java.io.IOException;
import java.io.Reader;

/**
 * A request's body, read by characters: those of the container's own reader, or of an outer filter's, so that both decode it as
 * they do for anybody.
 */
final class TextReplay extends Replay<char[]> {

    private static final int LAST_OF_ONE_BYTE = 0x7f;
    private static final int LAST_OF_TWO_BYTES = 0x7ff;
    private static final int THREE = 3;

    private final Reader client;
    private final int maxKept;
    private final boolean inUtf8;
    private final StringBuilder kept = new StringBuilder();
    /** Below zero where the client has not said it. */
    private final long declaredBytes;

    private volatile long readBytes;

    /**
     * @param declaredBytes how long the body is, below zero where nobody knows
     * @param inUtf8 whether it is in UTF-8; anything else is taken to have a byte for each character
     */
    TextReplay(Reader client, int maxKept, long declaredBytes, boolean inUtf8) {
        super(maxKept);
        this.client = client;
        this.maxKept = maxKept;
        this.declaredBytes = declaredBytes;
        this.inUtf8 = inUtf8;
    }

    @Override
    int readKept(int position, char[] buffer, int offset, int length) {
        int count = Math.min(length, kept.length() - position);
        kept.getChars(position, position + count, buffer, offset);
        return count;
    }

    @Override
    int keptLength() {
        return kept.length();
    }

    @Override
    void keep(char[] buffer, int offset, int count) {
        if (count > maxKept - kept.length()) {
            giveUp();
        } else {
            kept.append(buffer, offset, count);
        }
    }

    @Override
    void dropKept() {
        kept.setLength(0);
        kept.trimToSize();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one attempt reads at a time
    int readOn(char[] buffer, int offset, int length) throws IOException {
        int count = client.read(buffer, offset, length);
        if (count > 0 && declaredBytes >= 0) {
            readBytes += bytes(buffer, offset, count);
        }
        return count;
    }

    private long bytes(char[] buffer, int offset, int count) {
        if (!inUtf8) {
            return count;
        }
        long bytes = 0;
        for (int i = offset; i < offset + count; i++) {
            char c = buffer[i];
            if (c <= LAST_OF_ONE_BYTE) {
                bytes++;
            } else if (c <= LAST_OF_TWO_BYTES || Character.isSurrogate(c)) {
                bytes += 2;
            } else {
                bytes += THREE;
            }
        }
        return bytes;
    }

    /** A container's reader does not tell. */
    @Override
    boolean hasComeWhole() {
        return declaredBytes >= 0 && readBytes >= declaredBytes;
    }

    Reader client() {
        return client;
    }
}
