package io.breakwater.contract.corpus;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Headers;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a stranger tried: streams that are used on after their end, heads after an error, who a request says it is, upgrades. */
final class StrangerPrograms {
    private static final String TARGET = "target";

    private StrangerPrograms() {}

    static List<Program> all() {
        return Stream.of(closed(), bodies(), heads(), identities(), ends())
                .flatMap(List::stream)
                .toList();
    }

    private static Subject forwarding() {
        return (request, response) ->
                request.getRequestDispatcher(Program.pathOf(request, TARGET)).forward(request, response);
    }

    /** Streams and writers that are used on after they were closed. */
    private static List<Program> closed() {
        return List.of(
                Program.of("a closed stream that is written", (request, response) -> {
                    ServletOutputStream out = response.getOutputStream();
                    out.print("a");
                    out.close();
                    Notes notes = Notes.of(request);
                    notes.outcomeOf("a byte", () -> out.write('b'));
                    notes.outcomeOf("bytes", () -> out.write(new byte[3]));
                    notes.outcomeOf("no bytes", () -> out.write(new byte[0]));
                    notes.outcomeOf("flush", out::flush);
                    notes.outcomeOf("flushBuffer", response::flushBuffer);
                    notes.outcomeOf("print", () -> out.print("c"));
                    notes.outcomeOf("println", () -> out.println());
                    notes.outcomeOf("close", out::close);
                    notes.outcomeOf("sendError", () -> response.sendError(500));
                    notes.outcomeOf("reset", response::reset);
                    notes.outcomeOf("writer", response::getWriter);
                }),
                Program.of("a closed writer that is written", (request, response) -> {
                    PrintWriter out = response.getWriter();
                    out.print("a");
                    out.close();
                    Notes notes = Notes.of(request);
                    notes.add("" + out.checkError());
                    out.println();
                    notes.add("" + out.checkError());
                    out.printf("x");
                    out.flush();
                    notes.add("" + out.checkError());
                    notes.outcomeOf("sendError", () -> response.sendError(500));
                    notes.outcomeOf("stream", response::getOutputStream);
                }),
                Program.of("a body of its length that is written on", (request, response) -> {
                            response.setContentLength(2);
                            ServletOutputStream out = response.getOutputStream();
                            out.print("ab");
                            Notes notes = Notes.of(request);
                            notes.outcomeOf("a byte", () -> out.write('c'));
                            notes.outcomeOf("flush", out::flush);
                            notes.outcomeOf("close", out::close);
                        })
                        .withAnyConnection(),
                Program.of("a short body that is closed and written on", (request, response) -> {
                            response.setContentLength(10);
                            ServletOutputStream out = response.getOutputStream();
                            out.print("abc");
                            Notes notes = Notes.of(request);
                            notes.outcomeOf("close", out::close);
                            notes.outcomeOf("print", () -> out.print("d"));
                        })
                        .failing()
                        .withAnyConnection()
                        .except(
                                "",
                                "a body that ends before its declared length is a failure, and the visitor gets the page"),
                Program.of("a short body after a forward", forwarding())
                        .with(TARGET, (request, response) -> {
                            response.setContentLength(10);
                            response.getOutputStream().print("abc");
                        })
                        .failing()
                        .withAnyConnection()
                        .except("Tomcat", "nothing more can be sent after its forward: what is short is broken off")
                        .except(
                                "Jetty",
                                "a body that ends before its declared length is a failure, and the visitor gets the page"),
                Program.of("a close, and then an include", (request, response) -> {
                            response.getOutputStream().print("x");
                            response.getOutputStream().close();
                            Notes.of(request).outcomeOf("include", () -> request.getRequestDispatcher(
                                            Program.pathOf(request, TARGET))
                                    .include(request, response));
                        })
                        .with(TARGET, (request, response) -> response.getOutputStream()
                                .print("included")));
    }

