package io.breakwater.contract.corpus;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.PlainStream;
import io.breakwater.contract.app.Subject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Outer filters that hand a wrapper on and copy what it has got after the chain, around asynchronous servlets. */
final class CopyPrograms {
    private static final DispatcherType[] BOTH = {DispatcherType.REQUEST, DispatcherType.ASYNC};

    private CopyPrograms() {}

    static List<Program> all() {
        Map<String, Supplier<Filter>> filters = Map.of(
                "decorating", CopyPrograms::decorating,
                "measuring", CopyPrograms::measuring,
                "prefixing", CopyPrograms::prefixing);
        List<Program> programs = new ArrayList<>();
        filters.forEach((name, filter) -> programs.addAll(around(name, filter)));
        return List.copyOf(programs);
    }

    private static List<Program> around(String name, Supplier<Filter> filter) {
        return List.of(
                program(name, filter, "a blocking answer", (request, response) -> response.getWriter()
                        .print("blocking")),
                program(name, filter, "a dispatch that answers", dispatching((request, response) -> response.getWriter()
                        .print("thirty-four bytes of an answer, say"))),
                program(name, filter, "a dispatch of a pair that answers", (request, response) -> {
                    if (request.getDispatcherType() == DispatcherType.ASYNC) {
                        response.getWriter().print("of a pair");
                    } else {
                        AsyncSubject.run(request.startAsync(request, response)::dispatch);
                    }
                }),
                program(
                        name, filter, "a dispatch of a wrapped pair that answers", (request, response) -> {
                            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                                response.getWriter().print("of a wrapped pair");
                            } else {
                                AsyncSubject.run(request.startAsync(
                                        new HttpServletRequestWrapper(request),
                                        new HttpServletResponseWrapper(response))::dispatch);
                            }
                        }),
                program(name, filter, "a dispatch at once", (request, response) -> {
                    if (request.getDispatcherType() == DispatcherType.ASYNC) {
                        response.getOutputStream().print("dispatched at once");
                    } else {
                        request.startAsync().dispatch();
                    }
                }),
                program(name, filter, "a dispatch that fails", dispatching((request, response) -> {
                            response.setStatus(503);
                            response.getWriter().print("down");
                        }))
                        .failing(),
                program(
                        name,
                        filter,
                        "a dispatch and sendError",
                        dispatching((request, response) -> response.sendError(404))),
                program(
                        name,
                        filter,
                        "a dispatch and a redirect",
                        dispatching((request, response) -> response.sendRedirect("/x"))),
                program(name, filter, "a dispatch and a bug", dispatching((request, response) -> {
                    throw new Bug();
                })),
                program(
                        name,
                        filter,
                        "a completion, written through the context",
                        completing((context, response) ->
                                context.getResponse().getWriter().print("through the context"))),
                program(
                        name,
                        filter,
                        "a completion, written by bytes through the context",
                        completing((context, response) ->
                                context.getResponse().getOutputStream().print("through the context"))),
                program(name, filter, "a failing completion through the context", completing((context, response) -> {
                            HttpServletResponse own = (HttpServletResponse) context.getResponse();
                            own.setStatus(503);
                            own.setContentType("application/json");
                            own.getWriter().print("{\"down\":true}");
                        }))
                        .failing(),
                program(name, filter, "a completion at once", (request, response) -> {
                    AsyncContext context = request.startAsync();
                    context.getResponse().getWriter().print("at once");
                    context.complete();
                }),
                program(name, filter, "a second cycle", (request, response) -> {
                    if (request.getDispatcherType() == DispatcherType.ASYNC) {
                        if (request.getAttribute("again") == null) {
                            request.setAttribute("again", true);
                            AsyncSubject.run(request.startAsync()::dispatch);
                        } else {
                            response.getWriter().print("the second");
                        }
                    } else {
                        AsyncSubject.run(request.startAsync()::dispatch);
                    }
                }),
                program(name, filter, "whether it knows its pair", (request, response) -> {
                    AsyncContext context = request.startAsync();
                    Notes.of(request)
                            .add(context.hasOriginalRequestAndResponse() + " " + (context.getRequest() == request) + " "
                                    + (context.getResponse() == response));
                    context.complete();
                }));
    }

    private static Program program(String name, Supplier<Filter> filter, String what, Subject subject) {
        return Program.of("behind a " + name + " filter: " + what, subject).outside(filter, BOTH);
    }

    private static Subject dispatching(Subject inDispatch) {
        return (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                inDispatch.serve(request, response);
            } else {
                AsyncContext context = request.startAsync();
                AsyncSubject.run(context::dispatch);
            }
        };
    }

    private interface Completion {
        void with(AsyncContext context, HttpServletResponse response) throws IOException;
    }

    /** Completes once the outer filters are done with the client's own dispatch, so that all runs come to the same. */
    private static Subject completing(Completion completion) {
        return (request, response) -> {
            AsyncContext context = request.startAsync();
            Thread own = Thread.currentThread();
            AsyncSubject.run(() -> {
                own.join(200);
                completion.with(context, response);
                context.complete();
            });
        };
    }

    /** Ten lines with a StringWriter, as tutorials have them: whatever comes is put into brackets. */
    private static Filter decorating() {
        return (request, response, chain) -> {
            StringWriter body = new StringWriter();
            PrintWriter writer = new PrintWriter(body);
            HttpServletResponse real = (HttpServletResponse) response;
            Stream stream = new Stream();
            chain.doFilter(request, new HttpServletResponseWrapper(real) {
                @Override
                public PrintWriter getWriter() {
                    return writer;
                }

                @Override
                public ServletOutputStream getOutputStream() {
                    return stream;
                }
            });
            String all = body + stream.text();
            if (!all.isEmpty()) {
                real.getWriter().print("[" + all + "]");
            }
        };
    }

    /** Copies with the length, in the dispatch that ends the request. */
    private static Filter measuring() {
        return (request, response, chain) -> {
            Stream stream = new Stream();
            PrintWriter writer = new PrintWriter(stream, false, StandardCharsets.UTF_8);
            HttpServletResponse real = (HttpServletResponse) response;
            chain.doFilter(request, new HttpServletResponseWrapper(real) {
                @Override
                public PrintWriter getWriter() {
                    return writer;
                }

                @Override
                public ServletOutputStream getOutputStream() {
                    return stream;
                }
            });
            writer.flush();
            if (!request.isAsyncStarted() && !real.isCommitted()) {
                byte[] all = stream.text().getBytes(StandardCharsets.UTF_8);
                real.setContentLength(all.length);
                real.getOutputStream().write(all);
            }
        };
    }

    /** Lets everything through, behind a header. */
    private static Filter prefixing() {
        return (request, response, chain) -> {
            HttpServletResponse real = (HttpServletResponse) response;
            real.addHeader("X-Outer", request.getDispatcherType().name());
            chain.doFilter(request, new HttpServletResponseWrapper(real));
        };
    }

    /** Keeps what is written to it. */
    private static final class Stream extends PlainStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void write(int b) {
            bytes.write(b);
        }
    }
}
