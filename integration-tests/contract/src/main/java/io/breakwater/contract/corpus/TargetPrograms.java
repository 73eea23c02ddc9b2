package io.breakwater.contract.corpus;

import io.breakwater.contract.app.Subject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the target of a forward or an include finds that its caller has left: a writer or a stream. */
final class TargetPrograms {
    private static final String TARGET = "target";
    private static final String TEXT = "harbour \u00e4\u20ac";

    private TargetPrograms() {}

    static List<Program> all() {
        List<Program> programs = new ArrayList<>();
        programs.addAll(written());
        return programs;
    }

    private static void asksForWriter(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter();
    }

    private static void writes(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print("gone");
    }

    private static void streams(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getOutputStream().print("gone");
    }

    private static void prints(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter().print(TEXT);
    }

    private static void sends(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream().write(TEXT.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Program> written() {
        return List.of(
                forwarded("a writer, and a target that prints", TargetPrograms::asksForWriter, TargetPrograms::prints),
                forwarded(
                        "a writer, and a target that sends bytes",
                        TargetPrograms::asksForWriter,
                        TargetPrograms::sends),
                forwarded("a text, and a target that prints", TargetPrograms::writes, TargetPrograms::prints),
                forwarded("a stream, and a target that prints", TargetPrograms::streams, TargetPrograms::prints),
                forwarded("a stream, and a target that sends bytes", TargetPrograms::streams, TargetPrograms::sends),
                forwarded(
                        "a writer in Latin 1, and a target that prints",
                        (request, response) -> {
                            response.setContentType("text/html;charset=iso-8859-1");
                            response.getWriter().print("gone");
                        },
                        TargetPrograms::prints),
                forwarded("nothing, and a target that prints", (request, response) -> {}, TargetPrograms::prints),
                forwarded("nothing, and a target that sends bytes", (request, response) -> {}, TargetPrograms::sends),
                forwarded(
                                "a filter's writer, and a target that prints",
                                (request, response) -> {},
                                TargetPrograms::prints)
                        .inside(
                                () -> (request, response, chain) -> {
                                    response.getWriter();
                                    chain.doFilter(request, response);
                                },
                                DispatcherType.REQUEST),
                reset("a reset", HttpServletResponse::reset),
                reset("a buffer reset", HttpServletResponse::resetBuffer));
    }

    private interface Reset {
        void of(HttpServletResponse response);
    }

    private static Program reset(String name, Reset reset) {
        return Program.of("a writer, " + name + " and another encoding", (request, response) -> {
            writes(request, response);
            reset.of(response);
            prints(request, response);
        });
    }

    /** Notes what the caller is given after the forward, too. */
    private static Program forwarded(String name, Subject caller, Subject target) {
        return Program.of("a forward after " + name, (request, response) -> {
                    Notes notes = Notes.of(request);
                    caller.serve(request, response);
                    notes.outcomeOf("forward", () -> request.getRequestDispatcher(Program.pathOf(request, TARGET))
                            .forward(request, response));
                    notes.outcomeOf("writer", response::getWriter);
                    notes.outcomeOf("stream", response::getOutputStream);
                })
                .with(TARGET, target)
                .framedAnyhow("Undertow", Program.FLUSHED_ON_UNDERTOW);
    }
}
