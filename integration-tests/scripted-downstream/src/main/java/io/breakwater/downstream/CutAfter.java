package io.breakwater.downstream;

import java.io.IOException;
import java.time.Duration;

/**
 * Ends the connection after so much of the body: more than a proxy holds back, so that its own answer has begun. Half of
 * what a length promises is sent, or one chunk and no last one.
 *
 * @param bytesSent how much of the body
 * @param chunked whether it is sent in a chunk, not under a length
 * @param end how the connection ends
 */
public record CutAfter(int bytesSent, boolean chunked, End end) implements Behaviour {
    /** A reset drops what the kernel has not delivered yet; this is for it to deliver all that a reading client takes. */
    private static final Duration SETTLING = Duration.ofMillis(50);

    /** How a connection ends. */
    public enum End {
        /** In good order. */
        FIN,
        /** The hard way, a moment after the bytes. */
        RST
    }

    /** In a body under a length twice as long. */
    public static CutAfter length(int bytesSent, End end) {
        return new CutAfter(bytesSent, false, end);
    }

    /** After a chunk that long. */
    public static CutAfter chunked(int bytesSent, End end) {
        return new CutAfter(bytesSent, true, end);
    }

    @Override
    public void serve(Call call) throws IOException {
        String framing = chunked
                ? "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(bytesSent) + "\r\n"
                : "Content-Length: " + 2L * bytesSent + "\r\n\r\n";
        call.send("HTTP/1.1 200 OK\r\n" + framing);
        call.send(Bytes.filler(bytesSent).toArray());
        if (end == End.FIN) {
            call.close();
        } else {
            call.pause(SETTLING);
            call.reset();
        }
    }
}
