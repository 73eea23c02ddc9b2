package io.breakwater.contract.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What an app does with a request on a thread of its own, once asynchronous operation has been started. */
@FunctionalInterface
public interface AsyncSubject {
    /** Serves it; whoever wants the request to end completes or dispatches the context. */
    void serve(AsyncContext context, HttpServletRequest request, HttpServletResponse response) throws Exception;

    /** This as a servlet that starts asynchronous operation, and leaves. */
    default Servlet asServlet() {
        Subject subject = (request, response) -> {
            AsyncContext context = request.startAsync();
            run(() -> serve(context, request, response));
        };
        return subject.asServlet();
    }

    /** Runs {@code work} on a thread of the app's, without a context that anybody has set there. */
    static void run(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        throw new IllegalStateException("the app's thread failed", e);
                    }
                },
                "app");
        thread.setDaemon(true);
        thread.start();
    }

    /** Something that may fail. */
    @FunctionalInterface
    interface Work {
        /** Does it. */
        void run() throws Exception;
    }
}
