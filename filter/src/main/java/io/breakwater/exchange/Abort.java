package io.breakwater.exchange;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Breaks a response that has started and can't be completed, so that the client sees that it is broken. From the container's
 * own thread an exception does that; from another thread it takes a word that each container has of its own.
 */
final class Abort {

    private static final Logger LOG = LoggerFactory.getLogger(Abort.class);
    private static final String JETTY = "org.eclipse.jetty.";
    /** Jetty's word: its own proxy servlets end a broken exchange with it. It is heard once the request's thread is back. */
    private static final int JETTY_ABORT = -1;

    /** From Jetty's servlet request to the connection it came on, which a stuck thread can't keep open. */
    private static final String[] JETTY_WAY = {"getRequest", "getConnectionMetaData", "getConnection", "getEndPoint"};

    private Abort() {}

    /** Breaks the connection, or the stream, from whatever thread. */
    static void now(HttpServletRequest request, HttpServletResponse response) {
        if (innermost(response) instanceof HttpServletResponse container
                && container.getClass().getName().startsWith(JETTY)) {
            try {
                container.sendError(JETTY_ABORT);
                // Not with HTTP/2, whose connection carries other exchanges, too.
                if (request.getProtocol().startsWith("HTTP/1") && jettyConnection(request) instanceof Closeable one) {
                    one.close();
                }
            } catch (IOException | IllegalStateException e) {
                LOG.debug("the response was over before it could be broken off", e);
            } catch (ReflectiveOperationException e) {
                LOG.warn("no way to the connection: a broken response ends when its thread comes back", e);
            }
        }
    }

    private static ServletResponse innermost(ServletResponse response) {
        ServletResponse inner = response;
        while (inner instanceof ServletResponseWrapper wrapper) {
            inner = wrapper.getResponse();
        }
        return inner;
    }

    private static @Nullable Object jettyConnection(ServletRequest request) throws ReflectiveOperationException {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        Object at = inner;
        for (String step : JETTY_WAY) {
            Optional<Method> method = at == null ? Optional.empty() : publicMethod(at.getClass(), step);
            if (method.isEmpty()) {
                throw new NoSuchMethodException(step + " of " + at);
            }
            at = method.get().invoke(at);
        }
        return at;
    }

    /** By a public type, or the call would be refused; Jetty's classes behind these types are often not public. */
    private static Optional<Method> publicMethod(@Nullable Class<?> type, String name) {
        if (type == null) {
            return Optional.empty();
        }
        if (Modifier.isPublic(type.getModifiers())) {
            try {
                return Optional.of(type.getMethod(name));
            } catch (NoSuchMethodException e) {
                return Optional.empty();
            }
        }
        for (Class<?> face : type.getInterfaces()) {
            Optional<Method> method = publicMethod(face, name);
            if (method.isPresent()) {
                return method;
            }
        }
        return publicMethod(type.getSuperclass(), name);
    }
}
