package io.breakwater.contract.corpus;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.downstream.Bytes;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What servlets say of a body's length that then turns out otherwise, and bodies that somebody else fills. */
final class LengthPrograms {
    private static final int PROMISED = 1000;
    private static final int FILE_BYTES = 60_000;
    private static final String SENDFILE = "org.apache.tomcat.sendfile.";

    private LengthPrograms() {}

    static List<Program> all() {
        List<Program> all = new ArrayList<>();
        for (int status : new int[] {400, 401, 404, 416, 500}) {
            all.add(Program.of("a length and then sendError " + status, (request, response) -> {
                        response.setContentLengthLong(PROMISED);
                        response.sendError(status);
                    })
                    .visitedBy(RawRequest.get("/"), RawRequest.head("/")));
        }
        all.addAll(overtaken());
        all.addAll(ignored());
        all.addAll(filledElsewhere());
        return all;
    }

    /** The servlet contract makes the body anew. */
    private static List<Program> overtaken() {
        return List.of(
                Program.of("a length and then sendError 503", (request, response) -> {
                            response.setContentLength(PROMISED);
                            response.sendError(503, "down");
                        })
                        .failing(),
                Program.of("a copied length and then sendError", (request, response) -> {
                    response.setHeader("content-length", "1000");
                    response.sendError(404, "not here");
                }),
                Program.of("an added length and then sendError", (request, response) -> {
                    response.addIntHeader("Content-Length", PROMISED);
                    response.sendError(403);
                }),
                Program.of("a length, a part of the body and then sendError", (request, response) -> {
                    response.setContentLength(PROMISED);
                    response.getOutputStream().write(new byte[10]);
                    response.sendError(404);
                }),
                Program.of(
                        "a length and then sendError in a dispatch", AsyncPrograms.dispatching((request, response) -> {
                            response.setContentLength(PROMISED);
                            response.sendError(404);
                        })),
                Program.of("a length and then a redirect", (request, response) -> {
                            response.setContentLengthLong(PROMISED);
                            response.sendRedirect("/elsewhere?a=b");
                        })
                        .visitedBy(RawRequest.get("/"), RawRequest.head("/"), RawRequest.post("/", "")),
                Program.of("a length, a part of the body and then a redirect", (request, response) -> {
                    response.setIntHeader("Content-Length", PROMISED);
                    response.getWriter().write("to be dropped");
                    response.sendRedirect("next");
                }),
                Program.of("a length, a failing status with a body and then a redirect", (request, response) -> {
                    response.setStatus(503);
                    response.getWriter().write("to be dropped");
                    response.sendRedirect("/elsewhere");
                }),
                Program.of(
                        "a length and then a redirect in a dispatch", AsyncPrograms.dispatching((request, response) -> {
                            response.setContentLength(PROMISED);
                            response.sendRedirect("/elsewhere");
                        })),
                Program.of("a length and then reset", (request, response) -> {
                    response.setContentLength(PROMISED);
                    response.getOutputStream().print("dropped");
                    response.reset();
                    response.getOutputStream().print("kept");
                }),
                Program.of("a length that is corrected", (request, response) -> {
                    response.setContentLength(PROMISED);
                    response.setContentLengthLong(4);
                    response.getOutputStream().print("kept");
                }),
                Program.of("resetBuffer and the length filled", (request, response) -> {
                    response.setContentLength(4);
                    response.getOutputStream().print("drop");
                    response.resetBuffer();
                    response.getOutputStream().print("kept");
                }));
    }

