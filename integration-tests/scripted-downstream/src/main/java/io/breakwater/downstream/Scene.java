package io.breakwater.downstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A behaviour for as long as it is in force, and the sockets that wait in it. Thread-safe. */
final class Scene {
    private final Behaviour behaviour;
    private final Set<Socket> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    Scene(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    boolean over() {
        return over;
    }

    /** Marks the socket as waiting. Added first and checked second, {@link #end} the other way round: none slips through. */
    void enter(Socket socket) throws IOException {
        waiting.add(socket);
        if (over) {
            socket.close();
        }
    }

    void leave(Socket socket) {
        waiting.remove(socket);
    }

    /** Frees whoever waits: closing the socket wakes the thread that reads from it. */
    void end() {
        over = true;
        for (Socket socket : waiting) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
