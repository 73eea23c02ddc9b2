package io.breakwater.contract.corpus;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.ArrayList;
import java.util.List;

/** What apps answer in asynchronous dispatches that the guard is not mapped for. */
final class DispatchPrograms {
    private static final String ELSEWHERE = "elsewhere";

    private DispatchPrograms() {}

    /** How an app starts asynchronous operation. */
    private enum Start {
        BARE {
            @Override
            AsyncContext with(HttpServletRequest request, HttpServletResponse response) {
                return request.startAsync();
            }
        },
        PAIR {
            @Override
            AsyncContext with(HttpServletRequest request, HttpServletResponse response) {
                return request.startAsync(request, response);
            }
        },
        WRAPPED {
            @Override
            AsyncContext with(HttpServletRequest request, HttpServletResponse response) {
                return request.startAsync(
                        new HttpServletRequestWrapper(request), new HttpServletResponseWrapper(response));
            }
        };

        abstract AsyncContext with(HttpServletRequest request, HttpServletResponse response);
    }

    static List<Program> all() {
        List<Program> programs = new ArrayList<>();
        for (Start start : Start.values()) {
            programs.addAll(List.of(
                    unguarded(start, "answers", (request, response) -> response.getWriter()
                            .print("calm")),
                    unguarded(start, "sendError 404", (request, response) -> response.sendError(404)),
                    unguarded(start, "sendError 503", (request, response) -> response.sendError(503))
                            .failing(),
                    unguarded(start, "503 with a body", (request, response) -> {
                                response.setStatus(503);
                                response.setContentType("application/json");
                                response.getWriter().print("{\"down\":true}");
                            })
                            .failing(),
                    unguarded(start, "503 with bytes", (request, response) -> {
                                response.setStatus(503);
                                response.getOutputStream().print("down");
                                response.flushBuffer();
                            })
                            .failing(),
                    unguarded(start, "502 without a body", (request, response) -> response.setStatus(502))
                            .failing(),
                    unguarded(start, "a redirect", (request, response) -> response.sendRedirect("/x")),
                    unguarded(start, "a bug", (request, response) -> {
                        throw new Bug();
                    }),
                    unguarded(start, "sendError 503, then a bug", (request, response) -> {
                                response.sendError(503);
                                throw new Bug();
                            })
                            .failing(),
                    unguarded(start, "started anew and completed", (request, response) -> {
                                AsyncContext context = request.startAsync();
                                response.setStatus(503);
                                response.getWriter().print("down");
                                AsyncSubject.run(context::complete);
                            })
                            .failing(),
                    Program.of(start + " held before a dispatch", (request, response) -> {
                                if (request.getDispatcherType() == DispatcherType.ASYNC) {
                                    response.getWriter().print(" more");
                                } else {
                                    response.setStatus(503);
                                    response.getWriter().print("down");
                                    start.with(request, response).dispatch();
                                }
                            })
                            .guardedFor(DispatcherType.REQUEST)
                            .failing(),
                    Program.of(start + " failing after a dispatch was asked for", (request, response) -> {
                                if (request.getDispatcherType() == DispatcherType.ASYNC) {
                                    response.getWriter().print(" more");
                                } else {
                                    start.with(request, response).dispatch();
                                    response.setStatus(503);
                                    response.getWriter().print("down");
                                }
                            })
                            .guardedFor(DispatcherType.REQUEST)
                            .failing(),
                    Program.of(start + " dispatches elsewhere", (request, response) -> start.with(request, response)
                                    .dispatch(Program.pathOf(request, ELSEWHERE)))
                            .with(ELSEWHERE, (request, response) -> {
                                response.setStatus(503);
                                response.getWriter().print("down at " + request.getServletPath());
                            })
                            .failing(),
                    Program.of(start + " times out and dispatches", (request, response) -> {
                                if (request.getDispatcherType() == DispatcherType.ASYNC) {
                                    response.sendError(503);
                                } else {
                                    AsyncContext context = start.with(request, response);
                                    context.setTimeout(100);
                                    context.addListener(new Listening() {
                                        @Override
                                        public void onTimeout(AsyncEvent event) {
                                            event.getAsyncContext().dispatch();
                                        }
                                    });
                                }
                            })
                            .guardedFor(DispatcherType.REQUEST)
                            .failing()));
        }
        return List.copyOf(programs);
    }

    private static Program unguarded(Start start, String name, Subject inDispatch) {
        return Program.of(start + " unguarded: " + name, (request, response) -> {
                    if (request.getDispatcherType() == DispatcherType.ASYNC) {
                        inDispatch.serve(request, response);
                    } else {
                        AsyncContext context = start.with(request, response);
                        AsyncSubject.run(context::dispatch);
                    }
                })
                .guardedFor(DispatcherType.REQUEST);
    }
}
