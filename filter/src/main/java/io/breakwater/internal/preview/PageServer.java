package io.breakwater.internal.preview;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.config.SettingsException;
import io.breakwater.internal.page.ErrorResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

/**
 * Serves the gallery on the loopback address, for whoever works on a page. Everything is read anew for each request; a page of the
 * gallery asks each second whether anything has changed, and then loads again. Thread-safe.
 */
final class PageServer implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int NOT_ALLOWED = 405;

    private final PreviewSource source;
    private final HttpServer server;

    private PageServer(PreviewSource source, HttpServer server) {
        this.source = source;
        this.server = server;
    }

    /**
     * Starts to serve.
     *
     * @param port 0 for any that is free
     * @throws IOException when the port is taken
     */
    static PageServer start(PreviewSource source, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        PageServer started = new PageServer(source, server);
        server.createContext("/", started::handle);
        server.start();
        return started;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (method.equals("GET") || method.equals("HEAD")) {
                send(exchange, answer(exchange.getRequestURI().getPath()), method.equals("HEAD"));
            } else {
                exchange.sendResponseHeaders(NOT_ALLOWED, -1);
            }
        }
    }

    private ErrorResponse answer(String path) {
        try {
            return source.read((preview, warnings) -> new ServedGallery(preview).answer(path));
        } catch (SettingsException | MisuseException | IOException e) {
            // Whoever works on a page has it broken now and then, and reads why where they look.
            return ServedGallery.problem(path, String.valueOf(e.getMessage()));
        }
    }

    private static void send(HttpExchange exchange, ErrorResponse answer, boolean head) throws IOException {
        for (Map.Entry<String, String> header : answer.headers()) {
            exchange.getResponseHeaders().add(header.getKey(), header.getValue());
        }
        boolean none = head || answer.body().length == 0;
        exchange.sendResponseHeaders(answer.status(), none ? -1 : answer.body().length);
        if (!none) {
            exchange.getResponseBody().write(answer.body());
        }
    }
}
