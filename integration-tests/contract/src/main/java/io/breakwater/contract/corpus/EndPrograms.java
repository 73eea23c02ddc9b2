package io.breakwater.contract.corpus;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** How asynchronous requests end: what follows a completion in its dispatch, exceptions, listeners, forwards. */
final class EndPrograms {
    private static final String TARGET = "target";

    private EndPrograms() {}

    static List<Program> all() {
        return Stream.of(completed(), dispatched(), thrown(), forwarded(), ended())
                .flatMap(List::stream)
                .toList();
    }

    /** In the client's own dispatch. */
    private static Subject first(Subject first, Subject inDispatch) {
        return (request, response) ->
                (request.getDispatcherType() == DispatcherType.ASYNC ? inDispatch : first).serve(request, response);
    }

    private static Program afterComplete(String name, Subject rest) {
        return Program.of("complete, then " + name, (request, response) -> {
            AsyncContext context = request.startAsync();
            response.setHeader("X-Before", "1");
            context.complete();
            rest.serve(request, response);
        });
    }

    private static void bug() {
        throw new Bug();
    }

    private static List<Program> completed() {
        return List.of(
                afterComplete("sendError 502", (request, response) -> response.sendError(502))
                        .failing(),
                afterComplete("sendError 404", (request, response) -> response.sendError(404)),
                afterComplete("a bug", (request, response) -> bug()),
                afterComplete("an IOException", (request, response) -> {
                    throw Bug.bare(new IOException("disk full"));
                }),
                afterComplete("a header", (request, response) -> response.setHeader("X-After", "1")),
                afterComplete(
                        "a body", (request, response) -> response.getWriter().print("after")),
                afterComplete("a failing body", (request, response) -> {
                            response.setStatus(503);
                            response.getWriter().print("down");
                        })
                        .failing(),
                afterComplete("a redirect", (request, response) -> response.sendRedirect("/x")),
                afterComplete("a flush and a body", (request, response) -> {
                    response.getWriter().print("one ");
                    response.flushBuffer();
                    response.getWriter().print("two");
                }),
                afterComplete("what the request says", (request, response) -> Notes.of(request)
                        .add("started " + request.isAsyncStarted() + " " + request.isAsyncSupported())),
                afterComplete("complete again", (request, response) -> {
                    Notes notes = Notes.of(request);
                    AsyncContext context = request.getAsyncContext();
                    notes.outcomeOf("complete", context::complete);
                    response.getWriter().print("after");
                }),
                Program.of(
                        "complete, then dispatch",
                        first(
                                (request, response) -> {
                                    AsyncContext context = request.startAsync();
                                    context.complete();
                                    Notes.of(request).outcomeOf("dispatch", context::dispatch);
                                },
                                (request, response) -> response.getWriter().print("dispatched all the same"))),
                afterComplete("start again", (request, response) -> Notes.of(request)
                        .outcomeOf("start", request::startAsync)),
                Program.of(
                        "complete in an asynchronous dispatch, then a body",
                        first((request, response) -> request.startAsync().dispatch(), (request, response) -> {
                            request.startAsync().complete();
                            response.getWriter().print("after");
                        })),
                Program.of(
                        "complete in an asynchronous dispatch, then sendError",
                        first((request, response) -> request.startAsync().dispatch(), (request, response) -> {
                            request.startAsync().complete();
                            response.sendError(404);
                        })),
                Program.of(
                        "complete in an asynchronous dispatch, then a bug",
                        first((request, response) -> request.startAsync().dispatch(), (request, response) -> {
                            request.startAsync().complete();
                            bug();
                        })),
                Program.of("sendError, then complete", (request, response) -> {
                    AsyncContext context = request.startAsync();
                    response.sendError(404);
                    context.complete();
                }),
                Program.of("a listener's write after complete", (request, response) -> {
                    AsyncContext context = request.startAsync();
                    Notes notes = Notes.of(request);
                    context.addListener(new Listening() {
                        @Override
                        public void onComplete(AsyncEvent event) {
                            notes.add("complete " + (event.getThrowable() == null));
                        }
                    });
                    context.complete();
                    response.getWriter().print("after");
                }));
    }

    private static Program afterDispatch(String name, Subject rest) {
        return Program.of(
                "dispatch, then " + name,
                first(
                        (request, response) -> {
                            request.startAsync().dispatch();
                            rest.serve(request, response);
                        },
                        (request, response) -> {
                            Notes.of(request).add("in the dispatch " + response.isCommitted());
                            response.getWriter().print(" dispatched");
                        }));
    }

