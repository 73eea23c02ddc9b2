package io.breakwater.operations.diagnosis;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A socket that ends reads when a stage's time is over, however slowly the other side drips, and that remembers the first bytes it has
 * read: they tell what the other side speaks when TLS cannot be spoken with it. For one thread.
 */
final class TimedSocket extends Socket {

    private static final int REMEMBERED = 64;

    private final ByteArrayOutputStream first = new ByteArrayOutputStream(REMEMBERED);
    private long endNanos;

    /** Begins a stage that may take this long. */
    void allow(Duration limit) {
        endNanos = System.nanoTime() + limit.toNanos();
    }

    /** Returns the first bytes that have come, at most 64. */
    byte[] firstBytes() {
        return first.toByteArray();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                long left = (endNanos - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new SocketTimeoutException("the stage's time is over");
                }
                setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
                int count = super.read(bytes, offset, length);
                if (count > 0 && first.size() < REMEMBERED) {
                    first.write(bytes, offset, Math.min(count, REMEMBERED - first.size()));
                }
                return count;
            }
        };
    }
}
