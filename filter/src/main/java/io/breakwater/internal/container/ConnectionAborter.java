package io.breakwater.internal.container;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Breaks a response that has started and can't be completed, so that the client sees that it is broken. From the container's
 * own thread an exception does that, but not on Undertow; from another thread it takes a word that each container has of its
 * own. A connection of HTTP/2 carries other exchanges, too, so it is never closed: the one stream is reset.
 */
public final class ConnectionAborter {

    private static final Logger LOG = Logs.of(ConnectionAborter.class);

    /** Jetty's word: its own proxy servlets end a broken exchange with it. It is heard once the request's thread is back. */
    private static final int JETTY_ABORT = -1;

    private ConnectionAborter() {}

    /** Breaks the connection, or the stream, from whatever thread. */
    public static void abort(HttpServletRequest request, HttpServletResponse response) {
        quietly(() -> {
            // Before the word, after which a container may give what is behind the request to somebody else. Where that
            // has
            // happened already this throws, and nothing must be said.
            Optional<ClientConnection> line = lineOrNone(request, response);
            say(ContainerReflection.innermost(response));
            if (line.isPresent()) {
                line.get().cut();
            }
        });
    }

    private static Optional<ClientConnection> lineOrNone(HttpServletRequest request, HttpServletResponse response) {
        try {
            return ClientConnection.of(request, response);
        } catch (ReflectiveOperationException e) {
            tell(e);
            return Optional.empty();
        }
    }

    /** What the response goes out on; empty when there is no way to it. */
    public static Optional<ClientConnection> lineOf(HttpServletRequest request, HttpServletResponse response) {
        try {
            return ClientConnection.of(request, response);
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
            LOG.warn("no way to the connection: a broken response ends when its thread comes back", e);
        }
    }

    /** Says the container's own word for it. */
    private static void say(ServletResponse container) throws IOException, ReflectiveOperationException {
        String name = container.getClass().getName();
        if (name.startsWith("org.eclipse.jetty.")) {
            ((HttpServletResponse) container).sendError(JETTY_ABORT);
        } else if (name.startsWith("org.apache.catalina.")) {
            closeNow(ContainerReflection.invokeChain(
                    ContainerReflection.field(container, "response"), "getCoyoteResponse"));
        }
    }

    /** Tomcat's own word, which is heard once the request's thread is back, or at once when there is none. */
    private static void closeNow(Object coyote) throws ReflectiveOperationException {
        for (Method method : coyote.getClass().getMethods()) {
            if (method.getName().equals("action") && method.getParameterCount() == 2) {
                Class<?> codes = method.getParameterTypes()[0];
                method.invoke(coyote, codes.getField("CLOSE_NOW").get(null), new ExchangeOverException());
                return;
            }
        }
        throw new NoSuchMethodException("action of " + coyote.getClass());
    }
}