    private static List<Program> dispatched() {
        return List.of(
                afterDispatch("a bug", (request, response) -> {
                    if (!isOfTwoMinds(request)) {
                        bug();
                    }
                }),
                afterDispatch("sendError 404", (request, response) -> response.sendError(404)),
                afterDispatch("sendError 503", (request, response) -> response.sendError(503))
                        .failing(),
                afterDispatch(
                        "a body", (request, response) -> response.getWriter().print("before")),
                afterDispatch("a header", (request, response) -> response.setHeader("X-After", "1")),
                afterDispatch("complete", (request, response) -> Notes.of(request)
                        .outcomeOf("complete", () -> request.getAsyncContext().complete())),
                afterDispatch("dispatch", (request, response) -> Notes.of(request)
                        .outcomeOf("dispatch", () -> request.getAsyncContext().dispatch())),
                afterDispatch("what the request says", (request, response) -> Notes.of(request)
                        .add("started " + request.isAsyncStarted())));
    }

    private interface OnError {
        void on(AsyncEvent event, HttpServletResponse response) throws IOException;
    }

    /** Throws once it has started; its listener does that. */
    private static Program throwing(String name, OnError onError) {
        return dispatching(name, onError)
                .except(
                        "Spring Boot",
                        "with Boot's page Tomcat alone gets into a state that it can't go on from, and does not tell of the end");
    }

    private static Program dispatching(String name, OnError onError) {
        return Program.of(
                        "a bug after the start, and a listener " + name,
                        first(
                                (request, response) -> {
                                    Notes notes = Notes.of(request);
                                    AsyncContext context = request.startAsync();
                                    context.setTimeout(1000);
                                    context.addListener(new Listening() {
                                        @Override
                                        public void onError(AsyncEvent event) throws IOException {
                                            notes.add("error " + name(event.getThrowable()) + " "
                                                    + request.isAsyncStarted());
                                            onError.on(event, response);
                                        }

                                        @Override
                                        public void onComplete(AsyncEvent event) {
                                            notes.add("complete");
                                        }
                                    });
                                    bug();
                                },
                                (request, response) -> {
                                    if (!isOfTwoMinds(request)) {
                                        response.getWriter().print("dispatched");
                                    }
                                }))
                .withAnyConnection();
    }

    /** Undertow carries out both the dispatch and the answer to an exception, on two threads, in whatever order. */
    private static boolean isOfTwoMinds(HttpServletRequest request) {
        return request.getServletContext().getServerInfo().contains("Undertow");
    }

    private static String name(Throwable thrown) {
        return thrown == null ? "none" : thrown.getClass().getSimpleName();
    }

    /** Started, and listened to: Jetty goes another way where nobody listens. */
    private static AsyncContext listened(HttpServletRequest request) {
        AsyncContext context = request.startAsync();
        context.addListener(new Listening());
        return context;
    }

    private static List<Program> thrown() {
        return List.of(
                throwing("that does nothing", (event, response) -> {}),
                throwing("that answers", (event, response) -> {
                    response.setStatus(418);
                    response.getWriter().print("a teapot");
                    event.getAsyncContext().complete();
                }),
                throwing("that answers through its context", (event, response) -> {
                    HttpServletResponse own =
                            (HttpServletResponse) event.getAsyncContext().getResponse();
                    own.setStatus(418);
                    own.getWriter().print("a teapot");
                    event.getAsyncContext().complete();
                }),
                throwing("that answers with a failing status", (event, response) -> {
                            response.setStatus(503);
                            response.getWriter().print("down");
                            event.getAsyncContext().complete();
                        })
                        .failing(),
                throwing("that sends an error", (event, response) -> {
                    response.sendError(404);
                    event.getAsyncContext().complete();
                }),
                dispatching("that dispatches", (event, response) -> event.getAsyncContext()
                        .dispatch()),
                throwing("that only sets the status", (event, response) -> response.setStatus(418)),
                throwing("that throws", (event, response) -> {
                    throw Bug.bare(new IOException("a listener's bug"));
                }),
                Program.of(
                        "a bug in the dispatch that starts anew",
                        first((request, response) -> request.startAsync().dispatch(), (request, response) -> {
                            listened(request).setTimeout(1000);
                            bug();
                        })),
                Program.of("a bug after the start, and no listener", (request, response) -> {
                            request.startAsync().setTimeout(1000);
                            bug();
                        })
                        .exceptByWrappers(
                                "Jetty", "it answers an app that listens at once, and any other at the time-out"),
                Program.of(
                        "a bug in a dispatch",
                        first((request, response) -> request.startAsync().dispatch(), (request, response) -> bug())),
                Program.of("a bug after the flush of a started request", (request, response) -> {
                            listened(request).setTimeout(1000);
                            response.getWriter().print("out ");
                            response.flushBuffer();
                            response.getWriter().print("in the buffer");
                            bug();
                        })
                        .except("Undertow", Program.CUT_ON_UNDERTOW)
                        .withAnyConnection());
    }

