package io.breakwater.exchange;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/**
 * The request's body as one attempt sees it. Tells the exchange when the client sent something, when the app waits for the
 * client (time that no downstream is to blame for), and when the client's side broke.
 */
final class GuardedInput extends ServletInputStream {

    private final Attempt attempt;
    private final BodyReplay body;
    private int position;
    /** Whether the container calls the app when the client has sent something. */
    private volatile boolean listened;

    GuardedInput(Attempt attempt, BodyReplay body) {
        this.attempt = attempt;
        this.body = body;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        body.beginReading();
        try {
            if (!attempt.ownership().isApps()) {
                throw new ExchangeOverException();
            }
            return length == 0 ? 0 : readOn(buffer, offset, length);
        } finally {
            body.endReading();
        }
    }

    private int readOn(byte[] buffer, int offset, int length) throws IOException {
        int count;
        if (body.hasKept(position)) {
            count = body.readKept(position, buffer, offset, length);
        } else {
            count = readClient(buffer, offset, length);
        }
        if (count > 0) {
            position += count;
        } else {
            attempt.bodyEnded();
        }
        return count;
    }

    private int readClient(byte[] buffer, int offset, int length) throws IOException {
        Exchange exchange = attempt.exchange();
        int count = 0;
        exchange.clientWaitBegins();
        try {
            count = body.readClient(buffer, offset, length);
        } catch (IOException e) {
            // The container's own stream threw it, so it is the client that broke off, whatever the class.
            attempt.clientBroke(e);
            throw e;
        } finally {
            exchange.clientWaitEnds(Math.max(0, count));
        }
        exchange.clientGoesOn(attempt);
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int available() throws IOException {
        return body.available(position);
    }

    @Override
    public boolean isFinished() {
        return body.isFinished(position);
    }

    @Override
    public boolean isReady() {
        if (body.hasKept(position) || body.client().isReady()) {
            return true;
        }
        if (listened && !body.isAtEnd()) {
            attempt.exchange().clientWaitBegins();
        }
        return false;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.giveUp();
        listened = true;
        attempt.exchange().clientWaitBegins();
        body.client().setReadListener(new GuardedReadListener(listener, attempt));
    }
}
