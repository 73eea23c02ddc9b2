package io.breakwater.internal.observe;

import io.breakwater.fault.Fault;
import io.breakwater.internal.log.Logs;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Groups failures into incidents: an incident opens with a route's first failure and closes with the first success after a
 * quiet period. Logs a WARN when an incident opens and an INFO when it closes. Thread-safe; a success on a healthy route
 * costs one look-up and one volatile read.
 */
final class Incidents implements ExchangeListener {

    /** The kind of an incident, known when it is over. */
    enum Kind {
        TEMPORARY,
        INTERMITTENT,
        PERSISTENT
    }

    static final Duration QUIET = Duration.ofMinutes(1);
    static final Duration PERSISTENT_AFTER = Duration.ofMinutes(30);
    /** Incidents of one route that begin within this time of each other count as intermittent. */
    static final Duration WINDOW = Duration.ofMinutes(30);

    private static final int SEVERAL = 3;
    private static final Logger LOG = Logs.ofIncidents("io.breakwater.incident");

    private final LongSupplier nanoTime;
    private final Map<String, RouteIncidents> routes = new ConcurrentHashMap<>();

    Incidents(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void exchangeEnded(ExchangeReport report) {
        if (report.fault().isPresent()) {
            if (report.fault().get() != Fault.CLIENT_GONE) {
                routes.computeIfAbsent(report.route(), RouteIncidents::new)
                        .failed(report.fault().get(), report.correlationId(), nanoTime.getAsLong());
            }
        } else if (report.cause().isEmpty()) {
            succeeded(report.route());
        }
    }

    /** Forgets the incidents of other routes, which no success would close. */
    void retainRoutes(Set<String> names) {
        routes.keySet().retainAll(names);
    }

    /** Records a success that needs no report. */
    void succeeded(String route) {
        RouteIncidents incidents = routes.get(route);
        if (incidents != null && incidents.open != null) {
            incidents.succeeded(nanoTime.getAsLong());
        }
    }

    private static final class RouteIncidents {
        private final String route;
        private final Deque<Long> starts = new ArrayDeque<>();
        private volatile @Nullable Incident open;

        RouteIncidents(String route) {
            this.route = route;
        }

        synchronized void failed(Fault fault, String correlationId, long now) {
            Incident incident = open;
            if (incident == null) {
                starts.removeIf(start -> now - start > WINDOW.toNanos());
                starts.add(now);
                open = new Incident(now, now, 1);
                LOG.warn(
                        "incident opened route={} fault={} correlationId={} check=\"{}\"",
                        route,
                        fault.token(),
                        correlationId,
                        fault.operatorSentence());
            } else {
                open = new Incident(incident.startNanos, now, incident.failures + 1);
            }
        }

        synchronized void succeeded(long now) {
            Incident incident = open;
            if (incident == null || now - incident.lastFailureNanos < QUIET.toNanos()) {
                return;
            }
            open = null;
            LOG.info(
                    "incident closed route={} kind={} durationMs={} failures={}",
                    route,
                    kind(incident).name().toLowerCase(Locale.ROOT),
                    Duration.ofNanos(incident.lastFailureNanos - incident.startNanos)
                            .toMillis(),
                    incident.failures);
        }

        private Kind kind(Incident incident) {
            if (incident.lastFailureNanos - incident.startNanos > PERSISTENT_AFTER.toNanos()) {
                return Kind.PERSISTENT;
            }
            return starts.size() >= SEVERAL ? Kind.INTERMITTENT : Kind.TEMPORARY;
        }
    }

    private record Incident(long startNanos, long lastFailureNanos, long failures) {}
}
