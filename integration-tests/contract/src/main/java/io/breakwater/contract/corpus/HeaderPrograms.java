package io.breakwater.contract.corpus;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What servlets pass on that they should not, which each container takes in a way of its own. */
final class HeaderPrograms {
    private HeaderPrograms() {}

    /** One call of which it is noted what came of it. */
    private interface Call {
        void on(HttpServletRequest request, HttpServletResponse response) throws Exception;
    }

    static List<Program> all() {
        return List.of(
                // HttpURLConnection.getHeaderFields() has the status line under no name.
                call("setHeader without a name", (request, response) -> response.setHeader(null, "HTTP/1.1 200 OK")),
                call("addHeader without a name", (request, response) -> response.addHeader(null, "HTTP/1.1 200 OK")),
                call("setIntHeader without a name", (request, response) -> response.setIntHeader(null, 1)),
                call("addIntHeader without a name", (request, response) -> response.addIntHeader(null, 1)),
                call("setDateHeader without a name", (request, response) -> response.setDateHeader(null, 0)),
                call("addDateHeader without a name", (request, response) -> response.addDateHeader(null, 0)),
                call("setHeader with an empty name", (request, response) -> response.setHeader("", "x")),
                call("setHeader without a value", (request, response) -> response.setHeader("X-App", null)),
                call("addHeader without a value", (request, response) -> response.addHeader("X-App", null)),
                call("setHeader without anything", (request, response) -> response.setHeader(null, null)),
                call("a header taken back", (request, response) -> {
                    response.setHeader("X-App", "1");
                    response.setHeader("X-App", null);
                }),
                call("addCookie without a cookie", (request, response) -> response.addCookie(null)),
                call("a cookie without a value", (request, response) -> response.addCookie(new Cookie("a", null))),
                call("a cookie of a header", (request, response) -> response.setHeader("Set-Cookie", "a=1; Path=/")),
                call(
                        "a cookie of a header without a value",
                        (request, response) -> response.addHeader("Set-Cookie", null)),
                call("no content type", (request, response) -> response.setContentType(null)),
                call("a content type taken back", (request, response) -> {
                    response.setContentType("text/html;charset=utf-8");
                    response.setContentType(null);
                }),
                call("no encoding", (request, response) -> response.setCharacterEncoding((String) null)),
                call("an unknown encoding", (request, response) -> response.setCharacterEncoding("nonsense")),
                call("no locale", (request, response) -> response.setLocale(null)),
                call("no redirect", (request, response) -> response.sendRedirect(null)),
                call("a buffer that is set too late", (request, response) -> {
                    response.getOutputStream().print("some");
                    response.setBufferSize(100_000);
                }),
                call("a redirect that comes too late", (request, response) -> {
                    response.flushBuffer();
                    response.sendRedirect("/elsewhere");
                }),
                call("an error that comes too late", (request, response) -> {
                    response.flushBuffer();
                    response.sendError(404);
                }),
                call("a reset that comes too late", (request, response) -> {
                    response.flushBuffer();
                    response.reset();
                }),
                call("a stream and a writer", (request, response) -> {
                    response.getOutputStream();
                    response.getWriter();
                }),
                call("a writer and a stream", (request, response) -> {
                    response.getWriter();
                    response.getOutputStream();
                }),
                call("no trailers", (request, response) -> response.setTrailerFields(null)),
                call(
                        "trailers of a short body",
                        (request, response) -> response.setTrailerFields(() -> Map.of("X-End", "calm"))),
                call("trailers of a body with a length", (request, response) -> {
                    response.setContentLength(4);
                    response.setTrailerFields(() -> Map.of("X-End", "calm"));
                }),
                call("trailers that come too late", (request, response) -> {
                    response.flushBuffer();
                    response.setTrailerFields(() -> Map.of("X-End", "calm"));
                }),
                call("what cannot be asked", (request, response) -> {
                    Notes notes = Notes.of(request);
                    notes.outcomeOf("contains", () -> notes.add("" + response.containsHeader(null)));
                    notes.outcomeOf("header", () -> notes.add("" + response.getHeader(null)));
                    notes.outcomeOf("headers", () -> notes.add("" + response.getHeaders(null)));
                    notes.outcomeOf("request's", () -> notes.add("" + request.getHeader(null)));
                    notes.outcomeOf("attribute", () -> notes.add("" + request.getAttribute(null)));
                    notes.outcomeOf("parameter", () -> notes.add("" + request.getParameter(null)));
                }),
                call("a status that is taken back", (request, response) -> {
                    response.setStatus(100);
                    Notes.of(request).add("status " + response.getStatus());
                    response.setStatus(202);
                    Notes.of(request).add("status " + response.getStatus());
                }),
                Program.of("a copy of all that a connection of the JDK's says", (request, response) -> {
                            Notes.of(request)
                                    .outcomeOf("copy", () -> Map.of("X-Down", "1", "Content-Type", "text/plain")
                                            .forEach(response::addHeader));
                            Notes.of(request)
                                    .outcomeOf("status line", () -> response.addHeader(null, "HTTP/1.1 200 OK"));
                            response.setIntHeader("Content-Length", -1);
                            response.getOutputStream().print("calm");
                        })
                        .visitedBy(RawRequest.get("/"), RawRequest.head("/"), RawRequest.post("/", "")),
                listeners("no write listener", (request, response) -> {
                    request.startAsync();
                    response.getOutputStream().setWriteListener(null);
                }),
                listeners(
                        "a write listener without asynchronous operation",
                        (request, response) -> response.getOutputStream().setWriteListener(new Listening())),
                listeners("no read listener", (request, response) -> {
                    request.startAsync();
                    request.getInputStream().setReadListener(null);
                }),
                listeners(
                        "a read listener without asynchronous operation",
                        (request, response) -> request.getInputStream().setReadListener(new Listening())),
                listeners("a second read listener", (request, response) -> {
                    request.startAsync();
                    request.getInputStream().setReadListener(new Listening());
                    request.getInputStream().setReadListener(new Listening());
                }));
    }

    private static Program call(String name, Call call) {
        return Program.of(name, (request, response) -> {
            Notes.of(request).outcomeOf("call", () -> call.on(request, response));
            // The deadline must hold for what follows as well, and the answer be the app's.
            response.setHeader("X-After", "1");
            if (!response.isCommitted() && !Set.of("a writer and a stream").contains(name)) {
                response.getOutputStream().print("calm");
            }
        });
    }

    private static Program listeners(String name, Call call) {
        Subject subject = (request, response) -> {
            Notes.of(request).outcomeOf("call", () -> call.on(request, response));
            AsyncContext context = request.isAsyncStarted() ? request.getAsyncContext() : request.startAsync();
            context.complete();
        };
        return Program.of(name, subject).visitedBy(RawRequest.post("/", "some")).withAnyConnection();
    }

    /** Listens, and does nothing. */
    private static final class Listening implements jakarta.servlet.ReadListener, jakarta.servlet.WriteListener {
        @Override
        public void onDataAvailable() {}

        @Override
        public void onAllDataRead() {}

        @Override
        public void onWritePossible() {}

        @Override
        public void onError(Throwable t) {}
    }
}