    private static List<Program> forwarded() {
        Subject forwards =
                (request, response) -> request.getRequestDispatcher(Program.pathOf(request, TARGET) + "?forwarded=1")
                        .forward(request, response);
        RawRequest visit = RawRequest.get("/first?a=b");
        return List.of(
                Program.of("dispatch after a forward", first(forwards, EndPrograms::tell))
                        .with(
                                TARGET,
                                first(
                                        (request, response) ->
                                                request.startAsync().dispatch(),
                                        EndPrograms::tell))
                        .visitedBy(visit),
                Program.of("dispatch of a pair after a forward", first(forwards, EndPrograms::tell))
                        .with(
                                TARGET,
                                first(
                                        (request, response) -> request.startAsync(request, response)
                                                .dispatch(),
                                        EndPrograms::tell))
                        .visitedBy(visit),
                Program.of("dispatch from a thread after a forward", first(forwards, EndPrograms::tell))
                        .with(
                                TARGET,
                                first(
                                        (request, response) -> AsyncSubject.run(request.startAsync()::dispatch),
                                        EndPrograms::tell))
                        .visitedBy(visit),
                Program.of(
                                "dispatch of a pair, with its query",
                                first(
                                        (request, response) -> request.startAsync(request, response)
                                                .dispatch(),
                                        EndPrograms::tell))
                        .visitedBy(visit),
                Program.of("dispatch elsewhere after a forward", forwards)
                        .with(TARGET, (request, response) -> request.startAsync()
                                .dispatch(request.getServletPath().replace(TARGET, "there") + "?there=1"))
                        .with("there", EndPrograms::tell)
                        .visitedBy(visit),
                Program.of("complete after a forward", forwards)
                        .with(TARGET, (request, response) -> {
                            AsyncContext context = request.startAsync();
                            response.getWriter().print("forwarded ");
                            AsyncSubject.run(() -> {
                                context.getResponse().getWriter().print("late");
                                context.complete();
                            });
                        })
                        .visitedBy(visit));
    }

    private static void tell(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter()
                .print(request.getDispatcherType() + " " + request.getRequestURI() + " " + request.getQueryString()
                        + " "
                        + request.getParameter("a") + " " + request.getParameter("forwarded") + " "
                        + request.getParameter("there"));
    }

    /** What a context says once its request is over. */
    private static Program over(String name, Subject subject) {
        return Program.of("an ended context, after " + name, subject);
    }

    private static void note(Notes notes, AsyncContext context) {
        notes.outcomeOf("complete", context::complete);
        notes.outcomeOf("dispatch", context::dispatch);
        notes.outcomeOf("request", context::getRequest);
        notes.outcomeOf("response", context::getResponse);
        notes.outcomeOf("original", context::hasOriginalRequestAndResponse);
        notes.outcomeOf("listener", () -> context.addListener(new Listening()));
        notes.outcomeOf("timeout", () -> context.setTimeout(1));
        notes.outcomeOf("start", () -> context.start(() -> {}));
    }

    private static List<Program> ended() {
        return List.of(
                over("complete", (request, response) -> {
                    AsyncContext context = request.startAsync();
                    Notes notes = Notes.of(request);
                    context.addListener(new Listening() {
                        @Override
                        public void onComplete(AsyncEvent event) {
                            notes.add("complete");
                            Thread own = Thread.currentThread();
                            AsyncSubject.run(() -> {
                                own.join(300);
                                note(notes, context);
                            });
                        }
                    });
                    AsyncSubject.run(() -> {
                        response.getWriter().print("done");
                        context.complete();
                    });
                }),
                over(
                        "a dispatch",
                        first(
                                (request, response) -> {
                                    AsyncContext context = request.startAsync();
                                    Notes notes = Notes.of(request);
                                    context.addListener(new Listening() {
                                        @Override
                                        public void onComplete(AsyncEvent event) {
                                            Thread own = Thread.currentThread();
                                            AsyncSubject.run(() -> {
                                                own.join(300);
                                                note(notes, context);
                                            });
                                        }
                                    });
                                    AsyncSubject.run(context::dispatch);
                                },
                                (request, response) -> response.getWriter().print("dispatched"))));
    }
}
