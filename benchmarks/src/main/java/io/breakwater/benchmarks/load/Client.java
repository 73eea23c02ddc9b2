package io.breakwater.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A browser's GETs on one connection, kept alive and made anew when it ends. As sparing as can be. For one thread. */
public final class Client implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final String HEADERS = String.join(
            "\r\n",
            " HTTP/1.1",
            "Host: shop.example",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64)",
            "Accept: text/html",
            "Accept-Language: en",
            "Sec-Fetch-Dest: document",
            "",
            "");

    private final int port;
    private final byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;
    private @Nullable Socket socket;
    private boolean last;
    /** Whether any of the answer has come. */
    private boolean answered;

    /** One that asks that port of this machine. */
    public Client(int port) {
        this.port = port;
    }

    /** Connects, if it is not. */
    public Socket connect() throws IOException {
        Socket connected = socket;
        if (connected == null) {
            connected = new Socket(InetAddress.getLoopbackAddress(), port);
            connected.setTcpNoDelay(true);
            connected.setSoTimeout(PATIENCE_MILLIS);
            socket = connected;
            from = 0;
            to = 0;
        }
        return connected;
    }

    /** Asks for that path, and reads the whole answer. What fails is an answer, too: a broken one. */
    public Reply get(String path) {
        return get(path, new ByteArrayOutputStream(0), false);
    }

    /** The same, and keeps the body. */
    public Reply get(String path, ByteArrayOutputStream kept) {
        return get(path, kept, true);
    }

    private Reply get(String path, OutputStream kept, boolean keeps) {
        boolean fresh = socket == null;
        answered = false;
        try {
            Socket connected = connect();
            connected.getOutputStream().write(("GET " + path + HEADERS).getBytes(StandardCharsets.US_ASCII));
            Reply reply = read(connected.getInputStream(), keeps ? kept : OutputStream.nullOutputStream());
            if (last) {
                close();
            }
            return reply;
        } catch (IOException e) {
            close();
            // A kept connection that the server has closed meanwhile tells nothing; browsers ask once more, too.
            return fresh || answered ? Reply.BROKEN : get(path, kept, keeps);
        }
    }

    private Reply read(InputStream in, OutputStream kept) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        long length = -1;
        boolean chunked = false;
        last = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Long.parseLong(
                        header.substring("content-length:".length()).trim());
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = header.endsWith("chunked");
            } else if (header.startsWith("connection:")) {
                last = header.endsWith("close");
            }
        }
        if (!chunked) {
            return new Reply(status, skip(in, Math.max(0, length), kept));
        }
        long bytes = 0;
        for (int chunk = chunk(in); ; chunk = chunk(in)) {
            bytes += skip(in, chunk, kept);
            line(in);
            if (chunk == 0) {
                return new Reply(status, bytes);
            }
        }
    }

    private int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).trim(), 16);
    }

    private long skip(InputStream in, long length, OutputStream kept) throws IOException {
        long left = length;
        while (left > 0) {
            if (from == to) {
                fill(in);
            }
            int piece = (int) Math.min(left, to - from);
            kept.write(buffer, from, piece);
            from += piece;
            left -= piece;
        }
        return length;
    }

    private String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (from == to) {
                fill(in);
            }
            char c = (char) buffer[from++];
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append(c);
            }
        }
    }

    private void fill(InputStream in) throws IOException {
        from = 0;
        to = 0;
        int read = in.read(buffer);
        if (read < 0) {
            throw new EOFException("the answer ended early");
        }
        to = read;
        answered = true;
    }

    @Override
    public void close() {
        Socket connected = socket;
        socket = null;
        if (connected != null) {
            try {
                connected.close();
            } catch (IOException e) {
                // It is over either way, and what was to be read has been.
                last = true;
            }
        }
    }
}
