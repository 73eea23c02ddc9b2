package io.breakwater.example.storefront.proxy;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes {@code /api/orders/7} on to the downstream whose URL is the context parameter {@code downstream.orders}. Both bodies
 * are streamed. Whatever goes wrong is thrown as it is: timeouts, retries and error pages are the filter's affair.
 */
public final class ProxyServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ProxyServlet.class);

    /** Meant for one connection only (RFC 9110, section 7.6.1), so they end here. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** What the client sets itself, from the URL and the body. */
    private static final Set<String> SET_BY_CLIENT = Set.of("host", "content-length", "expect");

    /** HTTP/1.1, because an offer of HTTP/2 would put an Upgrade header on every request. */
    private final transient HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Optional<URI> target = target(request);
        if (target.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        HttpRequest.Builder outgoing = HttpRequest.newBuilder(target.get()).method(request.getMethod(), body(request));
        for (String name : Collections.list(request.getHeaderNames())) {
            if (travels(name) && !SET_BY_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                request.getHeaders(name).asIterator().forEachRemaining(value -> outgoing.header(name, value));
            }
        }
        HttpResponse<InputStream> answer = send(outgoing.build());
        LOG.info(
                "answered status={} method={} uri={}",
                answer.statusCode(),
                request.getMethod(),
                request.getRequestURI());
        response.setStatus(answer.statusCode());
        answer.headers().map().forEach((name, values) -> {
            if (travels(name)) {
                values.forEach(value -> response.addHeader(name, value));
            }
        });
        try (InputStream body = answer.body()) {
            body.transferTo(response.getOutputStream());
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws ServletException, IOException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServletException("interrupted while the downstream was waited for", e);
        }
    }

    private Optional<URI> target(HttpServletRequest request) {
        String path = request.getRequestURI()
                .substring(request.getContextPath().length()
                        + request.getServletPath().length());
        String service = path.replaceFirst("^/([^/]*).*$", "$1");
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return Optional.ofNullable(getServletContext().getInitParameter("downstream." + service))
                .map(base -> URI.create(base + path + query));
    }

    private static BodyPublisher body(HttpServletRequest request) throws IOException {
        boolean none = request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
        if (none) {
            return BodyPublishers.noBody();
        }
        InputStream body = request.getInputStream();
        return BodyPublishers.ofInputStream(() -> body);
    }

    private static boolean travels(String header) {
        return !HOP_BY_HOP.contains(header.toLowerCase(Locale.ROOT));
    }
}
