package io.breakwater.contract.corpus;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import java.util.List;

/** Forwards to what tells of a type and writes nothing, as servlets for files do in answer to HEAD or to a condition. */
final class TypedPrograms {
    private static final String TARGET = "target";

    private TypedPrograms() {}

    static List<Program> all() {
        return List.of(
                typed("a type", (request, response) -> response.setContentType("text/plain")),
                typed("a type and a length", (request, response) -> {
                    response.setContentType("text/plain");
                    response.setContentLength(4);
                    if (!request.getMethod().equals("HEAD")) {
                        response.getOutputStream().print("calm");
                    }
                }),
                typed("a type and 304", (request, response) -> {
                    response.setContentType("text/plain");
                    response.setStatus(304);
                }),
                typed("a type and an unused writer", (request, response) -> {
                    response.setContentType("text/plain");
                    response.getWriter();
                }),
                typed("a type and a closed writer", (request, response) -> {
                    response.setContentType("text/plain");
                    response.getWriter().close();
                }),
                typed("a type and an unused stream", (request, response) -> {
                    response.setContentType("text/plain");
                    response.getOutputStream();
                }),
                typed("a type and a failing status", (request, response) -> {
                            response.setContentType("text/plain");
                            response.setStatus(503);
                        })
                        .failing());
    }

    private static Program typed(String what, Subject target) {
        return Program.of("a forward to " + what, (request, response) -> request.getRequestDispatcher(
                                Program.pathOf(request, TARGET))
                        .forward(request, response))
                .with(TARGET, target)
                .visitedBy(RawRequest.get("/"), RawRequest.head("/"))
                .framedAnyhow("Undertow", Program.FLUSHED_ON_UNDERTOW);
    }
}
