package io.breakwater.downstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client's end of a connection, without any HTTP library between the test and the bytes. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;

    Wire(ScriptedDownstream downstream) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), downstream.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** How the bytes ended. */
    enum End {
        FIN,
        RST,
        STILL_OPEN
    }

    /** What came, and how it ended. */
    record Seen(String text, End end) {}

    static Seen get(ScriptedDownstream downstream, String target) throws IOException {
        try (Wire wire = new Wire(downstream)) {
            return wire.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n").readToEnd();
        }
    }

    /** Reads to the end of the answer to a request that asked for it to be the last of its connection. */
    static Seen lastGet(ScriptedDownstream downstream, String target) throws IOException {
        try (Wire wire = new Wire(downstream)) {
            return wire.send("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .readToEnd();
        }
    }

    Wire send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Seen readToEnd() throws IOException {
        return read(Integer.MAX_VALUE, PATIENCE_MILLIS);
    }

    /** Reads so many bytes, or as many as come. */
    Seen read(int length) throws IOException {
        return read(length, PATIENCE_MILLIS);
    }

    /** Reads what comes until nothing has come for that long: the only way to see silence. */
    Seen readFor(int millis) throws IOException {
        return read(Integer.MAX_VALUE, millis);
    }

    void endSending() throws IOException {
        socket.shutdownOutput();
    }

    private Seen read(int length, int patienceMillis) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        socket.setSoTimeout(patienceMillis);
        End end = End.STILL_OPEN;
        try {
            while (bytes.size() < length && end == End.STILL_OPEN) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    end = End.FIN;
                } else {
                    bytes.write(next);
                }
            }
        } catch (SocketTimeoutException e) {
            return new Seen(bytes.toString(StandardCharsets.ISO_8859_1), End.STILL_OPEN);
        } catch (SocketException e) {
            end = End.RST;
        }
        return new Seen(bytes.toString(StandardCharsets.ISO_8859_1), end);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
