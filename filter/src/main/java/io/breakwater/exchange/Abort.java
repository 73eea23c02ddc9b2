package io.breakwater.exchange;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Breaks a response that has started and can't be completed, so that the client sees that it is broken. From the container's
 * own thread an exception does that; from another thread it takes a word that each container has of its own.
 */
final class Abort {

    private static final Logger LOG = LoggerFactory.getLogger(Abort.class);
    /** Jetty's word: its own proxy servlets end a broken exchange with it. */
    private static final int JETTY_ABORT = -1;

    private Abort() {}

    /** Breaks the connection, or the stream, from whatever thread. */
    static void now(HttpServletResponse response) {
        ServletResponse innermost = response;
        while (innermost instanceof ServletResponseWrapper wrapper) {
            innermost = wrapper.getResponse();
        }
        if (innermost instanceof HttpServletResponse container
                && container.getClass().getName().startsWith("org.eclipse.jetty.")) {
            try {
                container.sendError(JETTY_ABORT);
            } catch (IOException | IllegalStateException e) {
                LOG.debug("the response was over before it could be broken off", e);
            }
        }
    }
}
