package io.breakwater.downstream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One request on its connection, and what a {@link Behaviour} can do to it. For one thread. */
public final class Call {
    private final ReceivedRequest request;
    private final Connection connection;
    private final Scene scene;
    private boolean ended;

    Call(ReceivedRequest request, Connection connection, Scene scene) {
        this.request = request;
        this.connection = connection;
        this.scene = scene;
    }

    /** What the client sent. */
    public ReceivedRequest request() {
        return request;
    }

    /** Whether the client asked that this be the last request of its connection. */
    public boolean lastByRequest() {
        return request.headers().lists("Connection", "close");
    }

    /** Sends these bytes now, as they are. */
    public void send(byte[] bytes) throws IOException {
        connection.send(bytes);
    }

    /** Sends this text now, one byte a character. */
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Ends the connection in good order (FIN). */
    public void close() throws IOException {
        ended = true;
        connection.close();
    }

    /** Ends the connection the hard way (RST). */
    public void reset() throws IOException {
        ended = true;
        connection.reset();
    }

    /**
     * Waits while the client stays and the behaviour is in force.
     *
     * @throws IOException when either ends before the time is over
     */
    public void pause(Duration duration) throws IOException {
        connection.pause(duration, scene);
    }

    /** Keeps the client waiting until it leaves or the behaviour is replaced, then ends the connection. */
    public void hold() throws IOException {
        ended = true;
        connection.hold(scene);
    }

    /** What a behaviour does that waits by reading; the end of the scene ends the connection under it. */
    @FunctionalInterface
    interface Reading {
        void run() throws IOException;
    }

    void endsWithScene(Reading reading) throws IOException {
        connection.within(scene, reading);
    }

    /** What the client sends after its request. */
    InputStream in() {
        return connection.in();
    }

    /** One more request has come on this connection, which does not end where HTTP/1.1 says. */
    void arrived() {
        connection.arrived(request.path());
    }

    /** Ends the connection in good order, and lets the client send what it is sending. */
    void finish() throws IOException {
        ended = true;
        connection.finish();
    }

    void serve() throws IOException {
        scene.behaviour().serve(this);
    }

    boolean replaced() {
        return scene.over();
    }

    boolean ended() {
        return ended;
    }
}
