package io.breakwater.contract.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;

/** A blocking proxy as people write them: streams both ways, no deadline, no error handling. */
public final class ProxyServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** RFC 9110, section 7.6.1, and what the client sets itself. */
    private static final Set<String> NOT_COPIED = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host",
            "content-length",
            "expect");

    private final transient HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI downstream;

    /** One that passes every path on to that downstream. */
    public ProxyServlet(URI downstream) {
        this.downstream = downstream;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            copy(client.send(toDownstream(request), BodyHandlers.ofInputStream()), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServletException("interrupted", e);
        }
    }

    private HttpRequest toDownstream(HttpServletRequest request) {
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        HttpRequest.Builder copy = HttpRequest.newBuilder(URI.create(downstream + request.getRequestURI() + query))
                .method(request.getMethod(), body(request));
        for (String name : Collections.list(request.getHeaderNames())) {
            if (!NOT_COPIED.contains(name.toLowerCase(Locale.ROOT))) {
                Collections.list(request.getHeaders(name)).forEach(value -> copy.header(name, value));
            }
        }
        return copy.build();
    }

    private static BodyPublisher body(HttpServletRequest request) {
        boolean chunked = request.getHeader("Transfer-Encoding") != null;
        long length = request.getContentLengthLong();
        if (!chunked && length <= 0) {
            return BodyPublishers.noBody();
        }
        BodyPublisher stream = BodyPublishers.ofInputStream(() -> {
            try {
                return request.getInputStream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return chunked ? stream : BodyPublishers.fromPublisher(stream, length);
    }

    private static void copy(HttpResponse<InputStream> from, HttpServletResponse to) throws IOException {
        to.setStatus(from.statusCode());
        from.headers().map().forEach((name, values) -> {
            if (name.equalsIgnoreCase("content-length") || !NOT_COPIED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> to.addHeader(name, value));
            }
        });
        try (InputStream body = from.body()) {
            body.transferTo(to.getOutputStream());
        }
    }
}
