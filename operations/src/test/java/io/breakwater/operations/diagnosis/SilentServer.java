package io.breakwater.operations.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server that says nothing to a connection until it is told to. */
final class SilentServer implements AutoCloseable {

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final BlockingQueue<Socket> waiting = new LinkedBlockingQueue<>();

    SilentServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread acceptor = new Thread(this::acceptAll, "silent-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                waiting.add(listener.accept());
            }
        } catch (IOException closed) {
            // The end of the listener is the end of this thread.
            return;
        }
    }

    Target target(String route) {
        return new Target(route, false, "127.0.0.1", listener.getLocalPort(), "/", Duration.ofSeconds(10));
    }

    /** Waits for the next connection, and keeps it waiting. */
    Socket next() throws InterruptedException {
        @Nullable Socket socket = waiting.poll(20, TimeUnit.SECONDS);
        if (socket == null) {
            throw new AssertionError("nobody connects");
        }
        return socket;
    }

    /** Whether another connection is there. */
    boolean hasMore() {
        return !waiting.isEmpty();
    }

    static void answer(Socket socket) throws IOException {
        socket.getInputStream().read(new byte[4096]);
        socket.getOutputStream().write(ANSWER);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : waiting) {
            socket.close();
        }
    }
}
