package io.breakwater.contract.corpus;

import io.breakwater.contract.client.RawRequest;
import io.breakwater.downstream.Bytes;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What servlets that block do on good days: downloads, ranges, conditional requests, sessions, forms, encodings. */
final class PlainPrograms {
    private static final int LARGE = 300_000;

    private PlainPrograms() {}

    static List<Program> all() {
        return List.of(
                Program.of("a range of a download", PlainPrograms::range)
                        .visitedBy(
                                RawRequest.get("/").with("Range", "bytes=10-19"),
                                RawRequest.get("/").with("Range", "bytes=9999999-"),
                                RawRequest.get("/"),
                                RawRequest.head("/")),
                Program.of("a conditional request", PlainPrograms::conditional)
                        .visitedBy(
                                RawRequest.get("/").with("If-None-Match", "\"v1\""),
                                RawRequest.get("/").with("If-None-Match", "\"v0\""),
                                RawRequest.get("/").with("If-Modified-Since", "Thu, 01 Jan 1970 00:00:10 GMT")),
                Program.of("an attachment with its length", (request, response) -> {
                    response.setHeader("Content-Disposition", "attachment; filename*=UTF-8''h%C3%A4rbour.bin");
                    response.setContentLengthLong(LARGE);
                    response.getOutputStream().write(Bytes.filler(LARGE).toArray());
                }),
                Program.of("an attachment without its length", (request, response) -> {
                    response.setContentType("application/octet-stream");
                    response.getOutputStream().write(Bytes.filler(LARGE).toArray());
                }),
                Program.of("a session and its cookie", (request, response) -> {
                    boolean fresh = request.getSession(true).isNew();
                    response.getWriter()
                            .print(fresh + " "
                                    + response.getHeaders("Set-Cookie").size());
                    request.getSession().invalidate();
                    response.addCookie(new Cookie("after", "1"));
                }),
                Program.of("a form", PlainPrograms::parameters)
                        .visitedBy(
                                form("a=1&a=2&b=%C3%A4"),
                                form("a=%zz"),
                                form(""),
                                form("a=1").with("X-HTTP-Method-Override", "DELETE"),
                                RawRequest.get("/?a=1&b=%C3%A4")),
                Program.of("the body in pieces", (request, response) -> {
                            byte[] piece = new byte[7];
                            int count = 0;
                            while (request.getInputStream().read(piece) >= 0) {
                                count++;
                            }
                            response.getWriter().print(count > 0);
                            Notes.of(request)
                                    .add("finished " + request.getInputStream().isFinished());
                        })
                        .visitedBy(RawRequest.post("/", "0123456789".repeat(50))),
                Program.of("stream and writer at once", (request, response) -> {
                    response.getWriter().print("by the writer");
                    Notes.of(request).outcomeOf("stream", response::getOutputStream);
                }),
                Program.of("body and reader at once", (request, response) -> {
                            request.getInputStream();
                            Notes.of(request).outcomeOf("reader", request::getReader);
                            response.getWriter().print("done");
                        })
                        .visitedBy(RawRequest.post("/", "x"))
                        // Jetty closes it where the body, which nobody reads, has not come yet.
                        .withAnyConnection(),
                Program.of("headers after the flush", (request, response) -> {
                    response.getWriter().print("out");
                    response.flushBuffer();
                    response.setHeader("X-Late", "1");
                    response.setStatus(404);
                    Notes notes = Notes.of(request);
                    notes.add(response.getStatus() + " " + response.containsHeader("X-Late") + response.isCommitted());
                    notes.outcomeOf("sendError", () -> response.sendError(500));
                    notes.outcomeOf("reset", response::reset);
                    notes.outcomeOf("resetBuffer", response::resetBuffer);
                    notes.outcomeOf("setBufferSize", () -> response.setBufferSize(1));
                }),
                Program.of("what the response says of itself", (request, response) -> {
                    Notes notes = Notes.of(request);
                    notes.add(response.getBufferSize() + " " + response.getCharacterEncoding());
                    notes.add(response.getContentType() + " " + response.getLocale() + " " + response.getStatus());
                    response.setContentType("text/html; charset=utf-8");
                    response.setHeader("Content-Type", "text/plain");
                    notes.add(response.getContentType() + " " + response.getCharacterEncoding());
                    PrintWriter writer = response.getWriter();
                    response.setCharacterEncoding("iso-8859-1");
                    notes.add(response.getContentType() + " " + response.getCharacterEncoding());
                    writer.print("härbour");
                }),
                Program.of("encoded urls", (request, response) -> {
                    request.getSession();
                    response.getWriter()
                            .print(response.encodeURL("/a").startsWith("/a") + " "
                                    + response.encodeRedirectURL("/b").startsWith("/b"));
                }),
                Program.of("an error page by a dispatcher", (request, response) -> {
                            response.getWriter().print("to be dropped");
                            response.setStatus(404);
                            request.getRequestDispatcher(Program.pathOf(request, "page"))
                                    .forward(request, response);
                        })
                        .with("page", (request, response) -> response.getWriter()
                                .print("no " + request.getAttribute("jakarta.servlet.forward.path_info")))
                        .framedAnyhow("Undertow", Program.FLUSHED_ON_UNDERTOW),
                Program.of("a file that is included", (request, response) -> {
                            response.setBufferSize(LARGE);
                            response.getWriter().print("[");
                            request.getRequestDispatcher(Program.pathOf(request, "part"))
                                    .include(request, response);
                            response.getWriter().print("]");
                        })
                        .with("part", (request, response) -> {
                            response.setStatus(500);
                            response.setHeader("X-From", "included");
                            response.getWriter().print("part");
                            Notes.of(request).outcomeOf("sendError", () -> response.sendError(404));
                        }),
                Program.of("trailers", (request, response) -> {
                    response.setHeader("Trailer", "X-Sum");
                    response.setTrailerFields(() -> Map.of("X-Sum", "42"));
                    response.getWriter().print("with a sum");
                }),
                Program.of("trailers of the request", (request, response) -> {
                            request.getInputStream().readAllBytes();
                            response.getWriter()
                                    .print(request.isTrailerFieldsReady() + " " + request.getTrailerFields());
                        })
                        .visitedBy(RawRequest.post("/", "x")),
                Program.of("attributes and names", (request, response) -> {
                            request.setAttribute("a", 1);
                            request.setAttribute("b", null);
                            request.removeAttribute("c");
                            List<String> names = Collections.list(request.getAttributeNames()).stream()
                                    .filter(name -> name.length() == 1)
                                    .toList();
                            response.getWriter()
                                    .print(names
                                            + request.getServletPath()
                                            + request.getPathInfo()
                                            + request.getQueryString()
                                            + request.getRequestURL()
                                                    .substring(request.getRequestURL()
                                                            .lastIndexOf("/programs"))
                                            + request.getHttpServletMapping().getPattern());
                        })
                        .visitedBy(RawRequest.get("/a%20b;c=d?e=f"), RawRequest.get("")),
                Program.of("no content, in many ways", (request, response) -> {
                            response.setStatus(
                                    Integer.parseInt(request.getPathInfo().substring(1)));
                            response.setHeader("ETag", "\"1\"");
                        })
                        .visitedBy(
                                RawRequest.get("/204"),
                                RawRequest.get("/205"),
                                RawRequest.get("/304"),
                                RawRequest.get("/201"),
                                RawRequest.get("/404"),
                                RawRequest.get("/500"),
                                RawRequest.head("/200")));
    }

