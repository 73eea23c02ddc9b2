package io.breakwater.contract.corpus;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;

/** Notes when the container begins and gives up the requests of programs that ask for it by their name. */
final class Lifetimes implements ServletRequestListener {
    /** What the names of those programs begin with. */
    static final String PREFIX = "order: ";

    private static final String PATH = "/programs/order-";

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        note(event, "begins");
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        note(event, "is given up");
    }

    private static void note(ServletRequestEvent event, String what) {
        if (event.getServletRequest() instanceof HttpServletRequest request
                && request.getRequestURI().contains(PATH)) {
            Notes.of(request).add("the request " + what);
        }
    }
}
