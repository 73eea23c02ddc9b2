package io.breakwater.example.control;

import io.breakwater.example.downstreams.Mode;
import io.breakwater.example.downstreams.Service;
import io.breakwater.example.downstreams.Services;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.RouteStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All that the front page shows, as it goes into JSON. */
final class State {
    private static final int EXCHANGES_SHOWN = 12;

    private State() {}

    static Map<String, Object> of(
            String app,
            String console,
            Services services,
            List<RouteStatus> routes,
            Set<String> closed,
            Figures figures) {
        return Map.of(
                "app", app,
                "console", console,
                "modes", Stream.of(Mode.values()).map(State::mode).toList(),
                "services",
                        Stream.of(Service.values())
                                .map(service -> service(service, services, routes, closed, figures))
                                .toList(),
                "exchanges",
                        figures.latest(EXCHANGES_SHOWN).stream()
                                .map(State::exchange)
                                .toList());
    }

    private static Map<String, Object> mode(Mode mode) {
        return Map.of("id", mode.id(), "label", mode.label(), "hint", mode.hint());
    }

    private static Map<String, Object> service(
            Service service, Services services, List<RouteStatus> routes, Set<String> closed, Figures figures) {
        return Map.of(
                "id", service.id(),
                "label", service.label(),
                "path", service.path(),
                "exportPath", service.exportPath(),
                "mode", services.mode(service).id(),
                "breaker", breaker(service, routes),
                "maintenance", closed.contains(service.id()),
                "answers", figures.answers(service.id()),
                "attempts", figures.attempts(service.id()),
                "reached", services.downstream(service).requests());
    }

    private static String breaker(Service service, List<RouteStatus> routes) {
        return routes.stream()
                .filter(route -> route.route().equals(service.id()))
                .map(RouteStatus::breakerState)
                .findFirst()
                .orElse("DISABLED");
    }

    private static Map<String, Object> exchange(ExchangeReport report) {
        return Map.of(
                "id", report.correlationId(),
                "method", report.method(),
                "path", report.path(),
                "answer", Figures.answer(report),
                "fault", report.fault().map(Fault::token).orElse(""),
                "ending", report.ending().name().toLowerCase(Locale.ROOT),
                "attempts", report.attempts(),
                "millis", report.elapsed().toMillis());
    }
}
