package io.breakwater.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;

/** A server on loopback that gets one thing about TLS wrong. */
final class TlsServer implements AutoCloseable {

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private final TlsFailure trouble;
    private final HandshakeCertificates shown;
    private final ServerSocket listener;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    TlsServer(TlsFailure trouble, Authority trusted) {
        this.trouble = trouble;
        this.shown = shown(trouble, trusted);
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread acceptor = new Thread(this::acceptAll, "tls-" + trouble);
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private static HandshakeCertificates shown(TlsFailure trouble, Authority trusted) {
        return switch (trouble) {
            case EXPIRED -> trusted.expired();
            case WRONG_HOST -> trusted.wrongHost();
            case UNKNOWN_CA -> new Authority().server();
            default -> trusted.server();
        };
    }

    URI uri() {
        return URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                Thread server = new Thread(() -> serve(socket), "tls-" + trouble + "-connection");
                server.setDaemon(true);
                server.start();
            }
        } catch (IOException closed) {
            // The end of the listener is the end of this thread.
            open.forEach(TlsServer::end);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            switch (trouble) {
                case STALL -> drain(socket);
                case FIN -> socket.getInputStream().read(new byte[1 << 14]);
                case NOT_TLS -> answer(socket);
                default -> serveTls(socket);
            }
        } catch (IOException expected) {
            // The client does not like what it sees, which is what this server is for.
        }
    }

    private void serveTls(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) shown.sslContext().getSocketFactory().createSocket(plain, null, false);
        socket.setUseClientMode(false);
        boolean demands = trouble == TlsFailure.CLIENT_CERTIFICATE || trouble == TlsFailure.CLIENT_CERTIFICATE_12;
        socket.setNeedClientAuth(demands);
        if (trouble == TlsFailure.CLIENT_CERTIFICATE_12 || trouble == TlsFailure.NO_CIPHER) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        }
        if (trouble == TlsFailure.NO_CIPHER) {
            // For an RSA key, and the certificate has an elliptic one.
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
        }
        try {
            socket.startHandshake();
            answer(socket);
        } catch (SSLException alerted) {
            // What the client still sends is read, or a reset would overtake the alert.
            plain.shutdownOutput();
            drain(plain);
        }
    }

    private static void answer(Socket socket) throws IOException {
        socket.getInputStream().read(new byte[1 << 14]);
        socket.getOutputStream().write(ANSWER);
        socket.getOutputStream().flush();
    }

    private static void drain(Socket socket) throws IOException {
        socket.getInputStream().readAllBytes();
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
