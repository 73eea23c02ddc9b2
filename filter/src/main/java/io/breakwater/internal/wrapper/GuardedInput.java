package io.breakwater.internal.wrapper;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The request's body by bytes, as one attempt sees it. */
final class GuardedInput extends ServletInputStream {

    private final GuardedAttempt attempt;
    private final BodyReplay body;
    private final BodyReading<byte[]> reading;
    /** Whether the container calls the app when the client has sent something. */
    private volatile boolean listened;
    /** Whether the container's has been closed, which says itself what it thinks of reading on. */
    private boolean closed;

    GuardedInput(GuardedAttempt attempt, BodyReplay body) {
        this.attempt = attempt;
        this.body = body;
        this.reading = new BodyReading<>(attempt, body);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return closed && reading.isApps()
                ? body.client().read(buffer, offset, length)
                : reading.read(buffer, offset, length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** New in Servlet 6.1, whose own form is for non-blocking readers alone, where those of containers are for all. */
    public int read(ByteBuffer target) throws IOException {
        byte[] bytes = new byte[target.remaining()];
        int count = read(bytes, 0, bytes.length);
        if (count > 0) {
            target.put(bytes, 0, count);
        }
        return count;
    }

    /** Leaves the container's stream open for another attempt, where there may be one. */
    @Override
    public void close() throws IOException {
        if (!reading.isApps() || body.isReplayable()) {
            return;
        }
        closed = true;
        // Undertow reads what the client has still to send.
        attempt.exchange().clientWaitBegins();
        try {
            body.client().close();
        } finally {
            attempt.exchange().clientWaitEnds(0);
        }
    }

    @Override
    public int available() throws IOException {
        return body.available(reading.position());
    }

    @Override
    public boolean isFinished() {
        return body.isFinished(reading.position());
    }

    @Override
    public boolean isReady() {
        // An app that is refused learns it from the read; its question must not have the container call it for the
        // next attempt.
        if (!reading.isApps()
                || body.hasKept(reading.position())
                || body.client().isReady()) {
            return true;
        }
        if (listened && !body.isAtEnd()) {
            attempt.exchange().clientWaitBegins();
        }
        return false;
    }

    /** Refused when it comes too late, or the container would call it for the next attempt. */
    @Override
    public void setReadListener(@Nullable ReadListener listener) {
        try (Turn turn = attempt.ending()) {
            boolean taken = false;
            boolean before = listened;
            body.giveUp();
            listened = true;
            attempt.exchange().clientWaitBegins();
            try {
                // What there is to be said of none the container says.
                body.client().setReadListener(listener == null ? null : new GuardedReadListener(listener, attempt));
                taken = true;
            } finally {
                if (!taken && !before) {
                    listened = false;
                    attempt.exchange().clientWaitEnds(0);
                }
            }
        }
    }
}
