package io.breakwater.contract.client;

import io.breakwater.downstream.Bytes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * One client connection, kept for as many requests as the server allows. Every read ends after the patience it was opened
 * with. For one thread, but for {@link #hangUp} and {@link #hangUpHard}, which may come from another.
 */
public final class RawClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SMALL_WINDOW = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final String authority;
    private String method = "";
    private long began = System.nanoTime();

    private RawClient(URI server, Duration patience, Socket socket) throws IOException {
        this.authority = server.getAuthority();
        this.socket = socket;
        this.socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        this.socket.setTcpNoDelay(true);
        this.socket.setSoTimeout((int) patience.toMillis());
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects to the authority of that URI, ready to wait ten seconds for each byte. */
    public static RawClient to(URI server) {
        return to(server, PATIENCE);
    }

    /** Connects, ready to wait so long for each byte. */
    public static RawClient to(URI server, Duration patience) {
        try {
            return new RawClient(server, patience, new Socket());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects to read little or nothing: a server that writes more than a few hundred KB soon waits for this client. */
    public static RawClient withSmallWindow(URI server) {
        try {
            Socket socket = new Socket();
            // Before it connects, or the window has been agreed upon.
            socket.setReceiveBufferSize(SMALL_WINDOW);
            return new RawClient(server, PATIENCE, socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One GET on a connection of its own. */
    public static RawResponse get(URI uri) {
        try (RawClient client = to(uri)) {
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return client.exchange(RawRequest.get(uri.getRawPath() + query));
        }
    }

    /** Sends the request and reads the answer. */
    public RawResponse exchange(RawRequest request) {
        return send(request).receive();
    }

    /** Sends the whole request. */
    public RawClient send(RawRequest request) {
        return sendHead(request).sendBytes(request.body());
    }

    /**
     * Sends the whole request on a thread of its own, as clients do that look for an answer meanwhile (RFC 9112, section 9.5);
     * a server that does not take all of it is none of their concern.
     */
    public RawClient sendBeside(RawRequest request) {
        sendHead(request);
        Thread sender = new Thread(
                () -> {
                    try {
                        sendBytes(request.body());
                    } catch (UncheckedIOException e) {
                        // The server had enough.
                        return;
                    }
                },
                "raw-client-sender");
        sender.setDaemon(true);
        sender.start();
        return this;
    }

    /** Sends the request but not its body. */
    public RawClient sendHead(RawRequest request) {
        method = request.method();
        began = System.nanoTime();
        return sendBytes(Bytes.of(request.headBytes(authority)));
    }

    /** Sends a stretch of a body. */
    public RawClient sendBytes(Bytes bytes) {
        try {
            socket.getOutputStream().write(bytes.toArray());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the request, its body byte by byte with that pause before each. */
    public RawClient sendSlowly(RawRequest request, Duration pause) {
        return sendHead(request).sendSlowly(request.body(), pause);
    }

    /** Sends a stretch of a body byte by byte, with that pause before each. */
    public RawClient sendSlowly(Bytes bytes, Duration pause) {
        for (byte next : bytes.toArray()) {
            rest(pause);
            sendBytes(Bytes.of(new byte[] {next}));
        }
        return this;
    }

    /** Does nothing for so long, as slow clients do. */
    public RawClient pause(Duration pause) {
        rest(pause);
        return this;
    }

    private static void rest(Duration pause) {
        long until = System.nanoTime() + pause.toNanos();
        // A permit that somebody has left to this thread ends a park at once.
        for (long left = pause.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Reads the answer to the request sent last, as far as it comes. */
    public RawResponse receive() {
        return new AnswerReader(in, method.equals("HEAD"), began).read();
    }

    /** Reads so many bytes of the answer, or as many as come before it ends: for clients that leave midway. */
    public Bytes receiveSome(int length) {
        try {
            return Bytes.of(in.readNBytes(length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads an interim response, or the head of a final one. */
    public String receiveHead() {
        return receiveUntil("\r\n\r\n");
    }

    /**
     * Reads until {@code text} has come, and gives back all that was read.
     *
     * @throws IllegalStateException when the answer ends before
     */
    public String receiveUntil(String text) {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(text) < 0) {
            String next = receiveSome(1).utf8();
            if (next.isEmpty()) {
                throw new IllegalStateException("the answer ended before '" + text + "': " + seen);
            }
            seen.append(next);
        }
        return seen.toString();
    }

    /** Whether the server ends the connection, by FIN or RST, within the patience. To be asked after an answer is read. */
    public boolean endedByServer() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends nothing any more (FIN), and still reads. */
    public RawClient endSending() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves in good order (FIN). */
    public void hangUp() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves the hard way (RST). */
    public void hangUpHard() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        hangUp();
    }
}
