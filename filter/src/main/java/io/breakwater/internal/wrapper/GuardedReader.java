package io.breakwater.internal.wrapper;

import java.io.IOException;
import java.io.Reader;

/** The request's body by characters, as one attempt sees it. */
final class GuardedReader extends Reader {

    private final TextReplay body;
    private final BodyReading<char[]> reading;

    GuardedReader(GuardedAttempt attempt, TextReplay body) {
        this.body = body;
        this.reading = new BodyReading<>(attempt, body);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        return reading.read(buffer, offset, length);
    }

    @Override
    public boolean ready() throws IOException {
        // An app that is refused learns it from the read.
        return !reading.isApps()
                || body.hasKept(reading.position())
                || body.client().ready();
    }

    /** Leaves the container's reader open, for another attempt. */
    @Override
    public void close() throws IOException {
        if (reading.isApps() && !body.isReplayable()) {
            body.client().close();
        }
    }
}
