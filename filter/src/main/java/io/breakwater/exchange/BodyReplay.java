package io.breakwater.exchange;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * A request's body across attempts: what one attempt reads from the client is kept, so that the next reads the same bytes
 * first and then goes on where the client is. Bounded: a body that outgrows the bound is read on but can't be replayed.
 *
 * <p>Used by one attempt at a time; the progress figures may be read by any thread.
 */
final class BodyReplay {

    private static final int FIRST_SIZE = 1024;

    private final ServletInputStream client;
    private final int maxKept;
    private byte[] kept = new byte[0];
    private int keptLength;
    private volatile boolean replayable = true;
    /** Whether some attempt is in a read, even one that has ended meanwhile. */
    private volatile boolean reading;

    private volatile boolean atEnd;

    BodyReplay(ServletInputStream client, int maxKept) {
        this.client = client;
        this.maxKept = maxKept;
        if (maxKept == 0) {
            replayable = false;
        }
    }

    /** Whether a further attempt would read the whole body again, and alone. */
    boolean isReplayable() {
        return replayable && !reading;
    }

    /** To be told before an attempt asks whether it may still read: then either it, or who ends it, sees the other. */
    void beginReading() {
        reading = true;
    }

    void endReading() {
        reading = false;
    }

    /** Gives up on replaying: the app reads in a way that is not kept. */
    void giveUp() {
        replayable = false;
        kept = new byte[0];
        keptLength = 0;
    }

    int available(int position) throws IOException {
        return position < keptLength ? keptLength - position : client.available();
    }

    boolean isFinished(int position) {
        return position >= keptLength && (atEnd || client.isFinished());
    }

    boolean hasKept(int position) {
        return replayable && position < keptLength;
    }

    /** Reads bytes that an earlier attempt has read, from {@code position} on; at least one is there. */
    int readKept(int position, byte[] buffer, int offset, int length) {
        int count = Math.min(length, keptLength - position);
        System.arraycopy(kept, position, buffer, offset, count);
        return count;
    }

    /** Reads from the client, and keeps what came. */
    int readClient(byte[] buffer, int offset, int length) throws IOException {
        int count = client.read(buffer, offset, length);
        if (count < 0) {
            atEnd = true;
        } else if (replayable) {
            keep(buffer, offset, count);
        }
        return count;
    }

    private void keep(byte[] buffer, int offset, int count) {
        if (count > maxKept - keptLength) {
            giveUp();
            return;
        }
        if (keptLength + count > kept.length) {
            int doubled = Math.max(FIRST_SIZE, kept.length * 2);
            kept = Arrays.copyOf(kept, Math.min(maxKept, Math.max(doubled, keptLength + count)));
        }
        System.arraycopy(buffer, offset, kept, keptLength, count);
        keptLength += count;
    }

    /** Whether the whole body has come. */
    boolean isAtEnd() {
        return atEnd || client.isFinished();
    }

    ServletInputStream client() {
        return client;
    }
}
