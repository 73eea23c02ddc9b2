package io.breakwater.internal.wrapper;

import io.breakwater.internal.container.ExchangeOverException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/**
 * How far one attempt has read the request's body. Tells the exchange when the client sent something, when the app waits for the
 * client (time that no downstream is to blame for), and when the client's side broke.
 *
 * @param <B> the array that it is read into
 */
final class BodyReading<B> {

    private final GuardedAttempt attempt;
    private final Replay<B> body;
    private int position;

    BodyReading(GuardedAttempt attempt, Replay<B> body) {
        this.attempt = attempt;
        this.body = body;
    }

    int position() {
        return position;
    }

    boolean isApps() {
        return attempt.ownership().isAppOwned();
    }

    int read(B buffer, int offset, int length) throws IOException {
        body.beginReading();
        try {
            if (!isApps()) {
                throw new ExchangeOverException();
            }
            return length == 0 ? 0 : readOn(buffer, offset, length);
        } finally {
            body.endReading();
        }
    }

    private int readOn(B buffer, int offset, int length) throws IOException {
        int count;
        if (body.hasKept(position)) {
            count = body.readKept(position, buffer, offset, length);
        } else {
            count = readClient(buffer, offset, length);
        }
        if (count > 0) {
            position += count;
        } else {
            attempt.bodyEnded(ReadingPlace.here());
        }
        return count;
    }

    private int readClient(B buffer, int offset, int length) throws IOException {
        GuardedExchange exchange = attempt.exchange();
        int count = 0;
        exchange.clientWaitBegins();
        try {
            count = body.readClient(buffer, offset, length);
        } catch (CharacterCodingException e) {
            attempt.clientErred(e);
            throw e;
        } catch (IOException e) {
            // The container's own stream threw it, so it is the client that broke off, whatever the class.
            attempt.clientFailed(e);
            throw e;
        } finally {
            exchange.clientWaitEnds(Math.max(0, count));
        }
        attempt.clientGoesOn();
        return count;
    }
}
