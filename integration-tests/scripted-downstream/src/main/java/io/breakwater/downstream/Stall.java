package io.breakwater.downstream;

import java.io.IOException;

/**
 * Starts a good answer and falls silent in its body; the connection stays open.
 *
 * @param bytesSent how much of the body is sent
 * @param bytesPromised what Content-Length says
 */
public record Stall(int bytesSent, int bytesPromised) implements Behaviour {
    public Stall {
        if (bytesSent >= bytesPromised) {
            throw new IllegalArgumentException(
                    "a stall sends less than it promises: " + bytesSent + " of " + bytesPromised);
        }
    }

    @Override
    public void serve(Call call) throws IOException {
        call.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + bytesPromised + "\r\n\r\n");
        call.send(Bytes.filler(bytesSent).toArray());
        call.hold();
    }
}
