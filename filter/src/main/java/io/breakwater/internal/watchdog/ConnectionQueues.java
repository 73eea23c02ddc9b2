package io.breakwater.internal.watchdog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets no more than a few deliveries on one connection be carried out at once; the others of it wait here, in the order in which
 * they came. A connection of HTTP/2 brings a hundred and more, and a client that takes none of them must not get a thread for each.
 *
 * <p>Thread-safe.
 */
final class ConnectionQueues {

    /** Enough for a proxy's connection, on which some of many visitors have gone. */
    private static final int AT_ONCE = 4;

    private static final class Lane {
        int underWay;
        final Deque<Delivery> waiting = new ArrayDeque<>();
    }

    private final Map<String, Lane> lanes = new HashMap<>();

    /** Whether it may be carried out at once; otherwise it waits until {@link #leave} gives it back. */
    boolean enter(Delivery delivery, Optional<String> connection) {
        return connection.isEmpty() || enter(delivery, connection.get());
    }

    private synchronized boolean enter(Delivery delivery, String connection) {
        Lane lane = lanes.computeIfAbsent(connection, key -> new Lane());
        if (lane.underWay == AT_ONCE) {
            lane.waiting.add(delivery);
            return false;
        }
        lane.underWay++;
        return true;
    }

    /** One has been carried out; gives back the one whose turn has come. */
    Optional<Delivery> leave(Optional<String> connection) {
        return connection.isEmpty() ? Optional.empty() : leave(connection.get());
    }

    private synchronized Optional<Delivery> leave(String connection) {
        Lane lane = lanes.get(connection);
        if (lane == null) {
            return Optional.empty();
        }
        Optional<Delivery> next = Optional.ofNullable(lane.waiting.poll());
        if (next.isEmpty() && --lane.underWay == 0) {
            lanes.remove(connection);
        }
        return next;
    }
}
