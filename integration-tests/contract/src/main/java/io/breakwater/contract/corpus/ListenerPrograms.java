package io.breakwater.contract.corpus;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.KeepingResponse;
import io.breakwater.contract.app.Subject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;

/** What an app's asynchronous listener adds to the answer, when it hears that the request is complete or that its time is up. */
final class ListenerPrograms {
    private static final int SHORT_MILLIS = 300;

    private ListenerPrograms() {}

    static List<Program> all() {
        return Stream.concat(completions().stream(), timeouts().stream()).toList();
    }

    private static List<Program> completions() {
        return List.of(
                completed("a whole answer", ListenerPrograms::nothing, ListenerPrograms::wholeAnswer),
                completed("more of the body", ListenerPrograms::begin, (request, response) -> response.getWriter()
                        .print(" and its end")),
                completed("an error", ListenerPrograms::nothing, (request, response) -> response.sendError(404)),
                completed("a redirect", ListenerPrograms::nothing, (request, response) -> response.sendRedirect("/x")),
                completed("a failing answer", ListenerPrograms::nothing, (request, response) -> {
                            response.setStatus(503);
                            response.getWriter().print("down");
                        })
                        .failing(),
                completed(
                                "more after a failing status",
                                (request, response) -> response.setStatus(503),
                                (req, response) -> response.getWriter().print("down"))
                        .failing(),
                Program.of("on complete: a header, and a bug", (request, response) -> {
                    AsyncContext context = request.startAsync();
                    context.addListener(new Listening() {
                        @Override
                        public void onComplete(AsyncEvent event) {
                            response.setHeader("X-Late", "1");
                            throw new Bug();
                        }
                    });
                    AsyncSubject.run(context::complete);
                }),
                Program.of("on complete: a whole answer after a dispatch", (request, response) -> {
                    if (request.getDispatcherType() == DispatcherType.ASYNC) {
                        request.startAsync().addListener(onComplete(request, response, ListenerPrograms::wholeAnswer));
                        AsyncSubject.run(request.getAsyncContext()::complete);
                    } else {
                        request.startAsync().dispatch();
                    }
                }),
                Program.of("on complete: a whole answer, completed in its dispatch", (request, response) -> {
                    AsyncContext context = request.startAsync();
                    context.addListener(onComplete(request, response, ListenerPrograms::wholeAnswer));
                    context.complete();
                }),
                Program.of("on complete: more after a dispatch that answered", (request, response) -> {
                    if (request.getDispatcherType() == DispatcherType.ASYNC) {
                        response.getWriter().print("calm");
                    } else {
                        AsyncContext context = request.startAsync();
                        context.addListener(onComplete(request, response, (req, late) -> late.getWriter()
                                .print(" and more")));
                        context.dispatch();
                    }
                }),
                Program.of("on complete: a filter's copy", (request, response) -> {
                            AsyncContext context = request.startAsync();
                            AsyncSubject.run(() -> {
                                response.getOutputStream().print("the whole answer");
                                context.complete();
                            });
                        })
                        .inside(() -> ListenerPrograms::copyAtTheEnd, DispatcherType.REQUEST));
    }

    private static List<Program> timeouts() {
        return List.of(timedOut("more after the completion", (context, response) -> {
            response.setStatus(202);
            response.getWriter().print("to");
            context.complete();
            response.getWriter().print("late");
        }));
    }

    private static void nothing(HttpServletRequest request, HttpServletResponse response) {}

    private static void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print("the answer");
    }

    private static void wholeAnswer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("X-Late", "1");
        response.addCookie(new Cookie("late", "1"));
        response.getWriter().print("the whole answer");
    }

    /** Serves the first on a thread of the app's, completes, and serves the last when it hears of that. */
    private static Program completed(String name, Subject first, Subject last) {
        return Program.of("on complete: " + name, (request, response) -> {
            AsyncContext context = request.startAsync();
            context.addListener(onComplete(request, response, last));
            AsyncSubject.run(() -> {
                first.serve(request, response);
                context.complete();
            });
        });
    }

    private static Listening onComplete(HttpServletRequest request, HttpServletResponse response, Subject last) {
        Notes notes = Notes.of(request);
        return new Listening() {
            @Override
            public void onComplete(AsyncEvent event) {
                notes.add("committed " + response.isCommitted());
                notes.outcomeOf("late", () -> last.serve(request, response));
            }
        };
    }

    /** What a listener does with its context. */
    private interface Ending {
        void of(AsyncContext context, HttpServletResponse response) throws Exception;
    }

    private static Program timedOut(String name, Ending ending) {
        return Program.of("on time-out: " + name, (request, response) -> {
            AsyncContext context = request.startAsync();
            Notes notes = Notes.of(request);
            context.setTimeout(SHORT_MILLIS);
            context.addListener(new Listening() {
                @Override
                public void onTimeout(AsyncEvent event) {
                    notes.outcomeOf("late", () -> ending.of(context, response));
                }
            });
        });
    }

    /** Keeps the body, and copies it with its length when the request is complete. */
    private static void copyAtTheEnd(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse http = (HttpServletResponse) response;
        KeepingResponse kept = new KeepingResponse(http, PrintWriter::new);
        chain.doFilter(request, kept);
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(onComplete((HttpServletRequest) request, http, (req, to) -> {
                to.setContentLength(kept.kept().length);
                to.getOutputStream().write(kept.kept());
            }));
        }
    }
}
