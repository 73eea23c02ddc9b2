package io.breakwater.downstream;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads requests off a connection (RFC 9112), leniently: clients under test write good ones. For one thread. */
final class RequestReader {
    private static final int LONGEST_LINE = 1 << 16;

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** The lines up to the empty one. */
    record Head(String method, String target, Headers headers) {}

    /** A body's bytes as far as they are kept, how many there were, and whether its end was seen. */
    record Body(Bytes kept, long length, boolean whole) {
        static Body unread() {
            return new Body(Bytes.none(), 0, false);
        }
    }

    Head head() throws IOException {
        String[] parts = line().split(" ", -1);
        if (parts.length != 3) {
            throw new IOException("not a request line: " + String.join(" ", parts));
        }
        List<Header> fields = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            fields.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new Head(parts[0], parts[1], new Headers(fields));
    }

    Body body(Headers headers) throws IOException {
        Keeper keeper = new Keeper();
        boolean whole;
        try {
            whole = headers.lists("Transfer-Encoding", "chunked")
                    ? chunks(keeper)
                    : copy(Long.parseLong(headers.first("Content-Length").orElse("0")), keeper);
        } catch (IOException e) {
            // Left in the middle, with a FIN or a reset: what came before counts.
            whole = false;
        }
        return new Body(Bytes.of(keeper.kept.toByteArray()), keeper.length, whole);
    }

    private boolean chunks(Keeper keeper) throws IOException {
        long size = chunkSize();
        while (size > 0) {
            if (!copy(size, keeper)) {
                return false;
            }
            line();
            size = chunkSize();
        }
        String trailer = line();
        while (!trailer.isEmpty()) {
            trailer = line();
        }
        return true;
    }

    private long chunkSize() throws IOException {
        return Long.parseLong(line().split(";", 2)[0].strip(), 16);
    }

    private boolean copy(long length, Keeper keeper) throws IOException {
        byte[] buffer = new byte[8192];
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                return false;
            }
            keeper.add(buffer, read);
            left -= read;
        }
        return true;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n' && line.size() < LONGEST_LINE) {
            line.write(next);
            next = in.read();
        }
        if (next < 0) {
            throw new EOFException("the client left in the middle of a line");
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static final class Keeper {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private long length;

        void add(byte[] buffer, int count) {
            kept.write(buffer, 0, Math.min(count, ReceivedRequest.BODY_BOUND - kept.size()));
            length += count;
        }
    }
}