    private static RawRequest form(String body) {
        return RawRequest.post("/", body).with("Content-Type", "application/x-www-form-urlencoded");
    }

    private static void range(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] file = Bytes.filler(1000).toArray();
        String range = request.getHeader("Range");
        response.setHeader("Accept-Ranges", "bytes");
        if (range == null) {
            response.setContentLength(file.length);
            response.getOutputStream().write(file);
        } else if (range.equals("bytes=10-19")) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader("Content-Range", "bytes 10-19/1000");
            response.setContentLength(10);
            response.getOutputStream().write(file, 10, 10);
        } else {
            response.setHeader("Content-Range", "bytes */1000");
            response.sendError(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
        }
    }

    private static void conditional(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("ETag", "\"v1\"");
        response.setDateHeader("Last-Modified", 0);
        boolean same =
                "\"v1\"".equals(request.getHeader("If-None-Match")) || request.getDateHeader("If-Modified-Since") >= 0;
        if (same) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            response.getOutputStream().write("version 1".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void parameters(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StringBuilder all = new StringBuilder();
        Notes.of(request).outcomeOf("parameters", () -> request.getParameterMap()
                .forEach((name, values) -> all.append(name).append('=').append(List.of(values))));
        response.setCharacterEncoding("utf-8");
        response.getWriter().print(all + " " + request.getHeader("X-HTTP-Method-Override"));
    }
}
