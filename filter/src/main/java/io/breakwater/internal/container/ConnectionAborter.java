package io.breakwater.internal.container;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/**
 * Breaks a response that has started and can't be completed, so that the client sees that it is broken. On the container's
 * own thread an exception does that, but not in every container; on another thread each container needs a call of its own. A
 * connection of HTTP/2 carries other exchanges, too, so it is never closed: the one stream is reset.
 */
public final class ConnectionAborter {

    private static final Logger LOG = Logs.of(ConnectionAborter.class);

    /** Of a class that each app has for itself. */
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private ConnectionAborter() {}

    /** Breaks the connection, or the stream, from whatever thread. */
    public static void abort(Container container, HttpServletRequest request, HttpServletResponse response) {
        quietly(() -> {
            // Looked up before the container's own call, after which the container may use what is behind the request
            // for another request. Where it does so already, the lookup throws, and that call must not be made.
            Optional<ClientConnection> line = lineOrNone(container, request, response);
            container.abort(ContainerReflection.innermost(response));
            if (line.isPresent()) {
                line.get().cut();
            }
        });
    }

    private static Optional<ClientConnection> lineOrNone(
            Container container, HttpServletRequest request, HttpServletResponse response) {
        try {
            return container.connection(request, response);
        } catch (ReflectiveOperationException e) {
            tell(e);
            return Optional.empty();
        }
    }

    /** What the response goes out on; empty when there is no way to it. */
    public static Optional<ClientConnection> lineOf(
            Container container, HttpServletRequest request, HttpServletResponse response) {
        try {
            return container.connection(request, response);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("no way to the connection", e);
            return Optional.empty();
        }
    }

    /** Breaks off what goes out on it. */
    public static void cut(ClientConnection line) {
        quietly(line::cut);
    }

    /** Closes the connection with all that is on it. */
    public static void close(ClientConnection line) {
        quietly(line::close);
    }

    /** Whether its connection is closed. */
    public static boolean isClosed(ClientConnection line) {
        try {
            return line.isClosed();
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("no way to the connection's state", e);
            return false;
        }
    }

    private interface Step {
        void run() throws IOException, ReflectiveOperationException;
    }

    private static void quietly(Step step) {
        try {
            step.run();
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            tell(e);
        }
    }

    private static void tell(Exception e) {
        Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
        // Jetty has no other word for a request that is gone than the last.
        boolean over = cause instanceof IOException
                || cause instanceof IllegalStateException
                || cause instanceof NullPointerException;
        if (over) {
            LOG.debug("the response was over before it could be broken off", e);
        } else {
            String message = "no way to the connection: a broken response ends when its thread comes back";
            if (TOLD.compareAndSet(false, true)) {
                LOG.warn(message + " (told once)", e);
            } else {
                LOG.debug(message, e);
            }
        }
    }
}
