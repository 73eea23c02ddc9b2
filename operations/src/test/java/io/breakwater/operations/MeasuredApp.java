package io.breakwater.operations;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import io.breakwater.operations.metrics.MeterListener;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An app on Jetty that does what its path says, with the filter in front, measured for Prometheus. */
public final class MeasuredApp implements AutoCloseable {

    private static final String SETTINGS =
            """
            breakwater.reload.interval=0
            breakwater.retry.backoff.initial=1ms
            breakwater.retry.backoff.max=1ms
            breakwater.routes.orders.path=/orders/*
            breakwater.routes.orders.circuit-breaker.minimum-number-of-calls=1000
            breakwater.routes.stock.path=/stock/*
            breakwater.routes.stock.circuit-breaker.minimum-number-of-calls=2
            breakwater.routes.slow.path=/slow/*
            breakwater.routes.slow.timeout=300ms
            breakwater.routes.slow.attempt-timeout=300ms
            breakwater.routes.narrow.path=/narrow/*
            breakwater.routes.narrow.concurrency.max=1
            breakwater.routes.watched.path=/watched/*
            breakwater.routes.watched.mode=observe
            breakwater.routes.closed.path=/closed/*
            breakwater.routes.closed.maintenance=true
            breakwater.routes.drill.path=/drill/*
            breakwater.routes.drill.inject.fault=dns_error
            breakwater.routes.drill.inject.until=2120-01-01T00:00Z
            breakwater.routes.drill.inject.confirm=true
            """;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final CountDownLatch held = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path settings;
    private final Breakwater engine;

    private MeasuredApp(Path directory) throws Exception {
        settings = Files.writeString(directory.resolve("breakwater.properties"), SETTINGS);
        Breakwater.Builder builder = Breakwater.builder()
                .set("breakwater.config", settings.toString())
                .listener(new MeterListener(registry))
                .listener(new Operations());
        builder.sources().environment(Map.of());
        engine = builder.build();
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new DoesWhatThePathSays()), "/*");
        FilterHolder filter = new FilterHolder(new BreakwaterFilter(engine));
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        server.start();
    }

    /** Starts it, with its settings in {@code directory}. */
    public static MeasuredApp start(Path directory) throws Exception {
        return new MeasuredApp(directory);
    }

    private final class DoesWhatThePathSays extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String path = request.getRequestURI();
            if (path.endsWith("/refused")) {
                throw new ConnectException("Connection refused");
            } else if (path.endsWith("/held")) {
                hold();
            } else if (path.endsWith("/endless")) {
                byte[] piece = new byte[64 * 1024];
                for (int i = 0; i < 10_000; i++) {
                    response.getOutputStream().write(piece);
                }
            } else if (path.endsWith("/missing")) {
                response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            }
            response.getOutputStream().print("done");
        }
    }

    /** Stuck until {@link #letGo}, whatever interrupts it. */
    private void hold() {
        boolean interrupted = false;
        boolean done = false;
        while (!done) {
            try {
                done = held.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets those go on that are held. */
    public void letGo() {
        held.countDown();
    }

    /** Asks as a browser does, with more headers, each a name and a value. */
    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers), HttpResponse.BodyHandlers.ofString());
    }

    /** Asks on another thread. */
    public CompletableFuture<HttpResponse<String>> getAside(String path) {
        return client.sendAsync(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + connector.getLocalPort() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "text/html");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    /** Asks, reads a little of the answer, and leaves. */
    public void askAndLeave(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            socket.setSoLinger(true, 0);
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            socket.getInputStream().readNBytes(100);
        }
    }

    /** Changes the settings to {@code text}, and has them read again. */
    public void reload(String text) throws IOException {
        Files.writeString(settings, text);
        engine.reload();
    }

    /** Its settings at the start. */
    public static String settings() {
        return SETTINGS;
    }

    /** Returns what Prometheus would read now. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() throws Exception {
        held.countDown();
        server.stop();
        engine.close();
    }
}
