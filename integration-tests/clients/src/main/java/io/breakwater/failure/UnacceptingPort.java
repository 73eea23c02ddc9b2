package io.breakwater.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A port whose accept queue is full: a connect is neither taken nor refused. */
final class UnacceptingPort implements AutoCloseable {

    /** More than any backlog of one is rounded up to; on Linux two fill it. */
    private static final int ENOUGH = 64;

    private final ServerSocket listener;
    private final List<Socket> queue = new ArrayList<>();

    UnacceptingPort() {
        try {
            listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            while (fill()) {
                if (queue.size() > ENOUGH) {
                    throw new IllegalStateException("the accept queue does not fill up");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean fill() throws IOException {
        Socket socket = new Socket();
        queue.add(socket);
        try {
            socket.connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), 200);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : queue) {
            socket.close();
        }
        listener.close();
    }
}
