package io.breakwater.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the targets of requests off a connection, and skips their headers, and the empty chunked body that some clients give a
 * GET. For one thread.
 */
final class RequestLines {

    private static final int LONGEST_HEAD = 32 * 1024;
    /** The last chunk, all there is of an empty body. */
    private static final int EMPTY_BODY = "0\r\n\r\n".length();

    private final InputStream in;
    private final byte[] buffer = new byte[LONGEST_HEAD];
    private int end;

    RequestLines(InputStream in) {
        this.in = in;
    }

    /** The next request's target; empty when there is none. */
    String next() throws IOException {
        int length = head();
        while (length == EMPTY_BODY) {
            drop(length);
            length = head();
        }
        return length == 0 ? "" : take(length);
    }

    /** How long the next head is, with the empty line behind it; 0 when there is none. */
    private int head() throws IOException {
        int seen = 0;
        while (true) {
            for (int i = Math.max(3, seen); i < end; i++) {
                if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                    return i + 1;
                }
            }
            seen = end;
            int read = in.read(buffer, end, buffer.length - end);
            if (read <= 0) {
                return 0;
            }
            end += read;
        }
    }

    private String take(int length) {
        int from = 0;
        while (buffer[from] != ' ') {
            from++;
        }
        int to = from + 1;
        while (buffer[to] != ' ') {
            to++;
        }
        String target = new String(buffer, from + 1, to - from - 1, StandardCharsets.US_ASCII);
        drop(length);
        return target;
    }

    private void drop(int length) {
        System.arraycopy(buffer, length, buffer, 0, end - length);
        end -= length;
    }
}
