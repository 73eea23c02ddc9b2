package io.breakwater.contract.corpus;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What servlets do after they have left the answer to the container, and how they end an answer with an exception. */
final class ErrorPrograms {
    private static final String PART = "part";

    private ErrorPrograms() {}

    static List<Program> all() {
        return Stream.of(leftToContainer(), anotherMove(), lengths(), heads())
                .flatMap(List::stream)
                .toList();
    }

    private static Subject then(Subject first, Subject second) {
        return (request, response) -> {
            first.serve(request, response);
            second.serve(request, response);
        };
    }

    private static Subject sendError(int status) {
        return (request, response) -> response.sendError(status, "said by the app");
    }

    private static Subject redirect() {
        return (request, response) -> response.sendRedirect("/elsewhere");
    }

    private static Subject bug() {
        return (request, response) -> {
            throw new Bug();
        };
    }

    /** Notes what the response says, and what it answers to that. */
    private static Subject noting(String what, Call call) {
        return (request, response) -> {
            Notes notes = Notes.of(request);
            notes.outcomeOf(what, () -> call.on(response));
            notes.add(what + " " + response.isCommitted() + " " + response.getStatus());
        };
    }

    private interface Call {
        void on(HttpServletResponse response) throws IOException;
    }

    private static List<Program> leftToContainer() {
        return List.of(
                Program.of("sendError 404, then a bug", then(sendError(404), bug())),
                Program.of("sendError 403 without a message, then a bug", (request, response) -> {
                    response.sendError(403);
                    throw new Bug();
                }),
                Program.of("sendError 500, then a bug", then(sendError(500), bug())),
                Program.of("sendError 503, then a bug", then(sendError(503), bug()))
                        .failing(),
                Program.of("sendError 404 after a body, then a bug", (request, response) -> {
                    response.getWriter().print("to be dropped");
                    response.sendError(404);
                    throw new Bug();
                }),
                Program.of("sendError 404, then a ServletException", then(sendError(404), (request, response) -> {
                    throw Bug.bare(new ServletException("as Jersey does"));
                })),
                Program.of("sendError 500, then an IOException", then(sendError(500), (request, response) -> {
                    throw Bug.bare(new IOException("disk full"));
                })),
                Program.of("a redirect, then a bug", then(redirect(), bug())),
                Program.of("a redirect after a body, then a bug", (request, response) -> {
                    response.getWriter().print("to be dropped");
                    response.sendRedirect("next");
                    throw new Bug();
                }),
                Program.of("sendError 404 after the flush", (request, response) -> {
                            response.getWriter().print("out");
                            response.flushBuffer();
                            response.sendError(404);
                        })
                        .except("Undertow", Program.CUT_ON_UNDERTOW)
                        .withAnyConnection(),
                Program.of("a bug after the flush", (request, response) -> {
                            response.getWriter().print("out");
                            response.flushBuffer();
                            throw new Bug();
                        })
                        .except("Undertow", Program.CUT_ON_UNDERTOW)
                        .withAnyConnection(),
                Program.of("a bug after the flush, with more in the buffer", (request, response) -> {
                            response.getWriter().print("out ");
                            response.flushBuffer();
                            response.getWriter().print("in the buffer");
                            throw new Bug();
                        })
                        .except("Undertow", Program.CUT_ON_UNDERTOW)
                        .withAnyConnection(),
                Program.of("a bug after the flush, with a length and more in the buffer", (request, response) -> {
                            response.setContentLength(100);
                            response.getOutputStream().print("out ");
                            response.flushBuffer();
                            response.getOutputStream().print("in the buffer");
                            throw new Bug();
                        })
                        .withAnyConnection(),
                Program.of("sendError 404 inside an include", (request, response) -> {
                            request.getRequestDispatcher(Program.pathOf(request, PART))
                                    .include(request, response);
                            response.getWriter().print("after");
                        })
                        .with(PART, (request, response) -> response.sendError(404)),
                Program.of("sendError 503 inside an include", (request, response) -> {
                            request.getRequestDispatcher(Program.pathOf(request, PART))
                                    .include(request, response);
                            response.getWriter().print("after");
                        })
                        .with(PART, (request, response) -> response.sendError(503))
                        .failing(),
                Program.of("sendError 404 inside a forward", (request, response) -> {
                            request.getRequestDispatcher(Program.pathOf(request, PART))
                                    .forward(request, response);
                            Notes.of(request).add("" + response.isCommitted() + response.getStatus());
                        })
                        .with(PART, (request, response) -> response.sendError(404)),
                Program.of("sendError 503 inside a forward", (request, response) -> request.getRequestDispatcher(
                                        Program.pathOf(request, PART))
                                .forward(request, response))
                        .with(PART, (request, response) -> response.sendError(503))
                        .failing(),
                Program.of("503 with a body inside a forward", (request, response) -> request.getRequestDispatcher(
                                        Program.pathOf(request, PART))
                                .forward(request, response))
                        .with(PART, (request, response) -> {
                            response.setStatus(503);
                            response.getWriter().print("down");
                        })
                        .failing()
                        .framedAnyhow("Undertow", Program.FLUSHED_ON_UNDERTOW),
                Program.of("sendError 404 inside a forward, then a bug", (request, response) -> {
                            request.getRequestDispatcher(Program.pathOf(request, PART))
                                    .forward(request, response);
                            throw new Bug();
                        })
                        .with(PART, (request, response) -> response.sendError(404)));
    }

