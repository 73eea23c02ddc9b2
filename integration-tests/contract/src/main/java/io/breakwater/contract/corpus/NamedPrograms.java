package io.breakwater.contract.corpus;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/**
 * Forwards and includes by a servlet's name, of which no request attribute tells, and what an app throws after a forward, or after
 * its answer has begun.
 */
final class NamedPrograms {
    private static final String TARGET = "target";

    private NamedPrograms() {}

    private static final Subject BUG = (request, response) -> {
        throw new Bug();
    };

    /** In front of the guard, one that answers for whatever was thrown, if only by saying nothing. */
    private static Filter catches() {
        return (request, response, chain) -> {
            try {
                chain.doFilter(request, response);
            } catch (Bug e) {
                // So it is told.
                ((HttpServletResponse) response).setHeader("X-Caught", "yes");
            }
        };
    }

    /** Behind the guard, one that throws when the app is done. */
    private static Filter throwsThen() {
        return (request, response, chain) -> {
            chain.doFilter(request, response);
            throw new Bug();
        };
    }

    static List<Program> all() {
        return List.of(
                forward("answers", (request, response) -> response.getWriter().print("calm")),
                forward("sendError 404", (request, response) -> response.sendError(404)),
                forward("sendError 409 with words", (request, response) -> response.sendError(409, "taken")),
                forward("sendError 503", (request, response) -> response.sendError(503))
                        .failing(),
                forward("404 with a body", (request, response) -> {
                    response.setStatus(404);
                    response.getWriter().print("not here");
                }),
                forward("a redirect", (request, response) -> response.sendRedirect("/x")),
                forward("a bug", BUG),
                include("answers", (request, response) -> response.getWriter().print("calm")),
                include("sendError 409", (request, response) -> response.sendError(409)),
                include("sendError 503", (request, response) -> response.sendError(503)),
                include("declares another length", (request, response) -> {
                    response.setContentLength(1000);
                    response.getWriter().print("calm");
                }),
                include("a bug", BUG),
                forwarded("a forward, then a bug").with(TARGET, (request, response) -> response.getWriter()
                        .print("target")),
                forwarded("a forward, then a bug that is caught in front")
                        .with(TARGET, (request, response) -> response.getWriter()
                                .print("target"))
                        .outside(NamedPrograms::catches, DispatcherType.REQUEST),
                Program.of(
                                "a forward, then a bug of a filter behind",
                                (request, response) -> request.getRequestDispatcher(Program.pathOf(request, TARGET))
                                        .forward(request, response))
                        .with(TARGET, (request, response) -> response.getWriter()
                                .print("target"))
                        .inside(NamedPrograms::throwsThen, DispatcherType.REQUEST)
                        .framedAnyhow("Undertow", Program.FLUSHED_ON_UNDERTOW),
                Program.of("begun, then a bug that is caught in front", (request, response) -> {
                            response.getWriter().print("begun");
                            response.flushBuffer();
                            throw new Bug();
                        })
                        .outside(NamedPrograms::catches, DispatcherType.REQUEST)
                        .except("Undertow", Program.CUT_ON_UNDERTOW),
                Program.of("begun, then a bug", (request, response) -> {
                            response.getWriter().print("begun");
                            response.flushBuffer();
                            throw new Bug();
                        })
                        .except("Undertow", Program.CUT_ON_UNDERTOW),
                Program.of("something in the buffer, then a bug in a dispatch", (request, response) -> {
                    if (request.getDispatcherType() == DispatcherType.ASYNC) {
                        throw new Bug();
                    }
                    response.getWriter().print("before");
                    AsyncContext context = request.startAsync();
                    AsyncSubject.run(context::dispatch);
                }),
                Program.of("something in the buffer, then a bug where a dispatch leads", (request, response) -> {
                            response.getWriter().print("before");
                            AsyncContext context = request.startAsync();
                            context.addListener(new Listening() {});
                            String target = Program.pathOf(request, TARGET);
                            AsyncSubject.run(() -> context.dispatch(target));
                        })
                        .with(TARGET, BUG),
                Program.of("a pair and a header, then a bug in a dispatch", (request, response) -> {
                    if (request.getDispatcherType() == DispatcherType.ASYNC) {
                        throw new Bug();
                    }
                    response.addHeader("Vary", "Origin");
                    response.setContentType("application/json");
                    AsyncContext context = request.startAsync(request, response);
                    AsyncSubject.run(context::dispatch);
                }),
                Program.of("a pair, a bug in a dispatch and a listener", (request, response) -> {
                    if (request.getDispatcherType() == DispatcherType.ASYNC) {
                        throw new Bug();
                    }
                    response.addHeader("Vary", "Origin");
                    AsyncContext context = request.startAsync(request, response);
                    context.addListener(new Listening() {});
                    AsyncSubject.run(context::dispatch);
                }),
                Program.of("sendError without a message", (request, response) -> response.sendError(410, null)),
                Program.of("null to a writer", (request, response) -> {
                    Notes.of(request)
                            .outcomeOf("write", () -> response.getWriter().write((String) null));
                    response.getWriter().print("after");
                }));
    }

    private static Program forwarded(String name) {
        return Program.of(name, (request, response) -> {
                    request.getRequestDispatcher(Program.pathOf(request, TARGET))
                            .forward(request, response);
                    throw new Bug();
                })
                .framedAnyhow("Undertow", Program.FLUSHED_ON_UNDERTOW);
    }

    private static RequestDispatcher named(HttpServletRequest request) throws ServletException {
        RequestDispatcher named =
                request.getServletContext().getNamedDispatcher("at " + Program.pathOf(request, TARGET));
        if (named == null) {
            throw new ServletException("no such servlet");
        }
        return named;
    }

    private static Program forward(String name, Subject target) {
        return Program.of("a named forward: " + name, (request, response) -> named(request)
                        .forward(request, response))
                .with(TARGET, target)
                .framedAnyhow("Undertow", Program.FLUSHED_ON_UNDERTOW);
    }

    private static Program include(String name, Subject target) {
        return Program.of("a named include: " + name, (request, response) -> {
                    response.getWriter().print("[");
                    named(request).include(request, response);
                    Notes.of(request).add("committed " + response.isCommitted() + ", status " + response.getStatus());
                    response.getWriter().print("]");
                })
                .with(TARGET, target);
    }
}
