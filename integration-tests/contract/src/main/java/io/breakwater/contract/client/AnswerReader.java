package io.breakwater.contract.client;

import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Header;
import io.breakwater.downstream.Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads one answer and keeps what came of it, however it ends. For one thread and one answer. */
final class AnswerReader {
    private final InputStream in;
    private final boolean headOnly;
    private final long began;
    private final List<String> interim = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private String statusLine = "";
    private Headers headers = Headers.none();
    private Framing framing = Framing.NO_BODY;
    private long firstByteNanos;
    private long lastByteNanos;

    AnswerReader(InputStream in, boolean headOnly, long beganNanos) {
        this.in = in;
        this.headOnly = headOnly;
        this.began = beganNanos;
    }

    RawResponse read() {
        Ending ending = endOf(this::readAll);
        return new RawResponse(
                statusLine,
                interim,
                headers,
                Bytes.of(body.toByteArray()),
                framing,
                ending,
                Duration.ofNanos(firstByteNanos),
                Duration.ofNanos(lastByteNanos));
    }

    private interface Reading {
        void run() throws IOException;
    }

    private Ending endOf(Reading reading) {
        try {
            reading.run();
            return Ending.WHOLE;
        } catch (EOFException e) {
            return framing == Framing.UNTIL_CLOSE ? Ending.WHOLE : Ending.CUT_BY_FIN;
        } catch (SocketTimeoutException e) {
            return Ending.SILENT;
        } catch (IOException e) {
            return Ending.CUT_BY_RST;
        } catch (NumberFormatException e) {
            return Ending.GARBLED;
        }
    }

    private void readAll() throws IOException {
        readHead();
        while (isInterim()) {
            interim.add(statusLine);
            readHead();
        }
        framing = framingOfBody();
        switch (framing) {
            case NO_BODY -> {}
            case LENGTH -> copy(Long.parseLong(headers.first("Content-Length").orElseThrow()));
            case CHUNKED -> copyChunks();
            case UNTIL_CLOSE -> copy(Long.MAX_VALUE);
        }
    }

    private boolean isInterim() {
        return statusLine.startsWith("HTTP/1.1 1") && !statusLine.startsWith("HTTP/1.1 101");
    }

    private Framing framingOfBody() {
        if (headOnly || statusLine.matches("HTTP/1\\.1 (101|204|304)( .*)?")) {
            return Framing.NO_BODY;
        }
        if (headers.lists("Transfer-Encoding", "chunked")) {
            return Framing.CHUNKED;
        }
        return headers.has("Content-Length") ? Framing.LENGTH : Framing.UNTIL_CLOSE;
    }

    private void readHead() throws IOException {
        // The old one must not pass for the new one when this head never comes whole.
        statusLine = "";
        statusLine = line();
        List<Header> fields = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new NumberFormatException("not a header line: " + line);
            }
            fields.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
            headers = new Headers(fields);
        }
        headers = new Headers(fields);
    }

    private void copyChunks() throws IOException {
        long size = Long.parseLong(line().split(";", 2)[0].strip(), 16);
        while (size > 0) {
            copy(size);
            line();
            size = Long.parseLong(line().split(";", 2)[0].strip(), 16);
        }
        String trailer = line();
        while (!trailer.isEmpty()) {
            trailer = line();
        }
    }

    private void copy(long length) throws IOException {
        for (long left = length; left > 0; left--) {
            body.write(next());
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = next(); next != '\n'; next = next()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private int next() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException();
        }
        lastByteNanos = System.nanoTime() - began;
        if (firstByteNanos == 0) {
            firstByteNanos = lastByteNanos;
        }
        return next;
    }
}
