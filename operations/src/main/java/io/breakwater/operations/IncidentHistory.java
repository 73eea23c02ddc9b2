package io.breakwater.operations;

import io.breakwater.observe.Incident;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Keeps the last incidents that have closed, and knows those that are open. The engine alone says what an incident is.
 * Thread-safe.
 */
final class IncidentHistory {

    /** So many failures of an incident are kept whatever follows. */
    static final int FIRST_FAILURES = 5;

    private static final Comparator<Incident> NEWEST_FIRST =
            Comparator.comparing(Incident::opened).reversed();

    private int most;
    private final Deque<Incident> closed = new ArrayDeque<>();
    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private volatile Supplier<List<Incident>> live = List::of;

    /** An open incident, and how many of its failures have been kept. */
    private record Open(String id, AtomicInteger kept) {}

    /** What an incident says of a failure on its route. */
    record Place(Optional<String> incident, boolean isFirst) {
        static final Place NONE = new Place(Optional.empty(), false);
    }

    /** @param most how many closed incidents are kept */
    IncidentHistory(int most) {
        this.most = most;
    }

    /** @param incidents returns the open incidents as they stand */
    void follow(Supplier<List<Incident>> incidents) {
        live = incidents;
    }

    void opened(Incident incident) {
        open.put(incident.route(), new Open(incident.id(), new AtomicInteger()));
    }

    void closed(Incident incident) {
        open.remove(incident.route());
        synchronized (closed) {
            closed.addFirst(incident);
            trim();
        }
    }

    /** @param newMost how many closed incidents are kept from now on */
    void limitTo(int newMost) {
        synchronized (closed) {
            most = newMost;
            trim();
        }
    }

    private void trim() {
        while (closed.size() > most) {
            closed.removeLast();
        }
    }

    /** Returns the place of a failure that has just happened on a route. */
    Place placeOf(String route) {
        Open incident = open.get(route);
        if (incident == null) {
            return Place.NONE;
        }
        boolean first = incident.kept.get() < FIRST_FAILURES && incident.kept.getAndIncrement() < FIRST_FAILURES;
        return new Place(Optional.of(incident.id), first);
    }

    /** Returns the ID of the incident that is open on a route. */
    Optional<String> openOn(String route) {
        return Optional.ofNullable(open.get(route)).map(Open::id);
    }

    /** Returns the open incidents, the newest first, and then the closed ones. */
    List<Incident> all() {
        List<Incident> all = new ArrayList<>(open());
        synchronized (closed) {
            all.addAll(closed);
        }
        return all;
    }

    List<Incident> open() {
        return live.get().stream().sorted(NEWEST_FIRST).toList();
    }

    Optional<Incident> find(String id) {
        return all().stream().filter(incident -> incident.id().equals(id)).findFirst();
    }
}
