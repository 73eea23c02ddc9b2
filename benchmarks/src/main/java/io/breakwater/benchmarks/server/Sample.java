package io.breakwater.benchmarks.server;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives back, with status 503, the body that was last put here, with those of its headers that began with {@code Copy-}: what a
 * page costs beside a servlet that writes the same bytes. Thread-safe.
 */
final class Sample extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String PREFIX = "Copy-";

    private transient volatile Map<String, String> headers = Map.of();
    private volatile byte[] body = {};

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String> copied = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                copied.put(name.substring(PREFIX.length()), request.getHeader(name));
            }
        }
        headers = copied;
        body = request.getInputStream().readAllBytes();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] page = body;
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        headers.forEach(response::setHeader);
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }
}
