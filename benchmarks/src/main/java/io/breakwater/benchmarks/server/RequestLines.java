package io.breakwater.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads the targets of requests without a body off a connection, and skips their headers. For one thread. */
final class RequestLines {

    private static final int LONGEST_HEAD = 32 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[LONGEST_HEAD];
    private int end;

    RequestLines(InputStream in) {
        this.in = in;
    }

    /** The next request's target; empty when there is none. */
    String next() throws IOException {
        int seen = 0;
        while (true) {
            for (int i = Math.max(3, seen); i < end; i++) {
                if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                    return take(i + 1);
                }
            }
            seen = end;
            int read = in.read(buffer, end, buffer.length - end);
            if (read <= 0) {
                return "";
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
        System.arraycopy(buffer, length, buffer, 0, end - length);
        end -= length;
        return target;
    }
}
