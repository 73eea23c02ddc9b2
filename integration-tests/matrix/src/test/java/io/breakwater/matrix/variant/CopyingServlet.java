package io.breakwater.matrix.variant;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A blocking proxy as people write them: one client's call, and the answer copied as it comes. No deadline, no error handling. */
abstract class CopyingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** RFC 9110, section 7.6.1. */
    private static final Set<String> NOT_COPIED =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

    private final transient Targets targets;

    CopyingServlet(Targets targets) {
        this.targets = targets;
    }

    /** Asks {@code target} and passes what it answers to {@link #copy}; a POST with {@code body}. */
    abstract void ask(URI target, String method, byte[] body, HttpServletResponse answer)
            throws IOException, InterruptedException;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            byte[] body = request.getInputStream().readAllBytes();
            ask(targets.of(request.getRequestURI()), request.getMethod(), body, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServletException("interrupted", e);
        }
    }

    /** Copies status, headers and body. */
    static void copy(int status, Map<String, List<String>> headers, InputStream body, HttpServletResponse to)
            throws IOException {
        to.setStatus(status);
        headers.forEach((name, values) -> {
            if (!NOT_COPIED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> to.addHeader(name, value));
            }
        });
        body.transferTo(to.getOutputStream());
    }
}
