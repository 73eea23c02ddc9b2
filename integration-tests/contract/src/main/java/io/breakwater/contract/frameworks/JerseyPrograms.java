package io.breakwater.contract.frameworks;

import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.corpus.Program;
import io.breakwater.downstream.Bytes;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Stream;
import org.glassfish.jersey.servlet.ServletContainer;

/** What a visitor can ask of {@link JerseyApp}: each row a failure, or an answer that is none of the usual ones. */
final class JerseyPrograms {
    private static final SharedServlet JERSEY =
            new SharedServlet("jersey", () -> new ServletContainer(JerseyApp.config()));

    /** As a filter of the app's that lets nobody in. */
    private static final Filter REFUSING =
            (request, response, chain) -> ((HttpServletResponse) response).sendError(403, "not in here");

    /** As a filter of the app's that answers what its servlet throws. */
    private static final Filter CATCHING = (request, response, chain) -> {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException e) {
            response.getWriter().print("caught");
        }
    };

    private JerseyPrograms() {}

    static List<Program> all() {
        return Stream.of(thrown(), refused(), streamed(), later(), harmless())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Program> thrown() {
        return List.of(
                row("a checked exception", "checked"),
                row("a runtime exception", "runtime"),
                row("a runtime exception that a filter catches", "runtime")
                        .inside(() -> CATCHING, DispatcherType.REQUEST),
                row("an error", "error"),
                row("an exception of the servlet's", "servlet-exception"),
                row("a status without entity", "bare/404"),
                row("a status of its own", "bare/418"),
                row("a server's status without entity", "bare/500"),
                row("a downstream's status without entity", "bare/503").failing(),
                row("a status with entity", "entity/409"),
                row("a downstream's status with entity", "entity/502").failing(),
                row("an exception that a mapper answers", "mapped"),
                row("an exception that a mapper answers with a status", "mapped-to-status"),
                row("an exception whose mapper throws", "mapper-throws"),
                row("an exception in a response filter", "response-filter"),
                row("an exception in a body writer", "unwritable"),
                row("an entity that nobody can write", "unknown-entity"));
    }

    private static List<Program> refused() {
        return List.of(
                row("no such resource", "nowhere/at/all"),
                Program.of("Jersey: no such method", JERSEY).visitedBy(RawRequest.of("DELETE", "/ok", Bytes.none())),
                Program.of("Jersey: an unsupported media type", JERSEY)
                        .visitedBy(RawRequest.post("/text", "{}").with("Content-Type", "application/json"))
                        .withAnyConnection(),
                Program.of("Jersey: nothing acceptable", JERSEY)
                        .visitedBy(RawRequest.get("/ok").with("Accept", "image/png")),
                row("a parameter of another type", "number?n=x"),
                row("a request filter that aborts", "abort"),
                row("a filter that sends an error", "ok").inside(() -> REFUSING, DispatcherType.REQUEST));
    }

    private static List<Program> streamed() {
        return List.of(
                row("a stream that fails before its first byte", "stream/before"),
                row("a stream that fails after its first bytes", "stream/after"),
                row("a stream that fails after a flush", "stream/flushed").failing(),
                row("a stream that fails with a status", "stream/status"),
                row("chunks", "chunks"));
    }

    private static List<Program> later() {
        return List.of(
                row("resumed with a value", "later/value"),
                row("resumed with an exception", "later/exception"),
                row("resumed with a status", "later/status"),
                row("resumed with an exception that a mapper answers", "later/mapped"),
                row("resumed with a stream that fails", "later/stream"),
                row("nobody resumes", "later/timeout").failing(),
                row("nobody resumes, and a handler answers", "later/handler"),
                row("cancelled", "later/cancel").failing(),
                row("thrown after suspension", "later/thrown"),
                row("a stage that fails", "later/stage"));
    }

    private static List<Program> harmless() {
        return List.of(
                row("redirects", "redirect/302", "redirect/303", "redirect/307"),
                row("nothing", "nothing"),
                Program.of("Jersey: HEAD of a failure", JERSEY)
                        .visitedBy(RawRequest.head("/runtime"))
                        .framedAnyhow(
                                "", "a length of the container's page, with a stack in it that has our lines too"),
                Program.of("Jersey: HEAD and OPTIONS", JERSEY)
                        .visitedBy(
                                RawRequest.head("/ok"),
                                RawRequest.head("/bare/404"),
                                RawRequest.get("/ok").withMethod("OPTIONS"),
                                RawRequest.get("/nowhere").withMethod("OPTIONS")));
    }

    private static Program row(String what, String... resources) {
        return Program.of("Jersey: " + what, JERSEY)
                .visitedBy(Stream.of(resources)
                        .map(resource -> RawRequest.get("/" + resource))
                        .toArray(RawRequest[]::new));
    }
}