    /** Bodies of requests that are read in unusual ways. */
    private static List<Program> bodies() {
        return List.of(
                Program.of("a request's stream that is closed and read", (request, response) -> {
                            Notes notes = Notes.of(request);
                            ServletInputStream in = request.getInputStream();
                            in.close();
                            notes.outcomeOf("read", () -> notes.add("" + in.read()));
                            notes.outcomeOf("the rest", () -> notes.add("" + in.readAllBytes().length));
                        })
                        .visitedBy(RawRequest.post("/", "abc"))
                        .withAnyConnection(),
                Program.of("a request's stream that is read to its end and closed", (request, response) -> {
                            Notes notes = Notes.of(request);
                            try (ServletInputStream in = request.getInputStream()) {
                                notes.add("" + in.readAllBytes().length + in.isFinished());
                            }
                            response.getWriter().print("read");
                        })
                        .visitedBy(RawRequest.post("/", "abc")),
                Program.of("a reader that is marked", (request, response) -> {
                            request.getReader().mark(10);
                            Notes notes = Notes.of(request);
                            notes.add((char) request.getReader().read()
                                    + request.getReader().readLine());
                            request.getReader().reset();
                            notes.add(request.getReader().readLine());
                        })
                        .visitedBy(RawRequest.post("/", "first\nsecond"))
                        .exceptByWrappers("Tomcat", "Tomcat's reader forgets its mark when it reads a line"),
                Program.of("trailers of a chunked request", (request, response) -> {
                            Notes notes = Notes.of(request);
                            notes.outcomeOf("early", request::getTrailerFields);
                            request.getInputStream().readAllBytes();
                            notes.add(request.isTrailerFieldsReady() + " " + request.getTrailerFields());
                        })
                        .visitedBy(new RawRequest(
                                "POST",
                                "/",
                                Headers.none()
                                        .with("Transfer-Encoding", "chunked")
                                        .with("Trailer", "X-T"),
                                Bytes.utf8("3\r\nabc\r\n0\r\nX-T: t\r\n\r\n"))),
                Program.of("a request that waits to be asked for its body", (request, response) -> {
                            int length = request.getInputStream().readAllBytes().length;
                            response.getWriter().print(length);
                        })
                        .visitedBy(RawRequest.post("/", "abc").with("Expect", "100-continue")));
    }

    /** Heads that are changed when it is too late, or to what is none. */
    private static List<Program> heads() {
        return List.of(
                keeping("a filter that tells a length in the end: sendError 404", 404),
                keeping("a filter that tells a length in the end: sendError 503", 503),
                Program.of("sendError 503, then headers", (request, response) -> {
                            response.sendError(503);
                            response.setHeader("X-After", "1");
                            response.addCookie(new Cookie("after", "1"));
                            response.setStatus(200);
                        })
                        .failing(),
                Program.of("a status below any, caught", (request, response) -> {
                            Notes notes = Notes.of(request);
                            response.setStatus(404);
                            notes.outcomeOf("status", () -> response.setStatus(0));
                            notes.add("" + response.getStatus());
                        })
                        .failing()
                        .withAnyConnection()
                        .except("", "no status of HTTP: the visitor gets the page of an answer that can't be read"),
                Program.of("an encoding that nobody knows, then a stream", (request, response) -> {
                    response.setContentType("text/plain;charset=nope");
                    Notes.of(request).outcomeOf("stream", () -> response.getOutputStream()
                            .print("x"));
                }));
    }

    /** Behind a filter of the app's that keeps the body and sends it with its length, whatever comes. */
    private static Program keeping(String name, int status) {
        return Program.of(name, (request, response) -> response.sendError(status))
                .inside(
                        () -> (request, response, chain) -> {
                            try {
                                chain.doFilter(
                                        request, new HttpServletResponseWrapper((HttpServletResponse) response) {});
                            } finally {
                                response.setContentLength(0);
                            }
                        },
                        DispatcherType.REQUEST)
                .failing()
                .withAnyConnection();
    }

