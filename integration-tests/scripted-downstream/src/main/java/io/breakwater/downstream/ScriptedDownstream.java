package io.breakwater.downstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP/1.1 server, by {@link Http2} one of HTTP/2, on 127.0.0.1 that behaves as scripted and counts what really reached it. It answers 200 until told
 * otherwise. Thread-safe; behaviours can be changed while requests are under way.
 *
 * <pre>{@code
 * try (ScriptedDownstream downstream = ScriptedDownstream.start()) {
 *     downstream.behave(Answer.ok("calm"));
 *     downstream.on("/api/orders", new Silence());
 *     // ... drive the app ...
 *     assertThat(downstream.requests("/api/orders")).isEqualTo(1);
 * }
 * }</pre>
 */
public final class ScriptedDownstream implements AutoCloseable {
    private final Ledger ledger = new Ledger();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private final Port port;
    private final Optional<SSLContext> tls;
    private volatile Script script = new Script(new Scene(Answer.ok("")), Map.of());

    private ScriptedDownstream(int number, Optional<SSLContext> tls) throws IOException {
        this.tls = tls;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "downstream-connection");
            thread.setDaemon(true);
            return thread;
        });
        this.port = new Port(number, this::take);
    }

    /** Starts one on a free port. */
    public static ScriptedDownstream start() {
        return start(0);
    }

    /** Starts one on that port, for a demo whose reader types it; 0 for a free one. */
    public static ScriptedDownstream start(int port) {
        return start(port, Optional.empty());
    }

    /** Starts one on a free port that speaks TLS, and in it HTTP/2 where the client knows it. */
    public static ScriptedDownstream startSecure(SSLContext tls) {
        return start(0, Optional.of(tls));
    }

    private static ScriptedDownstream start(int port, Optional<SSLContext> tls) {
        try {
            return new ScriptedDownstream(port, tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port, the same through {@link Refuse} and back. */
    public int port() {
        return port.number();
    }

    /** {@code http://127.0.0.1:port}, or {@code https}, without a slash at the end. */
    public URI uri() {
        return URI.create((tls.isPresent() ? "https" : "http") + "://127.0.0.1:" + port());
    }

    /**
     * From now on every path without a behaviour of its own meets this one. Whoever waits in the one before is freed at
     * once, by the end of its connection.
     */
    public synchronized void behave(Behaviour behaviour) {
        Scene before = script.general();
        script = script.with(new Scene(behaviour));
        try {
            move(behaviour.door());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        before.end();
    }

    /**
     * From now on that path and everything below it meets this behaviour; the longest prefix wins. Whoever waits in the one
     * before is freed at once.
     *
     * @throws IllegalArgumentException for {@link Refuse} and {@link CloseUnread}: no path is known when they act
     */
    public synchronized void on(String pathPrefix, Behaviour behaviour) {
        if (behaviour.door() != Door.OPEN) {
            throw new IllegalArgumentException(behaviour
                    + " acts before a path is known: use behave(..) instead of on(\"" + pathPrefix + "\", ..)");
        }
        replace(pathPrefix, Optional.of(new Scene(behaviour)));
    }

    /** That prefix has no behaviour of its own any more. */
    public synchronized void off(String pathPrefix) {
        replace(pathPrefix, Optional.empty());
    }

    private void replace(String pathPrefix, Optional<Scene> scene) {
        Optional<Scene> before = Optional.ofNullable(script.byPrefix().get(pathPrefix));
        script = script.with(pathPrefix, scene);
        before.ifPresent(Scene::end);
    }

    /** Connections taken since the start or the last {@link #forget}. */
    public int connections() {
        return ledger.connections();
    }

    /** Requests whose head arrived, on any path. */
    public int requests() {
        return ledger.requests();
    }

    /** Requests whose head arrived for that path or one below it. */
    public int requests(String pathPrefix) {
        return ledger.requests(pathPrefix);
    }

    /** How often a client left before it had all that the behaviour had for it. */
    public int timesAbandoned() {
        return ledger.timesAbandoned();
    }

    /** The latest requests, oldest first, at most 256; each is here before it is answered. */
    public List<ReceivedRequest> received() {
        return ledger.received();
    }

    /** Sets the counts to zero and drops the requests; behaviours and connections stay. */
    public void forget() {
        ledger.reset();
    }

    /** Ends every connection, waiting or not, and every thread. */
    @Override
    public synchronized void close() {
        try {
            port.close();
            threads.shutdown();
            for (Connection connection : connections) {
                connection.closeNow();
            }
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a connection of the downstream does not end: " + connections);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void move(Door door) throws IOException {
        if (door == Door.SHUT) {
            port.shut();
        } else {
            port.open();
        }
        if (door != Door.OPEN) {
            // A pooled connection would still be served, and a client that has one would never notice the door.
            for (Connection connection : connections) {
                connection.closeIfIdle();
            }
        }
    }

    private static Socket secured(SSLContext tls, Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true);
        socket.setUseClientMode(false);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        socket.setSSLParameters(parameters);
        return socket;
    }

    private void take(Socket plain) {
        try {
            Socket socket = tls.isPresent() ? secured(tls.get(), plain) : plain;
            Connection connection = new Connection(ledger.connected(), socket, () -> script, ledger);
            connections.add(connection);
            threads.execute(() -> {
                try {
                    connection.run();
                } finally {
                    connections.remove(connection);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
