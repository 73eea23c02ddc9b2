package io.breakwater.contract.corpus;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.util.List;

/** What servlets do with asynchronous operation: completions and dispatches, from whatever thread. */
final class AsyncPrograms {
    private AsyncPrograms() {}

    static List<Program> all() {
        return List.of(
                Program.of("complete on a thread of the app's", (request, response) -> {
                    AsyncContext context = request.startAsync();
                    AsyncSubject.run(() -> {
                        context.getResponse().getWriter().print("late");
                        context.complete();
                    });
                }),
                Program.of("complete at once", (request, response) -> {
                    AsyncContext context = request.startAsync();
                    response.getWriter().print("at once");
                    context.complete();
                }),
                Program.of("dispatch and answer", dispatching((request, response) -> response.getWriter()
                        .print("dispatched " + request.getDispatcherType()))),
                Program.of("dispatch and sendError 404", dispatching((request, response) -> response.sendError(404))),
                Program.of("dispatch and redirect", dispatching((request, response) -> response.sendRedirect("/x"))),
                Program.of("dispatch elsewhere", (request, response) -> request.startAsync()
                                .dispatch(Program.pathOf(request, "elsewhere")))
                        .with("elsewhere", (request, response) -> response.getWriter()
                                .print(request.getRequestURI() + " "
                                        + request.getAttribute(AsyncContext.ASYNC_PATH_INFO))));
    }

    /** A program that starts, dispatches from a thread of its own, and does that in the dispatch. */
    static Subject dispatching(Subject inDispatch) {
        return (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                inDispatch.serve(request, response);
            } else {
                AsyncContext context = request.startAsync();
                AsyncSubject.run(context::dispatch);
            }
        };
    }
}