    private static List<Program> anotherMove() {
        return List.of(
                Program.of(
                        "sendError twice",
                        then(noting("first", response -> response.sendError(404)), Bug.stackless(sendError(403)))),
                Program.of(
                        "sendError twice, the second caught",
                        then(
                                noting("first", response -> response.sendError(404)),
                                noting("second", response -> response.sendError(403)))),
                Program.of("sendError, then a redirect", then(sendError(404), Bug.stackless(redirect()))),
                Program.of(
                        "sendError, then a redirect, caught",
                        then(sendError(404), noting("redirect", response -> response.sendRedirect("next")))),
                Program.of(
                        "a redirect, then sendError, caught",
                        then(redirect(), noting("error", response -> response.sendError(404)))),
                Program.of("a redirect, then sendError", then(redirect(), Bug.stackless(sendError(404)))),
                Program.of(
                                "sendError, then a forward",
                                then(sendError(404), Bug.stackless((request, response) -> request.getRequestDispatcher(
                                                Program.pathOf(request, PART))
                                        .forward(request, response))))
                        .with(PART, (request, response) -> response.getWriter().print("forwarded")),
                Program.of("sendError, then an include", (request, response) -> {
                            response.sendError(404);
                            request.getRequestDispatcher(Program.pathOf(request, PART))
                                    .include(request, response);
                        })
                        .with(PART, (request, response) -> response.getWriter().print("included")),
                Program.of("sendError, then reset", then(sendError(404), noting("reset", HttpServletResponse::reset))),
                Program.of(
                        "sendError, then resetBuffer",
                        then(sendError(404), noting("resetBuffer", HttpServletResponse::resetBuffer))),
                Program.of(
                        "sendError, then flushBuffer",
                        then(sendError(404), noting("flushBuffer", HttpServletResponse::flushBuffer))),
                Program.of(
                        "sendError, then a body", then(sendError(404), noting("write", response -> response.getWriter()
                                .print("to be dropped")))),
                Program.of("sendError, then a body that is flushed", then(sendError(404), noting("write", response -> {
                    response.getWriter().print("to be dropped");
                    response.getWriter().flush();
                }))),
                Program.of("sendError, then a body that is closed", then(sendError(404), noting("write", response -> {
                    response.getOutputStream().write(new byte[] {1, 2, 3});
                    response.getOutputStream().close();
                }))),
                Program.of(
                        "sendError, then a header",
                        then(sendError(404), noting("header", response -> response.setHeader("X-Late", "1")))),
                Program.of(
                        "sendError, then a status",
                        then(sendError(404), noting("status", response -> response.setStatus(200)))),
                Program.of(
                        "sendError, then a type",
                        then(sendError(404), noting("type", response -> response.setContentType("text/css")))));
    }

    private static Subject wholeThenBug(boolean byWriter, String body) {
        return (request, response) -> {
            response.setCharacterEncoding("utf-8");
            response.setContentLength(body.getBytes(StandardCharsets.UTF_8).length);
            if (byWriter) {
                response.getWriter().print(body);
            } else {
                response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            throw new Bug();
        };
    }

    private static List<Program> lengths() {
        String large = "crown ".repeat(20_000);
        return List.of(
                Program.of("a whole body, then a bug", wholeThenBug(false, "calm")),
                Program.of("a whole body of characters, then a bug", wholeThenBug(true, "härbour")),
                Program.of("a whole large body, then a bug", wholeThenBug(false, large)),
                Program.of("a whole large body of characters, then a bug", wholeThenBug(true, large)),
                Program.of("a whole body that is closed, then a bug", (request, response) -> {
                    response.getWriter().print("closed");
                    response.getWriter().close();
                    throw new Bug();
                }),
                Program.of("a whole body that is closed, then sendError", (request, response) -> {
                    response.getWriter().print("closed");
                    response.getWriter().close();
                    response.sendError(500);
                }),
                Program.of("a whole body, then sendError", (request, response) -> {
                    response.setContentLength(4);
                    response.getOutputStream().print("calm");
                    Notes.of(request).outcomeOf("sendError", () -> response.sendError(404));
                }),
                Program.of("a body in the buffer, then a bug", (request, response) -> {
                    response.getWriter().print("to be dropped");
                    throw new Bug();
                }),
                Program.of("nothing for HEAD, then a bug", wholeThenBug(false, "calm"))
                        .visitedBy(RawRequest.head("/")));
    }

    private static List<Program> heads() {
        return List.of(
                Program.of("headers too large, at the flush", (request, response) -> {
                            response.setHeader("X-Large", "x".repeat(200_000));
                            response.flushBuffer();
                        })
                        .withAnyConnection(),
                Program.of("headers too large, at the flush, caught", (request, response) -> {
                            response.setHeader("X-Large", "x".repeat(200_000));
                            Notes.of(request).outcomeOf("flush", response::flushBuffer);
                            Notes.of(request).add("" + response.isCommitted());
                        })
                        .withAnyConnection(),
                Program.of("headers too large, at the end", (request, response) -> {
                            response.setHeader("X-Large", "x".repeat(200_000));
                            response.getWriter().print("calm");
                        })
                        .withAnyConnection(),
                Program.of("headers too large, at the writer's flush", (request, response) -> {
                            response.setHeader("X-Large", "x".repeat(200_000));
                            response.getWriter().print("calm");
                            response.getWriter().flush();
                        })
                        .withAnyConnection(),
                Program.of("headers too large, at a long body", (request, response) -> {
                            response.setHeader("X-Large", "x".repeat(200_000));
                            response.getOutputStream().write(new byte[100_000]);
                        })
                        .withAnyConnection());
    }
}
