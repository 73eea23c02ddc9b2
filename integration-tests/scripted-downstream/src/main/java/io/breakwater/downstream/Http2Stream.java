package io.breakwater.downstream;

import java.io.IOException;
import java.util.Arrays;

/** One request of HTTP/2 on its connection, and what can be done to it. For one thread. */
public final class Http2Stream {
    /** {@code :status: 200}, which stands eighth in the static table (RFC 7541, appendix A). */
    private static final byte[] OK = {(byte) 0x88};

    private final int id;
    private final Http2Frames frames;
    private final Call call;

    Http2Stream(int id, Http2Frames frames, Call call) {
        this.id = id;
        this.frames = frames;
        this.call = call;
    }

    /** Begins a good answer. */
    public void ok() throws IOException {
        frames.sendHeaders(id, OK, false);
    }

    /** Sends these bytes of a body. */
    public void data(Bytes body, boolean last) throws IOException {
        byte[] bytes = body.toArray();
        int from = 0;
        do {
            int to = Math.min(bytes.length, from + Http2Frames.LONGEST);
            frames.sendData(id, Arrays.copyOfRange(bytes, from, to), last && to == bytes.length);
            from = to;
        } while (from < bytes.length);
    }

    /** Ends the stream before its time. */
    public void reset(Http2Error error) throws IOException {
        frames.send(Http2Frames.RST_STREAM, 0, id, Http2Frames.number(error.code()));
    }

    /** Says that no stream is processed, or none but those up to this one, and why. */
    public void goAway(boolean processed, Http2Error error) throws IOException {
        byte[] payload = Arrays.copyOf(Http2Frames.number(processed ? id : 0), 8);
        System.arraycopy(Http2Frames.number(error.code()), 0, payload, 4, 4);
        frames.send(Http2Frames.GOAWAY, 0, 0, payload);
    }

    /** Ends the connection in good order (FIN). */
    public void close() throws IOException {
        call.finish();
    }
}
