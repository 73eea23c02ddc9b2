package io.breakwater.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.operations.Operations;
import io.breakwater.operations.console.BreakwaterConsoleServlet;
import io.breakwater.operations.console.ConsoleSettings;
import io.breakwater.operations.diagnosis.Diagnostics;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An app on Jetty that lets ambiguous paths in, with the console at {@code /ops/console/*}. */
final class ConsoleApp implements AutoCloseable {

    /** What a request brings along and nobody may see. */
    static final String SECRET = "tops3cret";

    private static final Pattern SIGN = Pattern.compile("name=\"sign\" value=\"([^\"]+)\"");

    private final Server server = new Server();
    private final ServerConnector connector;
    private final ScriptedDownstream downstream = ScriptedDownstream.start();

    /** Returns what a form of that page has against forgery. */
    static String sign(String page) {
        Matcher matcher = SIGN.matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1);
    }

    /** Returns one whose console is not guarded itself. */
    static ConsoleApp outsideTheFilter() throws Exception {
        return new ConsoleApp(List.of(), "breakwater.exclude", "/ops/console/*");
    }

    /** Returns what the forms of the route's page have against forgery. */
    String sign() throws Exception {
        return sign(get("/route?name=orders"));
    }

    /** Does what a program asks for in a form. */
    String act(String action, String form) throws Exception {
        return send("POST", action, form + "&sign=" + sign(), "Accept: application/json");
    }

    /**
     * @param outer stands before everything
     * @param settings keys and values in turn
     */
    ConsoleApp(List<Filter> outer, String... settings) throws Exception {
        Breakwater.Builder builder = Breakwater.builder()
                .listener(new Operations())
                .listener(new ConsoleSettings())
                .listener(new Diagnostics())
                .set("breakwater.routes.orders.path", "/api/*")
                .set("breakwater.routes.orders.downstream", downstream.uri() + "/base")
                .set("breakwater.circuit-breaker.enabled", "false");
        for (int i = 0; i < settings.length; i += 2) {
            builder.set(settings[i], settings[i + 1]);
        }
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler app = new ServletContextHandler();
        app.setContextPath("/shop");
        app.getServletHandler().setDecodeAmbiguousURIs(true);
        for (Filter filter : outer) {
            app.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        FilterHolder guard = new FilterHolder(new BreakwaterFilter(builder.build()));
        guard.setAsyncSupported(true);
        app.addFilter(guard, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        app.addServlet(new ServletHolder(new BreakwaterConsoleServlet()), "/ops/console/*");
        app.addServlet(new ServletHolder(new Failing()), "/api/*");
        server.setHandler(app);
        server.start();
    }

    ScriptedDownstream downstream() {
        return downstream;
    }

    /** Always fails as a client does that finds nobody. */
    private static final class Failing extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            throw new ConnectException("Connection refused <script>alert(1)</script>");
        }
    }

    /** Sends a request as it stands, and returns the whole answer. */
    String send(String method, String path, String body, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        boolean host = false;
        for (String header : headers) {
            request.append(header).append("\r\n");
            host |= header.startsWith("Host:");
        }
        if (!host) {
            request.append("Host: localhost:").append(connector.getLocalPort()).append("\r\n");
        }
        if (!body.isEmpty()) {
            request.append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ")
                    .append(body.length())
                    .append("\r\n");
        }
        request.append("\r\n").append(body);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    String get(String path, String... headers) throws IOException {
        return send("GET", "/shop/ops/console" + path, "", headers);
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws Exception {
        server.stop();
        downstream.close();
    }
}
