package io.breakwater.benchmarks.server;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** A blocking proxy as people write them, on the JDK's client with a time-out, and without any other care. Thread-safe. */
final class Proxy extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** RFC 9110, section 7.6.1. */
    private static final Set<String> NOT_COPIED = Set.of("connection", "keep-alive", "transfer-encoding", "upgrade");

    private final transient HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final int downstream;
    private final int nobody;

    /**
     * @param downstream the port of the downstream
     * @param nobody a port on which nobody listens
     */
    Proxy(int downstream, int nobody) {
        this.downstream = downstream;
        this.nobody = nobody;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Route route = Route.of(request.getRequestURI());
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        int port = route == Route.REFUSED ? nobody : downstream;
        HttpRequest.Builder call = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + request.getRequestURI() + query))
                .timeout(Duration.ofMillis(route.timeoutMillis()));
        String id = request.getHeader("X-Request-ID");
        if (id != null) {
            call.header("X-Request-ID", id);
        }
        try {
            copy(client.send(call.build(), BodyHandlers.ofInputStream()), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServletException("interrupted", e);
        }
    }

    private static void copy(HttpResponse<InputStream> from, HttpServletResponse to) throws IOException {
        to.setStatus(from.statusCode());
        from.headers().map().forEach((name, values) -> {
            if (!NOT_COPIED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> to.addHeader(name, value));
            }
        });
        try (InputStream body = from.body()) {
            body.transferTo(to.getOutputStream());
        }
    }
}
