package io.breakwater.downstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.function.Consumer;

/**
 * A loopback port that can be listened on, shut and opened again. A bound socket that does not listen keeps it all the while, beside the
 * one that listens: when that is closed connects are refused, and there is no moment at which another process, or a connect's own
 * ephemeral port, could take it. Not thread-safe.
 */
final class Port implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final Consumer<Socket> taken;
    private final InetSocketAddress address;
    private ServerSocket listener;
    private Thread acceptor;
    private Socket placeholder;

    /**
     * Listens at once.
     *
     * @param number the port, 0 for a free one
     * @param taken is given each connection, on the accepting thread
     */
    Port(int number, Consumer<Socket> taken) throws IOException {
        this.taken = taken;
        this.placeholder = hold(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), number));
        this.address = (InetSocketAddress) placeholder.getLocalSocketAddress();
        this.listener = listen();
        this.acceptor = start(listener);
    }

    int number() {
        return address.getPort();
    }

    void shut() throws IOException {
        if (!listener.isClosed()) {
            stopListening();
            if (placeholder.isClosed()) {
                placeholder = hold(address);
            }
        }
    }

    void open() throws IOException {
        if (listener.isClosed()) {
            listener = listen();
            acceptor = start(listener);
        }
    }

    @Override
    public void close() throws IOException {
        stopListening();
        placeholder.close();
    }

    private void stopListening() throws IOException {
        listener.close();
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Socket hold(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.setReuseAddress(true);
        socket.bind(address);
        return socket;
    }

    private ServerSocket listen() throws IOException {
        try {
            return bind(address);
        } catch (BindException e) {
            // Not every system lets two sockets have an address: there the one makes room for the other.
            placeholder.close();
            return bind(address);
        }
    }

    private static ServerSocket bind(InetSocketAddress address) throws IOException {
        ServerSocket socket = new ServerSocket();
        // Connections of the listener before may linger in TIME_WAIT.
        socket.setReuseAddress(true);
        socket.bind(address, BACKLOG);
        return socket;
    }

    private Thread start(ServerSocket socket) {
        Thread thread = new Thread(() -> acceptAll(socket), "downstream-" + address.getPort() + "-accept");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void acceptAll(ServerSocket socket) {
        try {
            while (!socket.isClosed()) {
                taken.accept(socket.accept());
            }
        } catch (SocketException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
