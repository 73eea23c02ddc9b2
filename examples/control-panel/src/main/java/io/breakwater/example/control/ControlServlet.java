package io.breakwater.example.control;

import io.breakwater.Breakwater;
import io.breakwater.InjectionSwitch;
import io.breakwater.MaintenanceSwitch;
import io.breakwater.example.downstreams.Mode;
import io.breakwater.example.downstreams.Service;
import io.breakwater.example.downstreams.Services;
import io.breakwater.observe.Injection;
import io.breakwater.observe.Maintenance;
import io.breakwater.observe.RouteStatus;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The front page's switches and figures: {@code GET /control/state}, {@code POST /control/mode?service=orders&mode=refused},
 * {@code POST /control/maintenance?service=orders&on=true},
 * {@code POST /control/inject?service=orders&fault=connection_refused}, {@code POST /control/forget}. Stands outside the filter, which it must not change by being used. Any servlet app can have it,
 * at {@code /control/*}, with {@link Services} among its attributes under the name of that class and the files in
 * {@code panel/} on the class path as its front page.
 */
public final class ControlServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final Duration PLANNED_BREAK = Duration.ofHours(2);
    private static final Duration GAME_DAY = Duration.ofMinutes(10);

    /** By its name, for not every app has the jar. */
    private static final String CONSOLE = "io.breakwater.operations.console.BreakwaterConsoleServlet";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"/state".equals(request.getPathInfo())) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Optional<Breakwater> engine = Breakwater.of(getServletContext());
        List<RouteStatus> routes = engine.map(Breakwater::routes).orElse(List.of());
        Set<String> closed = engine.map(found -> found.maintenance().current()).orElse(List.of()).stream()
                .map(Maintenance::route)
                .collect(Collectors.toSet());
        Map<String, String> injected = engine.map(found -> found.injections().current()).orElse(List.of()).stream()
                .collect(Collectors.toMap(
                        Injection::route, injection -> injection.what().getOrDefault("fault", injection.summary())));
        response.setContentType("application/json;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter()
                .write(Json.of(State.of(app(), console(), services(), routes, closed, injected, Figures.heard())));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (String.valueOf(request.getPathInfo())) {
            case "/mode" -> turn(request, response);
            case "/maintenance" -> maintain(request, response);
            case "/inject" -> inject(request, response);
            case "/forget" -> {
                Figures.heard().forget();
                for (Service service : Service.values()) {
                    services().downstream(service).forget();
                }
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private void turn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Service> service = Service.of(String.valueOf(request.getParameter("service")));
        Optional<Mode> mode = Mode.of(String.valueOf(request.getParameter("mode")));
        if (service.isEmpty() || mode.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, "no such service or mode");
            return;
        }
        services().turn(service.get(), mode.get());
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private void maintain(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Service> service = Service.of(String.valueOf(request.getParameter("service")));
        Optional<Breakwater> engine = Breakwater.of(getServletContext());
        if (service.isEmpty() || engine.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, "no such service");
            return;
        }
        Optional<String> route = Optional.of(service.get().id());
        MaintenanceSwitch breaks = engine.get().maintenance();
        if (Boolean.parseBoolean(request.getParameter("on"))) {
            breaks.start(
                    route,
                    Optional.of(Instant.now().plus(PLANNED_BREAK).truncatedTo(ChronoUnit.MINUTES)),
                    "panel",
                    Optional.of("somebody has tried it"));
        } else {
            breaks.end(route, "panel");
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /** Injects a fault for a while, or ends that where none is named. */
    private void inject(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Service> service = Service.of(String.valueOf(request.getParameter("service")));
        Optional<Breakwater> engine = Breakwater.of(getServletContext());
        if (service.isEmpty() || engine.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, "no such service");
            return;
        }
        InjectionSwitch injections = engine.get().injections();
        String fault = String.valueOf(request.getParameter("fault"));
        try {
            if (fault.isEmpty()) {
                injections.end(Optional.of(service.get().id()), "panel");
            } else {
                Map<String, String> what = Map.of(
                        "fault",
                        fault,
                        "confirm",
                        "true",
                        "until",
                        Instant.now()
                                .plus(GAME_DAY)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
                injections.start(service.get().id(), what, "panel", Optional.of("somebody has tried it"));
            }
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } catch (IllegalArgumentException e) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, "no such fault");
        }
    }

    /** The app's display name, which tells one app's panel from another's. */
    private String app() {
        return String.valueOf(getServletContext().getServletContextName());
    }

    /** Where the console is, relative to the front page; empty where the app has mapped none. */
    private String console() {
        return getServletContext().getServletRegistrations().values().stream()
                .filter(servlet -> CONSOLE.equals(servlet.getClassName()))
                .flatMap(servlet -> servlet.getMappings().stream())
                .map(mapping -> mapping.substring(1).replace("*", ""))
                .findFirst()
                .orElse("");
    }

    private Services services() {
        return (Services) getServletContext().getAttribute(Services.class.getName());
    }
}
