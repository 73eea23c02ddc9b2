package io.breakwater.downstream;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * One client connection: request after request, each handed to the behaviour in force. Runs on a thread of its own, which
 * spends its waits in reads, so that the client's leaving and a close from another thread both wake it.
 */
final class Connection implements Runnable {
    private final int number;
    private final Socket socket;
    private final Supplier<Script> script;
    private final Ledger ledger;
    private final InputStream in;
    private volatile boolean idle = true;

    Connection(int number, Socket socket, Supplier<Script> script, Ledger ledger) throws IOException {
        this.number = number;
        this.socket = socket;
        this.script = script;
        this.ledger = ledger;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    @Override
    public void run() {
        try (socket) {
            // Here, not where it was accepted: with some kernels it fails on a client that has reset already.
            socket.setTcpNoDelay(true);
            Scene general = script.get().general();
            if (general.behaviour().door() == Door.OPEN) {
                serveAll();
            } else {
                turnAway(general);
            }
        } catch (IOException e) {
            // A client that left, or our own socket closed under us: both are what this server is for.
            return;
        }
    }

    private void serveAll() throws IOException {
        RequestReader reader = new RequestReader(in);
        boolean more = awaitRequest();
        while (more) {
            Call call = nextCall(reader);
            serve(call);
            more = !call.ended() && !call.lastByRequest() && awaitRequest();
        }
    }

    private void serve(Call call) throws IOException {
        try {
            call.serve();
        } catch (IOException e) {
            if (!call.replaced() && !socket.isClosed()) {
                ledger.abandoned();
            }
            throw e;
        }
    }

    private boolean awaitRequest() throws IOException {
        idle = true;
        in.mark(1);
        boolean present = in.read() >= 0;
        in.reset();
        idle = false;
        return present;
    }

    private Call nextCall(RequestReader reader) throws IOException {
        RequestReader.Head head = reader.head();
        String path = ReceivedRequest.pathOf(head.target());
        if (!Http2.isPreface(head.method())) {
            ledger.requestBegan(path);
        }
        if (head.headers().lists("Expect", "100-continue")) {
            send("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        Scene scene = script.get().at(path);
        RequestReader.Body body =
                scene.behaviour().interruptsUpload() ? RequestReader.Body.unread() : reader.body(head.headers());
        ReceivedRequest request = new ReceivedRequest(
                number, head.method(), head.target(), head.headers(), body.kept(), body.length(), body.whole());
        ledger.requestEnded(request);
        return new Call(request, this, scene);
    }

    /**
     * Ends a connection that the door does not let in. What the client sends is read and dropped, for a socket closed with
     * bytes unread sends RST where a FIN is meant.
     */
    private void turnAway(Scene scene) throws IOException {
        if (scene.behaviour().door() == Door.SHUT) {
            reset();
            return;
        }
        within(scene, this::finish);
    }

    /** Ends our side; what the client still sends is read and dropped. */
    void finish() throws IOException {
        socket.shutdownOutput();
        in.transferTo(OutputStream.nullOutputStream());
    }

    /** Does that; the end of the scene ends the connection under it. */
    void within(Scene scene, Call.Reading reading) throws IOException {
        scene.enter(socket);
        try {
            reading.run();
        } finally {
            scene.leave(socket);
        }
    }

    InputStream in() {
        return in;
    }

    void arrived(String path) {
        ledger.requestBegan(path);
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void close() throws IOException {
        socket.shutdownOutput();
        socket.close();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends the connection unless a request is under way on it. */
    void closeIfIdle() throws IOException {
        if (idle) {
            socket.close();
        }
    }

    void closeNow() throws IOException {
        socket.close();
    }

    void pause(Duration duration, Scene scene) throws IOException {
        try {
            awaitChange((int) Math.max(1, duration.toMillis()), scene);
        } catch (SocketTimeoutException e) {
            // Time is over and everybody is still here: what a pause hopes for.
            return;
        }
    }

    void hold(Scene scene) throws IOException {
        awaitChange(0, scene);
    }

    /** Reads, although the client has nothing to say: the read ends when it leaves or when the scene is over. */
    private void awaitChange(int timeoutMillis, Scene scene) throws IOException {
        scene.enter(socket);
        try {
            socket.setSoTimeout(timeoutMillis);
            in.mark(1);
            if (in.read() >= 0) {
                throw new IllegalStateException(
                        "the client pipelines, and a wait can't tell its leaving from its next request");
            }
            throw new EOFException("the client left");
        } finally {
            scene.leave(socket);
            if (!socket.isClosed()) {
                socket.setSoTimeout(0);
            }
        }
    }
}
