package io.breakwater.contract.corpus;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a container says of its state, and in which words it refuses: to which an app may hold. */
final class CornerPrograms {
    private static final long SHORT_MILLIS = 300;
    private static final String COUNTED = "its words count the listeners, of which the guard is one";

    private CornerPrograms() {}

    static List<Program> all() {
        return List.of(
                Program.of("words: a stream after a writer", refused((request, response) -> {
                    response.getWriter();
                    response.getOutputStream();
                })),
                Program.of("words: a writer after a stream", refused((request, response) -> {
                    response.getOutputStream();
                    response.getWriter();
                })),
                Program.of("words: a reader after a stream", refused((request, response) -> {
                            request.getInputStream();
                            request.getReader();
                        }))
                        .visitedBy(RawRequest.post("/", "harbour"))
                        .withAnyConnection(),
                Program.of("words: a stream after a reader", refused((request, response) -> {
                            request.getReader();
                            request.getInputStream();
                        }))
                        .visitedBy(RawRequest.post("/", "harbour"))
                        .withAnyConnection(),
                Program.of("words: a reset after the flush", refused((request, response) -> {
                    response.flushBuffer();
                    response.reset();
                })),
                Program.of("words: a buffer's reset after the flush", refused((request, response) -> {
                    response.flushBuffer();
                    response.resetBuffer();
                })),
                Program.of("words: an error after the flush", refused((request, response) -> {
                    response.flushBuffer();
                    response.sendError(404);
                })),
                Program.of("words: a redirect after the flush", refused((request, response) -> {
                    response.flushBuffer();
                    response.sendRedirect("/x");
                })),
                Program.of("words: a buffer that is set too late", refused((request, response) -> {
                    response.getOutputStream().print("x");
                    response.flushBuffer();
                    response.setBufferSize(100);
                })),
                Program.of(
                        "words: a context that is not there",
                        refused((request, response) -> request.getAsyncContext())),
                Program.of("words: a second start", (request, response) -> {
                            Notes notes = Notes.of(request);
                            AsyncContext context = request.startAsync();
                            say(notes, request::startAsync);
                            context.complete();
                        })
                        .exceptByWrappers("Jetty", COUNTED),
                Program.of("words: a second dispatch", (request, response) -> {
                            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                                return;
                            }
                            Notes notes = Notes.of(request);
                            AsyncContext context = request.startAsync();
                            context.dispatch();
                            say(notes, context::dispatch);
                        })
                        .exceptByWrappers("Jetty", COUNTED),
                Program.of("words: a context in a dispatch", (request, response) -> {
                            if (request.getDispatcherType() != DispatcherType.ASYNC) {
                                request.startAsync().dispatch();
                                return;
                            }
                            Notes notes = Notes.of(request);
                            say(notes, request::getAsyncContext);
                        })
                        .exceptByWrappers("Jetty", COUNTED),
                Program.of("state: a time-out below zero", (request, response) -> {
                    Notes notes = Notes.of(request);
                    AsyncContext context = request.startAsync();
                    notes.outcomeOf("time-out", () -> context.setTimeout(-5));
                    notes.add("time-out " + context.getTimeout());
                    context.complete();
                }),
                Program.of(Lifetimes.PREFIX + "an answer", (request, response) -> {
                    Notes.of(request).add("answered");
                    response.getWriter().print("calm");
                }),
                Program.of(Lifetimes.PREFIX + "sendError 404", (request, response) -> response.sendError(404)),
                Program.of(Lifetimes.PREFIX + "a completion", (request, response) -> {
                    AsyncContext context = request.startAsync();
                    context.addListener(telling(request, null));
                    context.complete();
                }),
                Program.of(Lifetimes.PREFIX + "a dispatch", (request, response) -> {
                    if (request.getDispatcherType() != DispatcherType.ASYNC) {
                        AsyncContext context = request.startAsync();
                        context.addListener(telling(request, null));
                        AsyncSubject.run(context::dispatch);
                    }
                }),
                Program.of("state: started of nulls", starts(null, null)),
                Program.of("state: started with itself", (request, response) -> {
                    Notes notes = Notes.of(request);
                    AsyncContext context = request.startAsync(request, response);
                    notes.add("own " + context.hasOriginalRequestAndResponse() + " " + (context.getRequest() == request)
                            + " " + (context.getResponse() == response) + " " + (request.getAsyncContext() == context));
                    context.complete();
                }),
                Program.of("state: in each dispatch", (request, response) -> {
                    Notes notes = Notes.of(request);
                    notes.add(request.getDispatcherType() + " " + request.isAsyncStarted() + " "
                            + request.isAsyncSupported());
                    if (request.getDispatcherType() != DispatcherType.ASYNC) {
                        AsyncContext context = request.startAsync();
                        notes.add("started " + request.isAsyncStarted() + " " + context.getTimeout());
                        context.dispatch();
                        notes.add("dispatched " + request.isAsyncStarted());
                    } else if (request.getAttribute("again") == null) {
                        request.setAttribute("again", true);
                        AsyncContext context = request.startAsync();
                        notes.add("started again " + request.isAsyncStarted());
                        context.complete();
                        notes.add("completed " + request.isAsyncStarted());
                    }
                }),
                Program.of("state: on a thread of the app's", (request, response) -> {
                    Notes notes = Notes.of(request);
                    AsyncContext context = request.startAsync();
                    AsyncSubject.run(() -> {
                        notes.add("on a thread " + request.isAsyncStarted());
                        response.getWriter().print("done");
                        context.complete();
                    });
                }),
                Program.of("events: a completion", (request, response) -> {
                    AsyncContext context = request.startAsync();
                    context.addListener(telling(request, null));
                    context.complete();
                }),
                Program.of("events: a completion, with what was given", (request, response) -> {
                    AsyncContext context = request.startAsync(request, response);
                    context.addListener(telling(request, request), request, response);
                    context.complete();
                }),
                Program.of("events: a time-out", (request, response) -> {
                    AsyncContext context = request.startAsync();
                    context.setTimeout(SHORT_MILLIS);
                    context.addListener(telling(request, null));
                }),
                Program.of("events: a time-out, with what was given", (request, response) -> {
                    AsyncContext context = request.startAsync(request, response);
                    context.setTimeout(SHORT_MILLIS);
                    context.addListener(telling(request, request), request, response);
                }),
                Program.of("events: a dispatch that starts again", (request, response) -> {
                            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                                AsyncContext context = request.startAsync();
                                context.addListener(telling(request, null));
                                context.complete();
                                return;
                            }
                            AsyncContext context = request.startAsync();
                            context.addListener(telling(request, null));
                            context.dispatch();
                        })
                        .exceptByWrappers("Undertow", "alone it tells of the end twice, and before the start"));
    }

    private static Subject refused(Subject subject) {
        return (request, response) -> {
            Notes notes = Notes.of(request);
            say(notes, () -> subject.serve(request, response));
        };
    }

    private static Subject starts(@Nullable HttpServletRequest given, @Nullable HttpServletResponse toFill) {
        return (request, response) -> {
            Notes notes = Notes.of(request);
            say(notes, () -> request.startAsync(given, toFill));
            notes.add("started " + request.isAsyncStarted());
            if (request.isAsyncStarted()) {
                request.getAsyncContext().complete();
            }
        };
    }

    /** Notes the words of what {@code work} throws, or that it throws nothing. */
    @SuppressWarnings("IllegalCatch") // whatever it is, it is to be compared
    private static void say(Notes notes, Notes.Work work) {
        try {
            work.run();
            notes.add("done");
        } catch (Throwable t) {
            notes.add(t.getClass().getSimpleName() + ": " + t.getMessage());
        }
    }

    private static Listening telling(HttpServletRequest request, @Nullable HttpServletRequest supplied) {
        Notes notes = Notes.of(request);
        return new Listening() {
            private void tell(String what, AsyncEvent event) {
                Throwable thrown = event.getThrowable();
                notes.add(what + " "
                        + (thrown == null ? "none" : thrown.getClass().getSimpleName()) + " "
                        + (event.getSuppliedRequest() == supplied) + " " + (event.getSuppliedResponse() == null) + " "
                        + (event.getAsyncContext() == null));
            }

            @Override
            public void onComplete(AsyncEvent event) {
                tell("complete", event);
            }

            @Override
            public void onTimeout(AsyncEvent event) {
                tell("time-out", event);
                event.getAsyncContext().complete();
            }

            @Override
            public void onError(AsyncEvent event) {
                tell("error", event);
            }

            @Override
            public void onStartAsync(AsyncEvent event) {
                tell("start", event);
            }
        };
    }
}