    /** Who a request or a context says it is. */
    private static List<Program> identities() {
        String taken =
                "Tomcat takes the guard's request into its forward or include, until that has returned, in place of its own";
        return List.of(
                Program.of("a request in its forward", (request, response) -> {
                            request.setAttribute("before", request);
                            request.getRequestDispatcher(Program.pathOf(request, TARGET))
                                    .forward(request, response);
                        })
                        .with(TARGET, (request, response) -> Notes.of(request)
                                .add("" + (request.getAttribute("before") == request)))
                        .exceptByWrappers("Tomcat", taken),
                Program.of("a context in a forward", forwarding())
                        .with(TARGET, (request, response) -> tellOf(request, request.startAsync()))
                        .exceptByWrappers("Tomcat", taken),
                Program.of("a context of a pair in a forward", forwarding())
                        .with(TARGET, (request, response) -> tellOf(request, request.startAsync(request, response))),
                Program.of("a context of a pair in an include", (request, response) -> request.getRequestDispatcher(
                                        Program.pathOf(request, TARGET))
                                .include(request, response))
                        .with(TARGET, (request, response) -> tellOf(request, request.startAsync(request, response))),
                Program.of("a request that a filter in front knows", (request, response) -> Notes.of(request)
                                .add("" + (request.getAttribute("known") == request)))
                        .outside(
                                () -> (request, response, chain) -> {
                                    request.setAttribute("known", request);
                                    chain.doFilter(request, response);
                                },
                                DispatcherType.REQUEST)
                        .exceptByWrappers("", "what the app gets is the guard's, around what the filter knows"),
                Program.of("all attributes of a request", (request, response) -> response.getWriter()
                        .print(Collections.list(request.getAttributeNames()).stream()
                                .sorted()
                                .toList())),
                Program.of("listened: a bug", (request, response) -> {
                            request.setAttribute("a", 1);
                            throw new IllegalStateException("a bug");
                        })
                        .exceptByWrappers("", "the correlation ID is there for the container's error page"),
                Program.of("listened: an answer", (request, response) -> {
                    request.setAttribute("a", 1);
                    response.sendError(404);
                }),
                Program.of("an upgrade", (request, response) -> {
                            response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
                            response.setHeader("Upgrade", "harbour");
                            response.setHeader("Connection", "Upgrade");
                            request.upgrade(Greeting.class);
                        })
                        .visitedBy(
                                RawRequest.get("/").with("Upgrade", "harbour").with("Connection", "Upgrade"))
                        .withAnyConnection());
    }

    private static void tellOf(HttpServletRequest request, AsyncContext context) {
        HttpServletRequest own = (HttpServletRequest) context.getRequest();
        Notes.of(request)
                .add(context.hasOriginalRequestAndResponse() + " " + request.getDispatcherType() + " "
                        + own.getDispatcherType() + " " + own.getRequestURI());
        context.complete();
    }

    /** Says one word in another protocol. */
    public static final class Greeting implements HttpUpgradeHandler {
        @Override
        public void init(WebConnection connection) {
            try {
                connection.getOutputStream().print("ahoy");
                connection.getOutputStream().flush();
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void destroy() {}
    }

    /** Asynchronous requests that nobody but the container ends. */
    private static List<Program> ends() {
        return List.of(
                Program.of("a completion by another thread while a time-out is told of", (request, response) -> {
                            Notes notes = Notes.of(request);
                            AsyncContext started = request.startAsync();
                            started.setTimeout(200);
                            started.addListener(new Listening() {
                                @Override
                                public void onTimeout(AsyncEvent event) {
                                    Thread other = new Thread(() -> notes.outcomeOf("complete", () -> {
                                        response.getWriter().print("late");
                                        event.getAsyncContext().complete();
                                    }));
                                    other.start();
                                    join(other);
                                }
                            });
                        })
                        .withAnyConnection()
                        .except("Jetty", "what it refuses while it tells of a time-out is done once it has told"),
                Program.of("sendError 408 at the time-out", (request, response) -> {
                            AsyncContext started = request.startAsync();
                            started.setTimeout(200);
                            started.addListener(new Listening() {
                                @Override
                                public void onTimeout(AsyncEvent event) throws IOException {
                                    response.sendError(408);
                                }
                            });
                        })
                        .failing()
                        .withAnyConnection()
                        .except("Jetty", "the error that the app sends stands, in whose place Jetty says 500"),
                Program.of("an OutOfMemoryError at the time-out", (request, response) -> {
                            AsyncContext started = request.startAsync();
                            started.setTimeout(200);
                            started.addListener(new Listening() {
                                @Override
                                public void onTimeout(AsyncEvent event) {
                                    throw new OutOfMemoryError("not really");
                                }
                            });
                        })
                        .withAnyConnection()
                        .failing()
                        .exceptByWrappers(
                                "Tomcat",
                                "Tomcat breaks the connection off where a listener is out of memory, and tells no other")
                        .except("", "nobody has answered in time, and the visitor gets the page"),
                Program.of("a task that throws, and nobody completes", (request, response) -> {
                            AsyncContext started = request.startAsync();
                            started.setTimeout(500);
                            started.addListener(new Listening());
                            AsyncSubject.run(() -> {
                                // Until the container's thread has left the request, of which nothing tells.
                                Thread.sleep(100);
                                started.start(() -> {
                                    throw new IllegalStateException("a bug");
                                });
                            });
                        })
                        .withAnyConnection(),
                Program.of("trailers and a close", (request, response) -> {
                    response.setTrailerFields(() -> Map.of("X-Sum", "42"));
                    response.getWriter().print("with a sum");
                    response.getWriter().close();
                }));
    }

    private static void join(Thread other) {
        try {
            other.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
