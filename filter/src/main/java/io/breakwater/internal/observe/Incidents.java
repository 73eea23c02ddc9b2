package io.breakwater.internal.observe;

import io.breakwater.fault.Fault;
import io.breakwater.internal.log.Logs;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.Incident;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * Groups failures into incidents: an incident opens with a route's first failure and closes with the first success after a
 * quiet period. Logs an event, and tells the listeners, when an incident opens, becomes another kind, and closes. What an
 * incident is stands here and nowhere else. Thread-safe; a success on a healthy route costs one look-up and one volatile read.
 */
final class Incidents implements ExchangeListener {

    private static final Logger LOG = Logs.ofIncidents("io.breakwater.incident");

    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final Consumer<Consumer<ExchangeListener>> listeners;
    private final Map<String, RouteIncidents> routes = new ConcurrentHashMap<>();

    /**
     * @param nanoTime the time source
     * @param clock the time of day
     * @param listeners passes news to each listener that is to hear of incidents
     */
    Incidents(LongSupplier nanoTime, InstantSource clock, Consumer<Consumer<ExchangeListener>> listeners) {
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.listeners = listeners;
    }

    @Override
    public void exchangeEnded(ExchangeReport report) {
        if (report.maintenance()) {
            return;
        }
        if (report.fault().isPresent()) {
            if (report.fault().get() != Fault.CLIENT_GONE) {
                routes.computeIfAbsent(report.route(), route -> new RouteIncidents(route, clock, this::opened))
                        .failed(
                                report.fault().get(),
                                report.correlationId(),
                                report.injected(),
                                nanoTime.getAsLong(),
                                this::changed);
            }
        } else if (report.cause().isEmpty() && !report.injected()) {
            succeeded(report.route(), report.attempts() > 1);
        }
    }

    /** Records a success at the first attempt, which needs no report. */
    void succeeded(String route) {
        succeeded(route, false);
    }

    private void succeeded(String route, boolean saved) {
        RouteIncidents incidents = routes.get(route);
        if (incidents != null && incidents.isOpen()) {
            incidents.succeeded(saved, nanoTime.getAsLong(), this::closed);
        }
    }

    /** Closes and forgets the incidents of other routes, which no success would close. */
    void retainRoutes(Set<String> names) {
        routes.values().removeIf(incidents -> {
            boolean gone = !names.contains(incidents.route());
            if (gone) {
                incidents.end(nanoTime.getAsLong(), this::closed);
            }
            return gone;
        });
    }

    /** Returns the open incidents as they stand. Takes no lock. */
    List<Incident> open() {
        return routes.values().stream()
                .flatMap(incidents -> incidents.current().stream())
                .toList();
    }

    private void opened(Incident incident) {
        Fault fault = incident.faults().keySet().iterator().next();
        LOG.warn(
                "incident opened route={} fault={} correlationId={} kind={} check=\"{}\"{}",
                incident.route(),
                fault.token(),
                incident.firstCorrelationId(),
                word(incident.kind()),
                fault.operatorSentence(),
                injected(incident));
        listeners.accept(listener -> listener.incidentOpened(incident));
    }

    private void changed(Incident incident) {
        LOG.warn("incident changed {}", summary(incident));
        listeners.accept(listener -> listener.incidentChanged(incident));
    }

    private void closed(Incident incident) {
        LOG.info("incident closed {}", summary(incident));
        listeners.accept(listener -> listener.incidentClosed(incident));
    }

    private static String summary(Incident incident) {
        return "route=" + incident.route()
                + " kind=" + word(incident.kind())
                + " durationMs=" + incident.duration().toMillis()
                + " failures=" + incident.failed()
                + " saved=" + incident.saved()
                + " faults=" + faults(incident)
                + " firstCorrelationId=" + incident.firstCorrelationId()
                + " lastCorrelationId=" + incident.lastCorrelationId()
                + injected(incident);
    }

    private static String injected(Incident incident) {
        return incident.injected() ? " injected=true" : "";
    }

    private static String faults(Incident incident) {
        return incident.faultsByCount().stream()
                .map(entry -> entry.getKey().token() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    private static String word(Incident.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
