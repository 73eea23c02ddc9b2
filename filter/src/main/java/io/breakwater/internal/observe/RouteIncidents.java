package io.breakwater.internal.observe;

import io.breakwater.fault.Fault;
import io.breakwater.observe.Incident;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The incidents of one route, of which one at a time is open. Thread-safe: changes take a lock, and are told of while it is held,
 * so that they are told in their order; to read takes none.
 */
final class RouteIncidents {

    static final Duration QUIET = Duration.ofMinutes(1);
    static final Duration PERSISTENT_AFTER = Duration.ofMinutes(30);
    /** Incidents of one route that begin within this time of each other count as intermittent. */
    static final Duration WINDOW = Duration.ofMinutes(30);

    private static final int SEVERAL = 3;

    private final String route;
    private final InstantSource clock;
    private final Consumer<Incident> opened;
    private final Deque<Long> starts = new ArrayDeque<>();
    private volatile @Nullable Course open;

    /**
     * The course of an incident so far. Immutable.
     *
     * @param startNanos when it opened
     * @param lastNanos when the last failure came
     * @param now the incident as it stands
     */
    private record Course(long startNanos, long lastNanos, Incident now) {}

    /** @param opened hears of each incident that opens */
    RouteIncidents(String route, InstantSource clock, Consumer<Incident> opened) {
        this.route = route;
        this.clock = clock;
        this.opened = opened;
    }

    String route() {
        return route;
    }

    boolean isOpen() {
        return open != null;
    }

    /** Returns the open incident as it stands; empty for none. */
    Optional<Incident> current() {
        return Optional.ofNullable(open).map(Course::now);
    }

    /**
     * @param injected whether somebody has injected the failure
     * @param changed hears of the incident when it has become another kind, or when its first failure has come that was not injected
     */
    synchronized void failed(
            Fault fault, String correlationId, boolean injected, long now, Consumer<Incident> changed) {
        Course course = open;
        if (course == null) {
            starts.removeIf(start -> now - start > WINDOW.toNanos());
            starts.add(now);
            Instant time = clock.instant();
            Incident incident = new Incident(
                    route,
                    time,
                    starts.size() >= SEVERAL ? Incident.Kind.INTERMITTENT : Incident.Kind.TEMPORARY,
                    time,
                    Optional.empty(),
                    1,
                    0,
                    Map.of(fault, 1L),
                    correlationId,
                    correlationId,
                    injected);
            open = new Course(now, now, incident);
            opened.accept(incident);
            return;
        }
        Incident before = course.now;
        Incident after = failedAgain(course, fault, correlationId, injected, now);
        open = new Course(course.startNanos, now, after);
        if (after.kind() != before.kind() || after.injected() != before.injected()) {
            changed.accept(after);
        }
    }

    private static Incident failedAgain(Course course, Fault fault, String correlationId, boolean injected, long now) {
        Incident before = course.now;
        Map<Fault, Long> faults = new EnumMap<>(before.faults());
        faults.merge(fault, 1L, Long::sum);
        return new Incident(
                before.route(),
                before.opened(),
                now - course.startNanos > PERSISTENT_AFTER.toNanos() ? Incident.Kind.PERSISTENT : before.kind(),
                before.opened().plusNanos(now - course.startNanos),
                Optional.empty(),
                before.failed() + 1,
                before.saved(),
                faults,
                before.firstCorrelationId(),
                correlationId,
                before.injected() && injected);
    }

    /**
     * @param saved whether a retry has saved the exchange
     * @param closed hears of the incident when it has closed
     */
    synchronized void succeeded(boolean saved, long now, Consumer<Incident> closed) {
        Course course = open;
        if (course == null) {
            return;
        }
        boolean over = now - course.lastNanos >= QUIET.toNanos();
        if (saved || over) {
            Incident before = course.now;
            Incident after = with(before, before.saved() + (saved ? 1 : 0), before.closed());
            open = new Course(course.startNanos, course.lastNanos, after);
        }
        if (over) {
            end(now, closed);
        }
    }

    /** Closes the incident, if one is open. */
    synchronized void end(long now, Consumer<Incident> closed) {
        Course course = open;
        if (course == null) {
            return;
        }
        open = null;
        Incident last = course.now;
        closed.accept(with(last, last.saved(), Optional.of(last.opened().plusNanos(now - course.startNanos))));
    }

    private static Incident with(Incident incident, long saved, Optional<Instant> closed) {
        return new Incident(
                incident.route(),
                incident.opened(),
                incident.kind(),
                incident.lastFailure(),
                closed,
                incident.failed(),
                saved,
                incident.faults(),
                incident.firstCorrelationId(),
                incident.lastCorrelationId(),
                incident.injected());
    }
}
