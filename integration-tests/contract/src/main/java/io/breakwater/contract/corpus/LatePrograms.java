package io.breakwater.contract.corpus;

import io.breakwater.contract.app.Subject;
import io.breakwater.downstream.Bytes;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An outer filter that adds to the answer once the chain has returned, or the app once it has all but answered. */
final class LatePrograms {
    /** More than any container holds back before it commits. */
    private static final int BEYOND_ANY_BUFFER = 256 * 1024;

    private LatePrograms() {}

    /** What is set when it is late. */
    private interface Addition {
        void to(HttpServletResponse response);
    }

    static List<Program> all() {
        List<Program> programs = new ArrayList<>();
        programs.addAll(around("headers", LatePrograms::head));
        programs.addAll(around("trailers", LatePrograms::trail));
        programs.addAll(own());
        return programs;
    }

    private static void head(HttpServletResponse response) {
        response.setHeader("X-Late", "1");
        response.addCookie(new Cookie("late", "1"));
    }

    private static void trail(HttpServletResponse response) {
        response.setTrailerFields(() -> Map.of("X-Late", "1"));
    }

    private static List<Program> around(String what, Addition addition) {
        List<Program> programs = new ArrayList<>();
        for (boolean dispatched : new boolean[] {false, true}) {
            String name =
                    "late " + what + (dispatched ? " of an outer filter around a dispatch" : " of an outer filter");
            programs.addAll(List.of(
                    late(name + ": a body", addition, dispatched, (request, response) -> response.getWriter()
                            .print("calm")),
                    late(name + ": no body", addition, dispatched, (request, response) -> response.setStatus(202)),
                    late(name + ": a flushed body", addition, dispatched, (request, response) -> {
                        response.getWriter().print("calm");
                        response.flushBuffer();
                    }),
                    late(name + ": a body with its length", addition, dispatched, (request, response) -> {
                        response.setContentLength(4);
                        response.getOutputStream().print("calm");
                    }),
                    late(name + ": a long body", addition, dispatched, (request, response) -> response.getOutputStream()
                            .write(Bytes.filler(BEYOND_ANY_BUFFER).toArray())),
                    late(
                            name + ": sendError 404",
                            addition,
                            dispatched,
                            (request, response) -> response.sendError(404)),
                    late(
                            name + ": a redirect",
                            addition,
                            dispatched,
                            (request, response) -> response.sendRedirect("/x")),
                    late(name + ": sendError 503", addition, dispatched, (request, response) -> response.sendError(503))
                            .failing(),
                    late(
                                    name + ": 503 without a body",
                                    addition,
                                    dispatched,
                                    (request, response) -> response.setStatus(503))
                            .failing(),
                    late(name + ": 503 with a body", addition, dispatched, (request, response) -> {
                                response.setStatus(503);
                                response.getWriter().print("down");
                            })
                            .failing()));
        }
        return programs;
    }

    private static Program late(String name, Addition addition, boolean dispatched, Subject subject) {
        Subject app = dispatched ? inDispatch(subject) : subject;
        return Program.of(name, app)
                .outside(
                        () -> (request, response, chain) -> add(addition, request, response, chain),
                        DispatcherType.REQUEST,
                        DispatcherType.ASYNC);
    }

    private static Subject inDispatch(Subject subject) {
        return (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                subject.serve(request, response);
            } else {
                request.startAsync().dispatch();
            }
        };
    }

    private static void add(Addition addition, ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        if (!request.isAsyncStarted()) {
            Notes.of((HttpServletRequest) request).outcomeOf("late", () -> addition.to((HttpServletResponse) response));
        }
    }

    private static List<Program> own() {
        return List.of(
                app("a flushed body", (request, response) -> {
                    response.getWriter().print("calm");
                    response.flushBuffer();
                }),
                app("a closed writer", (request, response) -> {
                    response.getWriter().print("calm");
                    response.getWriter().close();
                }),
                app("a closed stream", (request, response) -> {
                    response.getOutputStream().print("calm");
                    response.getOutputStream().close();
                }),
                app("a body with its length", (request, response) -> {
                    response.setContentLength(4);
                    response.getOutputStream().print("calm");
                }),
                app("a long body", (request, response) -> response.getOutputStream()
                        .write(Bytes.filler(BEYOND_ANY_BUFFER).toArray())),
                app("sendError 404", (request, response) -> response.sendError(404)),
                app("a redirect", (request, response) -> response.sendRedirect("/x")),
                app("sendError 503", (request, response) -> response.sendError(503))
                        .failing(),
                app("503 with a body", (request, response) -> {
                            response.setStatus(503);
                            response.getWriter().print("down");
                        })
                        .failing(),
                app("503 with a flushed body", (request, response) -> {
                            response.setStatus(503);
                            response.getWriter().print("down");
                            response.flushBuffer();
                        })
                        .failing()
                        .except("Jetty", Program.FLUSH_KEPT_BACK)
                        .except("Undertow", Program.FLUSH_KEPT_BACK)
                        .except("in Spring Boot 3", Program.FLUSH_KEPT_BACK),
                app("complete", (request, response) -> {
                    response.getWriter().print("calm");
                    request.startAsync().complete();
                }));
    }

    private static Program app(String name, Subject first) {
        return Program.of("late trailers of the app: " + name, (request, response) -> {
            first.serve(request, response);
            Notes.of(request).outcomeOf("late", () -> trail(response));
        });
    }
}
