package io.breakwater.fleet;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import io.breakwater.observe.BreakerSteering.Word;
import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.operations.Operations;
import io.breakwater.operations.console.BreakwaterConsoleServlet;
import io.breakwater.operations.console.ConsoleSettings;
import io.breakwater.operations.diagnosis.Diagnostics;
import io.breakwater.operations.replicas.FleetState;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * One replica of an app that asks one downstream, as a process of its own: {@code /app} is guarded, and {@code /control} is for the test,
 * which ends the process by closing its input.
 */
final class ReplicaApp implements ExchangeListener {

    private static final String BROKEN_NETWORK = "http://127.0.0.1:1/";

    private final Fleet fleet = new Fleet();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Breakwater engine;
    private final String downstream;
    private volatile boolean brokenNetwork;
    private volatile long openedAtMillis;
    private volatile long closedAtMillis;
    private volatile int openings;

    private ReplicaApp(String downstream, List<String> settings) {
        this.downstream = downstream;
        Breakwater.Builder builder = Breakwater.builder()
                .listener(fleet)
                .listener(this)
                .listener(new Operations())
                .listener(new ConsoleSettings())
                .listener(new Diagnostics())
                .set("breakwater.routes.orders.path", "/app/*")
                .set("breakwater.retry.max-attempts", "1")
                .set("breakwater.circuit-breaker.wait-duration-in-open-state", "2s");
        settings.forEach(setting -> {
            int sign = setting.indexOf('=');
            builder.set("breakwater." + setting.substring(0, sign), setting.substring(sign + 1));
        });
        this.engine = builder.build();
    }

    public static void main(String[] args) throws Exception {
        List<String> given = List.of(args);
        ReplicaApp app = new ReplicaApp(given.get(0), given.subList(1, given.size()));
        System.out.println("PORT " + app.serve());
        while (System.in.read() >= 0) {
            // Whoever has started it is there still.
        }
        app.engine.close();
        System.exit(0);
    }

    private int serve() throws Exception {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServletContextHandler context = new ServletContextHandler();
        context.addFilter(new FilterHolder(new BreakwaterFilter(engine)), "/app/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(new Work()), "/app/*");
        context.addServlet(new ServletHolder(new BreakwaterConsoleServlet()), "/console/*");
        context.addServlet(new ServletHolder(new Control()), "/control/*");
        server.setHandler(context);
        server.start();
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // told of one change after the other
    public void breakerChanged(BreakerTransition transition) {
        long now = System.currentTimeMillis();
        if (transition.to().equals("OPEN")) {
            openings++;
            if (transition.from().equals("CLOSED")) {
                openedAtMillis = now;
            }
        } else if (transition.to().equals("CLOSED")) {
            closedAtMillis = now;
        }
    }

    private final class Work extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            HttpRequest call = HttpRequest.newBuilder(URI.create(brokenNetwork ? BROKEN_NETWORK : downstream))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            try {
                HttpResponse<byte[]> answer = client.send(call, HttpResponse.BodyHandlers.ofByteArray());
                response.setStatus(answer.statusCode());
                response.getOutputStream().write(answer.body());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    private final class Control extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            response.getWriter().write(answer(request));
        }

        private String answer(HttpServletRequest request) {
            return switch (String.valueOf(request.getPathInfo())) {
                case "/network" -> {
                    brokenNetwork = "broken".equals(request.getParameter("is"));
                    yield "ok";
                }
                case "/say" ->
                    fleet.say(
                                    request.getParameter("route"),
                                    Optional.ofNullable(request.getParameter("replica")),
                                    Word.valueOf(request.getParameter("word")),
                                    "tester",
                                    Optional.of("a test"),
                                    Duration.ofMillis(Long.parseLong(request.getParameter("millis"))))
                            .orElse("ok");
                case "/find" -> fleet.find(request.getParameter("id")).toString();
                default -> state();
            };
        }

        private String state() {
            FleetState state = fleet.state().orElseThrow();
            String breaker = engine.routes().stream()
                    .filter(route -> route.route().equals("orders"))
                    .map(route -> route.breakerState())
                    .collect(Collectors.joining());
            return "breaker=" + breaker + "\njoined=" + state.joined() + "\nreplicas="
                    + state.replicas().size() + "\nopenedAt=" + openedAtMillis + "\nclosedAt=" + closedAtMillis
                    + "\nopenings=" + openings + "\nself=" + state.self() + "\nincidents=" + state.incidents()
                    + "\nwords=" + state.words() + "\n";
        }
    }
}
