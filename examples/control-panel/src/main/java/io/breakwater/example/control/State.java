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
            Map<String, String> injected,
            Figures figures) {
        return Map.of(
                "app", app,
                "console", console,
                "faults",
                        Stream.of(Fault.values())
                                .filter(fault -> fault != Fault.DOWNSTREAM_STATUS && fault != Fault.CLIENT_GONE)
                                .map(Fault::token)
                                .toList(),
                "modes", Stream.of(Mode.values()).map(State::mode).toList(),
                "services",
                        Stream.of(Service.values())
                                .map(service -> service(service, services, routes, closed, injected, figures))
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
            Service service,
            Services services,
            List<RouteStatus> routes,
            Set<String> closed,
            Map<String, String> injected,
            Figures figures) {
        return Map.ofEntries(
                Map.entry("id", service.id()),
                Map.entry("label", service.label()),
                Map.entry("path", service.path()),
                Map.entry("exportPath", service.exportPath()),
                Map.entry("mode", services.mode(service).id()),
                Map.entry("breaker", breaker(service, routes)),
                Map.entry("maintenance", closed.contains(service.id())),
                Map.entry("injected", injected.getOrDefault(service.id(), "")),
                Map.entry("answers", figures.answers(service.id())),
                Map.entry("attempts", figures.attempts(service.id())),
                Map.entry("reached", services.downstream(service).requests()));
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
                "injected", report.injected(),
                "ending", report.ending().name().toLowerCase(Locale.ROOT),
                "attempts", report.attempts(),
                "millis", report.elapsed().toMillis());
    }
}
