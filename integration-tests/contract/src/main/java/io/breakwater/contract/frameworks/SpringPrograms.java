package io.breakwater.contract.frameworks;

import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.corpus.Program;
import io.breakwater.downstream.Bytes;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** What a visitor can ask of {@link SpringApp}: each row a failure, or an answer that is none of the usual ones. */
final class SpringPrograms {
    private static final SharedServlet SPRING = new SharedServlet("spring", SpringPrograms::servlet);

    /** As Spring Security's, which lets nobody in. */
    private static final Filter REFUSING =
            (request, response, chain) -> ((HttpServletResponse) response).sendError(403, "not in here");

    private static final String PAGE =
            "what times out by Spring's own exception has waited for a downstream: a 504 and its page, for Spring's bare 503";

    private SpringPrograms() {}

    private static DispatcherServlet servlet() {
        AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
        context.register(SpringApp.class);
        return new DispatcherServlet(context);
    }

    static List<Program> all() {
        return Stream.of(thrown(), refused(), streamed(), later(), harmless())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Program> thrown() {
        return List.of(
                row("a checked exception", "checked"),
                row("a runtime exception", "runtime"),
                row("an error", "error"),
                row("an exception with a status", "with-status"),
                row("an exception with a status and a reason", "with-reason"),
                row("ResponseStatusException", "status/409"),
                row("ResponseStatusException for a downstream", "status/503").failing(),
                row("ErrorResponseException with its problem", "problem"),
                row("a problem returned", "problem-returned"),
                row("an exception that the advice answers", "advised"),
                row("an exception that the advice answers with a status", "advised-status"),
                row("an exception whose advice throws", "advice-throws"),
                row("an interceptor that throws afterwards", "post-handle"),
                row("a converter that fails", "unwritable"),
                row("an entity with a failing status", "entity/404"),
                row("an entity with a downstream's status", "entity/502").failing());
    }

    private static List<Program> refused() {
        return List.of(
                row("no such handler", "nowhere/at/all"),
                Program.of("Spring: no such method", SPRING).visitedBy(RawRequest.of("DELETE", "/ok", Bytes.none())),
                Program.of("Spring: an unsupported media type", SPRING)
                        .visitedBy(RawRequest.post("/text", "{}").with("Content-Type", "application/json"))
                        .withAnyConnection(),
                Program.of("Spring: nothing acceptable", SPRING)
                        .visitedBy(RawRequest.get("/ok").with("Accept", "image/png")),
                row("validation", "number", "number?n=x", "number?n=-1"),
                row("an interceptor that sends an error", "intercepted"),
                row("a handler that sends an error", "send-error"),
                row("a handler that sends an error and throws", "send-error-throw"),
                row("a filter that sends an error", "ok").inside(() -> REFUSING, DispatcherType.REQUEST));
    }

    private static List<Program> streamed() {
        return List.of(
                row("a stream that fails before its first byte", "stream/before"),
                row("a stream that fails after its first bytes", "stream/after"),
                row("a stream that fails after a flush", "stream/flushed").failing(),
                row("a stream that fails with a status", "stream/status"),
                row("events", "events/complete"),
                row("events that fail before the first", "events/before"),
                row("events that fail after the first", "events/after").failing(),
                row("events that time out", "events/timeout").failing());
    }

    private static List<Program> later() {
        return List.of(
                row("a callable", "callable/value"),
                row("a callable that fails", "callable/exception"),
                row("a callable that fails with a status", "callable/status"),
                row("a callable that the advice answers", "callable/advised"),
                row("a deferred result", "deferred/value"),
                row("a deferred result that fails", "deferred/exception"),
                row("a deferred result with a failing entity", "deferred/entity"),
                row("a deferred result with a downstream's status", "deferred/downstream")
                        .failing(),
                row("a deferred result that times out", "deferred/timeout")
                        .failing()
                        .except("", PAGE),
                row("a deferred result with a value for the timeout", "deferred/timeout-value"),
                row("a task that times out", "task").failing().except("", PAGE),
                row("a future that fails", "future"));
    }

    private static List<Program> harmless() {
        return List.of(
                row("redirects", "redirect", "redirect-entity"),
                row("nothing", "nothing"),
                Program.of("Spring: HEAD of a failure", SPRING)
                        .visitedBy(RawRequest.head("/runtime"))
                        .framedAnyhow(
                                "", "a length of the container's page, with a stack in it that has our lines too"),
                Program.of("Spring: HEAD and OPTIONS", SPRING)
                        .visitedBy(
                                RawRequest.head("/ok"),
                                RawRequest.head("/status/409"),
                                RawRequest.get("/ok").withMethod("OPTIONS"),
                                RawRequest.get("/nowhere").withMethod("OPTIONS")));
    }

    private static Program row(String what, String... resources) {
        return Program.of("Spring: " + what, SPRING)
                .visitedBy(Stream.of(resources)
                        .map(resource -> RawRequest.get("/" + resource))
                        .toArray(RawRequest[]::new));
    }
}