    /** The container takes no notice of it. */
    private static List<Program> ignored() {
        return List.of(
                Program.of("a length that comes too late", (request, response) -> {
                    response.getOutputStream().print("some");
                    response.flushBuffer();
                    response.setContentLength(PROMISED);
                    response.setHeader("Content-Length", "2000");
                }),
                Program.of("the length of what is included", (request, response) -> {
                            response.getWriter().print("before ");
                            request.getRequestDispatcher(Program.pathOf(request, "part"))
                                    .include(request, response);
                            response.getWriter().print(" after");
                        })
                        .with("part", (request, response) -> {
                            response.setContentLength(PROMISED);
                            response.setHeader("Content-Length", "2000");
                            response.setStatus(404);
                            response.getWriter().print("part");
                        }),
                minus("setHeader", (request, response) -> response.setHeader("Content-Length", "-1")),
                minus("addHeader", (request, response) -> response.addHeader("Content-Length", "-1")),
                minus("setIntHeader", (request, response) -> response.setIntHeader("Content-Length", -1)),
                minus("addIntHeader", (request, response) -> response.addIntHeader("content-length", -1)),
                minus("setContentLength", (request, response) -> response.setContentLength(-1)),
                minus("setContentLengthLong", (request, response) -> response.setContentLengthLong(-1)),
                minus("a length before", (request, response) -> {
                    response.setContentLength(PROMISED);
                    response.setContentLength(-1);
                }),
                minus("no value", (request, response) -> response.setHeader("Content-Length", null)),
                minus("no value added", (request, response) -> response.addHeader("Content-Length", null)));
    }

    /** As {@code HttpURLConnection.getContentLength()} says of a body without one. */
    private static Program minus(String how, Subject declares) {
        return Program.of("a length of minus one by " + how, (request, response) -> {
            declares.serve(request, response);
            response.getOutputStream().print("calm");
        });
    }

    private static List<Program> filledElsewhere() {
        List<Program> all = new ArrayList<>();
        for (String header : new String[] {"X-Accel-Redirect", "X-Sendfile", "X-LIGHTTPD-send-file"}) {
            all.add(Program.of("a file that the server in front sends for " + header, (request, response) -> {
                        response.setHeader(header, "/protected/file");
                        response.setContentLengthLong(FILE_BYTES);
                    })
                    .visitedBy(RawRequest.get("/"), RawRequest.head("/")));
        }
        all.add(Program.of("a body written past all wrappers", (request, response) -> {
            response.setContentLength(FILE_BYTES);
            innermost(response).getOutputStream().write(Bytes.filler(FILE_BYTES).toArray());
        }));
        all.add(Program.of("a small body written past all wrappers", (request, response) -> {
            response.setContentLength(4);
            innermost(response).getOutputStream().print("calm");
        }));
        all.add(Program.of("a body of characters written past all wrappers", (request, response) -> {
            response.setContentLength(4);
            innermost(response).getWriter().print("calm");
        }));
        all.add(Program.of(
                "a file that the container sends where it offers it",
                (request, response) ->
                        sendFile(request, response, Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support")))));
        all.add(Program.of(
                "a file that the container sends unasked",
                (request, response) ->
                        sendFile(request, response, request.getAttribute(SENDFILE + "support") != null)));
        return all;
    }

    private static ServletResponse innermost(HttpServletResponse response) {
        ServletResponse inner = response;
        while (inner instanceof ServletResponseWrapper wrapper) {
            inner = wrapper.getResponse();
        }
        return inner;
    }

    private static void sendFile(HttpServletRequest request, HttpServletResponse response, boolean byContainer)
            throws IOException {
        response.setContentType("application/octet-stream");
        response.setContentLengthLong(FILE_BYTES);
        if (byContainer) {
            request.setAttribute(SENDFILE + "filename", file().toString());
            request.setAttribute(SENDFILE + "start", 0L);
            request.setAttribute(SENDFILE + "end", (long) FILE_BYTES);
        } else {
            response.getOutputStream().write("F".repeat(FILE_BYTES).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static Path file() throws IOException {
        Path file = Files.createTempFile("download", ".bin");
        file.toFile().deleteOnExit();
        return Files.writeString(file, "F".repeat(FILE_BYTES));
    }
}
