package io.breakwater.contract.corpus;

import io.breakwater.contract.app.KeepingResponse;
import io.breakwater.contract.app.Subject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An outer filter that keeps the answer until the chain has returned, unless it is asked not to, as Spring's for ETags does. */
final class KeptPrograms {
    private static final String STRAIGHT = "straight";
    private static final String OTHER = "other";

    private KeptPrograms() {}

    static List<Program> all() {
        return List.of(
                kept("a stream", (request, response) -> response.getOutputStream()
                        .print("by bytes")),
                kept("a writer that is flushed", (request, response) -> {
                    response.getWriter().print("by characters");
                    response.flushBuffer();
                }),
                forward("a stream", (request, response) -> response.getOutputStream()
                        .print("by bytes")),
                forward("a writer", (request, response) -> response.getWriter().print("by characters")),
                forward("a stream that is flushed", (request, response) -> {
                    response.getOutputStream().print("by bytes");
                    response.getOutputStream().flush();
                }),
                kept("a stream past it, flushed", (request, response) -> {
                    request.setAttribute(STRAIGHT, true);
                    ServletOutputStream out = response.getOutputStream();
                    out.print("one");
                    out.flush();
                    out.print("two");
                }));
    }

    private static Program kept(String what, Subject subject) {
        return Program.of("behind a keeping filter: " + what, subject)
                .outside(() -> KeptPrograms::keep, DispatcherType.REQUEST);
    }

    private static Program forward(String what, Subject target) {
        return kept("a forward to " + what, (request, response) -> request.getRequestDispatcher(
                                Program.pathOf(request, OTHER))
                        .forward(request, response))
                .with(OTHER, target);
    }

    private static void keep(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Keeping keeping = new Keeping((HttpServletRequest) request, (HttpServletResponse) response);
        chain.doFilter(request, keeping);
        keeping.handOn();
    }

    private static final class Keeping extends KeepingResponse {
        private final HttpServletRequest request;

        Keeping(HttpServletRequest request, HttpServletResponse response) {
            super(response, out -> new PrintWriter(new OutputStreamWriter(out, StandardCharsets.ISO_8859_1), true));
            this.request = request;
        }

        private boolean isStraight() {
            return request.getAttribute(STRAIGHT) != null;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return isStraight() ? getResponse().getOutputStream() : super.getOutputStream();
        }

        @Override
        public void flushBuffer() {
            getWriter().flush();
        }

        void handOn() throws IOException {
            getWriter().flush();
            if (!isStraight()) {
                getResponse().getOutputStream().write(kept());
            }
        }
    }
}
