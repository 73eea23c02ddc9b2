package io.breakwater.internal.container;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.Locale;
import org.slf4j.Logger;

/**
 * Responses after which a connection is closed. Their body may have neither a length nor chunks: in HTTP/1.0, and from Jetty
 * and Undertow when the client asks for {@code Connection: close}. Such a body counts as whole when the connection ends
 * without a reset.
 */
final class ConnectionClose {

    private static final Logger LOG = Logs.of(ConnectionClose.class);

    /** TLS and the like lie one over the other. */
    private static final int MOST_LAYERS = 5;

    private ConnectionClose() {}

    static boolean is(HttpServletRequest request) {
        String connection = request.getHeader("Connection");
        return request.getProtocol().equals("HTTP/1.0")
                || (connection != null && connection.toLowerCase(Locale.ROOT).contains("close"));
    }

    /** Has the connection reset instead of ended when it is closed next, where there is a way to its socket. */
    static void resetAtClose(Object connection) {
        try {
            Object layer = connection;
            for (int depth = 0; depth < MOST_LAYERS; depth++) {
                if (layer instanceof NetworkChannel socket) {
                    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
                    return;
                }
                if (layer.getClass().getName().startsWith("io.undertow.")) {
                    abortUndertows(layer);
                    return;
                }
                layer = ContainerReflection.invokeChain(layer, "getTransport");
            }
            LOG.debug("no socket within {} layers of {}", MOST_LAYERS, connection.getClass());
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            LOG.debug("a connection that was to be reset is closed", e);
        }
    }

    private static void abortUndertows(Object connection) throws ReflectiveOperationException {
        Class<?> options =
                Class.forName("org.xnio.Options", true, connection.getClass().getClassLoader());
        for (Method method : connection.getClass().getMethods()) {
            if (method.getName().equals("setOption") && method.getParameterCount() == 2) {
                method.invoke(connection, options.getField("CLOSE_ABORT").get(null), true);
                return;
            }
        }
        throw new NoSuchMethodException("setOption of " + connection.getClass());
    }
}
