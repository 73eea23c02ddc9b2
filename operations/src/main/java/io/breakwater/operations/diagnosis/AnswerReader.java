package io.breakwater.operations.diagnosis;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an HTTP/1 answer (RFC 9112) as far as a diagnosis needs: the head, and of the body so much that its end is seen, or the most that
 * is read. For one answer.
 */
final class AnswerReader {

    private static final int LONGEST_HEAD = 32 * 1024;
    private static final long LONGEST_BODY = 256 * 1024;
    private static final int INTERIMS = 16;
    private static final int FIRST = 64;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");
    private static final String BEGINNING = "HTTP/1.";
    /** The type byte of a SETTINGS frame, the first that a server of HTTP/2 sends (RFC 9113, section 3.4). */
    private static final int SETTINGS = 4;

    private static final int FRAME_TYPE = 3;

    /** What was read is no HTTP/1. */
    static final class NotHttpException extends IOException {
        private static final long serialVersionUID = 1L;
        private final byte[] first;

        NotHttpException(byte[] first) {
            super("not HTTP/1");
            this.first = first.clone();
        }

        byte[] first() {
            return first.clone();
        }

        boolean isHttp2() {
            return first.length > FRAME_TYPE && first[0] == 0 && first[1] == 0 && first[FRAME_TYPE] == SETTINGS;
        }
    }

    /** The head of the answer is longer than any client takes by default. */
    static final class HeadTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        HeadTooLargeException() {
            super("a head of more than " + LONGEST_HEAD + " bytes");
        }
    }

    /**
     * The head of an answer.
     *
     * @param statusLine as received
     * @param status its number
     * @param headers by their names in lower case, the last of each
     */
    record Head(String statusLine, int status, Map<String, String> headers) {

        /** How long the body is; empty when its end is the connection's, or is told in it. */
        OptionalLong length() throws IOException {
            Optional<String> value = Optional.ofNullable(headers.get("content-length"));
            if (value.isEmpty() || isChunked()) {
                return OptionalLong.empty();
            }
            if (!value.get().matches("\\d{1,18}")) {
                throw new NotHttpException(("Content-Length: " + value.get()).getBytes(StandardCharsets.ISO_8859_1));
            }
            return OptionalLong.of(Long.parseLong(value.get()));
        }

        boolean isChunked() {
            return headers.getOrDefault("transfer-encoding", "")
                    .toLowerCase(Locale.ROOT)
                    .endsWith("chunked");
        }

        private boolean hasBody() {
            return status != 204 && status != 304;
        }
    }

    private final InputStream in;
    private long bytesRead;

    AnswerReader(InputStream in) {
        this.in = in;
    }

    /** Returns how many bytes have come. */
    long bytesRead() {
        return bytesRead;
    }

    /**
     * Reads up to the end of the headers, interim answers passed over.
     *
     * @throws NotHttpException when it is something else
     * @throws EOFException when it ends before
     */
    Head head() throws IOException {
        for (int i = 0; i < INTERIMS; i++) {
            Head head = anyHead();
            if (head.status() >= 200) {
                return head;
            }
        }
        throw new NotHttpException("no answer after many interim ones".getBytes(StandardCharsets.US_ASCII));
    }

    private Head anyHead() throws IOException {
        String statusLine = line(true);
        Matcher matcher = STATUS_LINE.matcher(statusLine);
        if (!matcher.matches()) {
            throw notHttp(statusLine);
        }
        Map<String, String> headers = new HashMap<>();
        long start = bytesRead;
        for (String line = line(false); !line.isEmpty(); line = line(false)) {
            int colon = line.indexOf(':');
            if (bytesRead - start > LONGEST_HEAD) {
                throw new HeadTooLargeException();
            }
            if (colon <= 0) {
                throw notHttp(line);
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Head(statusLine, Integer.parseInt(matcher.group(1)), headers);
    }

    private static NotHttpException notHttp(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new NotHttpException(bytes.length > FIRST ? Arrays.copyOf(bytes, FIRST) : bytes);
    }

    /** Reads one line; a status line no further than it can be one, for what is no HTTP may have no lines at all. */
    private String line(boolean status) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int c = next();
            if (c < 0) {
                throw new EOFException("the answer ends in its head");
            }
            if (c == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(c);
            int read = line.size();
            if (status && read <= BEGINNING.length() && c != BEGINNING.charAt(read - 1)) {
                throw new NotHttpException(restOf(line));
            }
            if (read > LONGEST_HEAD) {
                throw new HeadTooLargeException();
            }
        }
    }

    /** Takes what has already come with it, so that it can be told what it is. */
    private byte[] restOf(ByteArrayOutputStream line) throws IOException {
        line.writeBytes(in.readNBytes(Math.min(in.available(), FIRST - line.size())));
        return line.toByteArray();
    }

    /**
     * Reads the body to its end, or the most that is read.
     *
     * @throws EOFException when the connection ends before the body does
     */
    void body(Head head) throws IOException {
        OptionalLong length = head.length();
        if (!head.hasBody()) {
            return;
        }
        if (head.isChunked()) {
            chunks();
        } else if (length.isPresent()) {
            skip(Math.min(length.getAsLong(), LONGEST_BODY));
        }
    }

    private void chunks() throws IOException {
        long start = bytesRead;
        while (bytesRead - start < LONGEST_BODY) {
            String size = line(false).replaceFirst("[; \\t].*", "");
            if (!size.matches("[0-9a-fA-F]{1,15}")) {
                throw notHttp(size);
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                return;
            }
            skip(Math.min(length, LONGEST_BODY));
            if (length < LONGEST_BODY && !line(false).isEmpty()) {
                throw notHttp(size);
            }
        }
    }

    private void skip(long count) throws IOException {
        byte[] bytes = new byte[8192];
        for (long left = count; left > 0; ) {
            int read = in.read(bytes, 0, (int) Math.min(bytes.length, left));
            if (read < 0) {
                throw new EOFException("the answer ends in its body");
            }
            left -= read;
            bytesRead += read;
        }
    }

    private int next() throws IOException {
        int c = in.read();
        if (c >= 0) {
            bytesRead++;
        }
        return c;
    }
}
