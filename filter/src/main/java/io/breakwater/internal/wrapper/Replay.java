package io.breakwater.internal.wrapper;

import java.io.IOException;

/**
 * A request's body across attempts: what one attempt reads from the client is kept, so that the next reads the same first and
 * then goes on where the client is. Bounded: a body that outgrows the bound is read on but can't be replayed.
 *
 * <p>Used by one attempt at a time; the progress figures may be read by any thread.
 *
 * @param <B> the array that it is read into, of bytes or of characters
 */
public abstract class Replay<B> {

    private volatile boolean replayable;
    /** Whether some attempt is in a read, even one that has ended meanwhile. */
    private volatile boolean reading;

    private volatile boolean atEnd;

    Replay(int maxKept) {
        replayable = maxKept > 0;
    }

    /** Whether a further attempt would read the whole body again, and alone. */
    public final boolean isReplayable() {
        return replayable && !reading;
    }

    /** To be told before an attempt asks whether it may still read: then either it, or who ends it, sees the other. */
    final void beginReading() {
        reading = true;
    }

    final void endReading() {
        reading = false;
    }

    /** Gives up on replaying: the app reads in a way that is not kept. */
    final void giveUp() {
        replayable = false;
        dropKept();
    }

    final boolean hasKept(int position) {
        return replayable && position < keptLength();
    }

    /** Reads from the client, and keeps what came. */
    final int readClient(B buffer, int offset, int length) throws IOException {
        int count = readOn(buffer, offset, length);
        if (count < 0) {
            atEnd = true;
        } else if (replayable) {
            keep(buffer, offset, count);
        }
        return count;
    }

    /** Whether the whole body has come. */
    public final boolean isAtEnd() {
        return atEnd || hasComeWhole();
    }

    /** Reads what an earlier attempt has read, from {@code position} on; something is there. */
    abstract int readKept(int position, B buffer, int offset, int length);

    abstract int keptLength();

    abstract void keep(B buffer, int offset, int count);

    abstract void dropKept();

    abstract int readOn(B buffer, int offset, int length) throws IOException;

    /** Whether that is known without reading on. */
    abstract boolean hasComeWhole();
}
