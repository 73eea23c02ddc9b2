package io.breakwater.contract;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A downstream on 127.0.0.1 that does with the bare connection what it likes once it has read the head of a request, and
 * takes one request a connection: for what is decided before a body has come. Thread-safe.
 */
final class BareDownstream implements AutoCloseable {

    /** What it does with a connection, which is closed afterwards. */
    interface Manner {
        /** Does it; {@code in} is at the body's first byte. */
        void meet(Socket socket, InputStream in) throws IOException;
    }

    private final ServerSocket door;
    private final Manner manner;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();

    private BareDownstream(ServerSocket door, Manner manner) {
        this.door = door;
        this.manner = manner;
    }

    /** Starts one on a free port. */
    static BareDownstream start(Manner manner) {
        try {
            BareDownstream downstream =
                    new BareDownstream(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), manner);
            runOnDaemon(downstream::takeAll);
            return downstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void runOnDaemon(Runnable task) {
        Thread thread = new Thread(task, "bare-downstream");
        thread.setDaemon(true);
        thread.start();
    }

    /** {@code http://127.0.0.1:port}, without a slash at the end. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** Requests whose head has come. */
    int requests() {
        return requests.get();
    }

    private void takeAll() {
        while (!door.isClosed()) {
            takeNext();
        }
    }

    private void takeNext() {
        try {
            Socket socket = door.accept();
            open.add(socket);
            runOnDaemon(() -> take(socket));
        } catch (IOException e) {
            // Closed while we waited.
            return;
        }
    }

    private void take(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            readHead(in);
            requests.incrementAndGet();
            manner.meet(socket, in);
        } catch (IOException e) {
            // The other side has left, or the test is over.
            return;
        } finally {
            open.remove(socket);
        }
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            byte[] next = in.readNBytes(1);
            if (next.length == 0) {
                throw new EOFException("no head of a request");
            }
            head.append(new String(next, StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
