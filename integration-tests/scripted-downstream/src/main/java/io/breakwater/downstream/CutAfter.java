package io.breakwater.downstream;

import java.io.IOException;
import java.time.Duration;

/**
 * Ends the connection after so much of the body: more than a proxy holds back, so that its own answer has begun. Half of
 * what a length promises is sent, or one chunk and no last one.
 *
 * @param bytesSent how much of the body
 * @param framing what was to tell its end
 * @param end how the connection ends
 */
public record CutAfter(int bytesSent, Framing framing, End end) implements Behaviour {
    /** A reset drops what the kernel has not delivered yet; this is for it to deliver all that a reading client takes. */
    private static final Duration SETTLING = Duration.ofMillis(50);

    /** What tells a body's end. */
    public enum Framing {
        LENGTH,
        CHUNKS,
        /** The end of the connection. */
        CLOSE
    }

    /** How a connection ends. */
    public enum End {
        /** In good order. */
        FIN,
        /** The hard way, a moment after the bytes. */
        RST
    }

    /** In a body under a length twice as long. */
    public static CutAfter length(int bytesSent, End end) {
        return new CutAfter(bytesSent, Framing.LENGTH, end);
    }

    /** After a chunk that long. */
    public static CutAfter chunked(int bytesSent, End end) {
        return new CutAfter(bytesSent, Framing.CHUNKS, end);
    }

    /** In a body that only the connection's end is to end, by RST. */
    public static CutAfter untilReset(int bytesSent) {
        return new CutAfter(bytesSent, Framing.CLOSE, End.RST);
    }

    @Override
    public void serve(Call call) throws IOException {
        String how =
                switch (framing) {
                    case LENGTH -> "Content-Length: " + 2L * bytesSent + "\r\n\r\n";
                    case CHUNKS -> "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(bytesSent) + "\r\n";
                    case CLOSE -> "Connection: close\r\n\r\n";
                };
        call.send("HTTP/1.1 200 OK\r\n" + how);
        call.send(Bytes.filler(bytesSent).toArray());
        if (end == End.FIN) {
            call.close();
        } else {
            call.pause(SETTLING);
            call.reset();
        }
    }
}
