package io.breakwater.internal.wrapper;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;

/** A request's body, read by bytes. */
final class BodyReplay extends Replay<byte[]> {

    private static final int FIRST_SIZE = 1024;

    private final ServletInputStream client;
    private final int maxKept;
    private byte[] kept = new byte[0];
    private int keptLength;

    BodyReplay(ServletInputStream client, int maxKept) {
        super(maxKept);
        this.client = client;
        this.maxKept = maxKept;
    }

    int available(int position) throws IOException {
        return position < keptLength ? keptLength - position : client.available();
    }

    boolean isFinished(int position) {
        return position >= keptLength && isAtEnd();
    }

    @Override
    int readKept(int position, byte[] buffer, int offset, int length) {
        int count = Math.min(length, keptLength - position);
        System.arraycopy(kept, position, buffer, offset, count);
        return count;
    }

    @Override
    int keptLength() {
        return keptLength;
    }

    @Override
    void keep(byte[] buffer, int offset, int count) {
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

    @Override
    void dropKept() {
        kept = new byte[0];
        keptLength = 0;
    }

    @Override
    int readOn(byte[] buffer, int offset, int length) throws IOException {
        return client.read(buffer, offset, length);
    }

    @Override
    boolean hasComeWhole() {
        return client.isFinished();
    }

    ServletInputStream client() {
        return client;
    }
}
