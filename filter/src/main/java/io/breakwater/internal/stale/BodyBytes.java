package io.breakwater.internal.stale;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The copy of a body while it is written: at most so many bytes, each of them taken from the budget before. */
final class BodyBytes {

    private static final int FIRST_CHUNK = 8 * 1024;
    private static final int LARGEST_CHUNK = 64 * 1024;

    private final ByteBudget budget;
    private final int max;
    private final List<byte[]> full = new ArrayList<>(0);
    private byte[] chunk = {};
    private int used;
    private int length;
    /** What has been taken from the budget. */
    private long taken;

    BodyBytes(ByteBudget budget, int max) {
        this.budget = budget;
        this.max = max;
    }

    /** Makes room for all of a body whose length is known; false when there is none. */
    boolean expect(int bytes) {
        if (bytes > max || !take(bytes)) {
            return false;
        }
        chunk = new byte[bytes];
        return true;
    }

    /** Adds some; false when that is too much, after which it is of no use. */
    boolean add(byte[] source, int offset, int count) {
        if (count > max - length) {
            return false;
        }
        int first = Math.min(count, chunk.length - used);
        System.arraycopy(source, offset, chunk, used, first);
        used += first;
        int rest = count - first;
        if (rest > 0) {
            if (!nextChunk(rest)) {
                return false;
            }
            System.arraycopy(source, offset + first, chunk, 0, rest);
            used = rest;
        }
        length += count;
        return true;
    }

    private boolean nextChunk(int atLeast) {
        int size = Math.max(atLeast, Math.min(Math.max(FIRST_CHUNK, chunk.length * 2), LARGEST_CHUNK));
        if (!take(size)) {
            return false;
        }
        if (used > 0) {
            full.add(chunk);
        }
        chunk = new byte[size];
        used = 0;
        return true;
    }

    int length() {
        return length;
    }

    /** Returns all of it in one array, for good; null when there is no room to put it together. */
    byte @Nullable [] whole() {
        if (full.isEmpty() && used == chunk.length) {
            return chunk;
        }
        if (!take(length)) {
            return null;
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : full) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        System.arraycopy(chunk, 0, whole, at, used);
        return whole;
    }

    private boolean take(long bytes) {
        boolean given = budget.tryTake(bytes);
        taken += given ? bytes : 0;
        return given;
    }

    /** Gives back what it has taken from the budget. */
    void release() {
        budget.giveBack(taken);
        taken = 0;
        full.clear();
        chunk = new byte[0];
        used = 0;
        length = 0;
    }
}
