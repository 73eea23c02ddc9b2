package io.breakwater.operations.console;

import io.breakwater.Breakwater;
import io.breakwater.observe.RouteStatus;
import io.breakwater.operations.Operations;
import io.breakwater.operations.diagnosis.Diagnostics;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console: what is wrong, since when and why, for the people who run the app. Map it to a path of its own with {@code /*} at the end,
 * for instance {@code /breakwater/*}; nothing maps it by itself in a web app. Until {@code breakwater.console.token}, {@code
 * breakwater.console.token-file} or {@code breakwater.console.role} is set, only direct connections from this host are let in.
 *
 * <p>Shows the engine of the only {@link io.breakwater.BreakwaterFilter} in the app; where there are several, the init-param {@code filter}
 * names one. Thread-safe.
 */
public final class BreakwaterConsoleServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger("io.breakwater.console");
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:;"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final long MINUTE_MILLIS = 60_000;
    private static final int RETRY_MILLIS = 4_000;
    private static final int LONGEST_ID = 128;
    private static final Resource STYLE = Resource.of("console.css", "text/css");
    private static final Resource SCRIPT = Resource.of("console.js", "text/javascript");

    private final transient Clock clock = Clock.systemUTC();
    private final transient Forgery forgery = new Forgery(clock);
    private final transient AtomicLong refusedAtMillis = new AtomicLong();

    /** For the container. */
    public BreakwaterConsoleServlet() {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        // Not no-referrer: browsers then hide where a form comes from, of this console's own forms too.
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("X-Robots-Tag", "noindex");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        Reply reply = new Reply(request, response);
        Optional<Breakwater> engine = engine();
        Optional<ConsoleSettings> settings = engine.flatMap(found -> found.listener(ConsoleSettings.class));
        Optional<Operations> operations = engine.flatMap(Operations::of);
        Optional<Diagnostics> diagnostics = engine.flatMap(found -> found.listener(Diagnostics.class));
        if (engine.isEmpty() || settings.isEmpty() || operations.isEmpty() || diagnostics.isEmpty()) {
            reply.problem(503, "No filter of this web app has Breakwater's operations with it.");
            return;
        }
        Access.Decision decision = new Access(settings.get()).decide(request);
        if (decision instanceof Access.Closed closed) {
            refuse(closed, request, reply);
        } else if (decision instanceof Access.Open open) {
            Console console = new Console(
                    engine.get(),
                    operations.get(),
                    diagnostics.get(),
                    request.getContextPath() + request.getServletPath(),
                    forgery.valueFor(open.who()),
                    clock.instant());
            serve(console, open, request, reply);
        }
    }

    private Optional<Breakwater> engine() {
        String filter = getInitParameter("filter");
        return filter == null ? Breakwater.of(getServletContext()) : Breakwater.of(getServletContext(), filter);
    }

    private void refuse(Access.Closed closed, HttpServletRequest request, Reply reply) throws IOException {
        long now = clock.millis();
        long last = refusedAtMillis.get();
        // One line a minute, for a scanner asks more often.
        if (now - last >= MINUTE_MILLIS && refusedAtMillis.compareAndSet(last, now)) {
            LOG.warn(
                    "console refused from={} reason=\"{}\"",
                    Words.line(String.valueOf(request.getRemoteAddr())),
                    closed.reason());
        }
        if (closed.asks()) {
            reply.header("WWW-Authenticate", "Basic realm=\"Breakwater console\", charset=\"UTF-8\"");
            reply.problem(
                    401, "This console opens with its token: as the password, beside any name, or as a Bearer token.");
        } else {
            reply.problem(
                    403,
                    "This console is closed. docs/operations/console.md says what opens it; the log says why it is closed.");
        }
    }

    private void serve(Console console, Access.Open who, HttpServletRequest request, Reply reply) throws IOException {
        String query = String.valueOf(request.getQueryString()).toLowerCase(Locale.ROOT);
        if (query.contains("token")) {
            reply.problem(400, "A token does not belong into a URL, which logs keep and browsers remember.");
            return;
        }
        // Compared as it was sent: no other way of writing a path is any of these.
        String path = request.getRequestURI().startsWith(console.base())
                ? request.getRequestURI().substring(console.base().length())
                : "?";
        switch (request.getMethod()) {
            case "GET", "HEAD" -> show(console, path, request, reply);
            case "POST" -> act(console, path, who, request, reply);
            default -> {
                reply.header("Allow", "GET, HEAD, POST");
                reply.problem(405, "This method is not for here.");
            }
        }
    }

    private static void show(Console console, String path, HttpServletRequest request, Reply reply) throws IOException {
        switch (path) {
            case "/console.css" -> reply.resource(STYLE);
            case "/console.js" -> reply.resource(SCRIPT);
            case "/live" -> live(console, request, reply);
            case "", "/" -> reply.page(new OverviewPage(console), console);
            case FleetPage.PATH -> {
                Optional<Page> fleet = FleetPage.of(console);
                if (fleet.isPresent()) {
                    reply.page(fleet.get(), console);
                } else {
                    reply.problem(404, "This replica is in no fleet.");
                }
            }
            case "/settings" -> reply.page(new SettingsPage(console), console);
            case "/search" -> reply.page(new SearchPage(console, id(request)), console);
            case "/route" -> {
                Optional<RouteStatus> route = route(console, request);
                if (route.isPresent()) {
                    reply.page(new RoutePage(console, route.get()), console);
                } else {
                    reply.problem(404, "There is no such route.");
                }
            }
            default -> reply.problem(404, "There is no such page.");
        }
    }

    private static String id(HttpServletRequest request) {
        String id = request.getParameter("id");
        return id == null || id.length() > LONGEST_ID ? "" : id.strip();
    }

    private static Optional<RouteStatus> route(Console console, HttpServletRequest request) {
        String name = request.getParameter("name");
        return console.engine().routes().stream()
                .filter(status -> status.route().equals(name))
                .findFirst();
    }

    /**
     * Sends one event and ends: a browser asks again by itself after the time that the event names, so that no thread waits for a reader
     * and no number of readers is too many.
     */
    private static void live(Console console, HttpServletRequest request, Reply reply) throws IOException {
        Optional<Page> page =
                switch (String.valueOf(request.getParameter("page"))) {
                    case "overview" -> Optional.of(new OverviewPage(console));
                    case "fleet" -> FleetPage.of(console);
                    default -> route(console, request).map(status -> new RoutePage(console, status));
                };
        if (page.isEmpty()) {
            // The only status after which a browser does not ask again (WHATWG HTML, section 9.2.3).
            reply.status(204);
            return;
        }
        Html html = new Html();
        page.get().body(html);
        StringBuilder event = new StringBuilder("retry: ").append(RETRY_MILLIS).append('\n');
        html.toString()
                .lines()
                .forEach(line -> event.append("data: ").append(line).append('\n'));
        reply.send(200, "text/event-stream", event.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    private void act(Console console, String path, Access.Open who, HttpServletRequest request, Reply reply)
            throws IOException {
        Optional<String> doubt = forgery.doubt(request, who);
        if (doubt.isPresent()) {
            LOG.warn(
                    "console action refused who=\"{}\" from={} reason=\"{}\"",
                    Words.line(who.who()),
                    Words.line(String.valueOf(request.getRemoteAddr())),
                    doubt.get());
            reply.problem(403, "This action is refused: " + doubt.get() + ". Load the page again.");
            return;
        }
        switch (path) {
            case "/reload" -> reply.result(Actions.reload(console.engine(), request, who.who()), console.base());
            case "/diagnose" -> reply.result(Actions.diagnose(console, request, who.who()), console.base());
            case "/maintenance" -> reply.result(Maintenances.act(console, request, who.who()), console.base());
            case "/injection" -> reply.result(GameDays.act(console, request, who.who()), console.base());
            case FleetPage.PATH -> reply.result(FleetPage.act(console, request, who.who()), console.base());
            default -> reply.problem(404, "There is no such action.");
        }
    }
}
