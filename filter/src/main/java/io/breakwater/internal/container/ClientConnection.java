package io.breakwater.internal.container;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * What one response goes out on: a connection of HTTP/1, or a stream of HTTP/2, whose connection carries others, too. It is
 * asked for while the container surely has the response for this request, and may be broken from any thread afterwards: whatever
 * it holds is never given to another request.
 */
public interface ClientConnection {

    /** Breaks the response off, and with it no other; most threads that wait to write it come free. May block. */
    void cut() throws IOException, ReflectiveOperationException;

    /** Closes the connection, with all that is on it: for one that does not even take in that a stream is over. May block. */
    void close() throws IOException, ReflectiveOperationException;

    /** Whether the connection is closed, so that whatever is done to a thread that writes to it can harm nobody else. */
    boolean isClosed() throws ReflectiveOperationException;

    /** Returns whether a request came by HTTP/1, where a connection carries one request at a time. */
    static boolean isHttp1(HttpServletRequest request) {
        return request.getProtocol().startsWith("HTTP/1");
    }

    /**
     * Finds the line of a response; empty in a container that is not known.
     *
     * @throws ReflectiveOperationException when a known container is not made as those that are known
     */
    static Optional<ClientConnection> of(HttpServletRequest request, HttpServletResponse response)
            throws ReflectiveOperationException {
        ServletResponse container = ContainerReflection.innermost(response);
        String name = container.getClass().getName();
        boolean alone = isHttp1(request);
        if (name.startsWith("org.eclipse.jetty.")) {
            Object core = ContainerReflection.invokeChain(ContainerReflection.innermost(request), "getRequest");
            Object endPoint =
                    ContainerReflection.invokeChain(core, "getConnectionMetaData", "getConnection", "getEndPoint");
            return Optional.of(
                    alone ? Connection.of(endPoint, request) : JettyStream.of(core, Connection.of(endPoint)));
        } else if (name.startsWith("org.apache.catalina.")) {
            Object coyote = ContainerReflection.invokeChain(
                    ContainerReflection.field(container, "response"), "getCoyoteResponse");
            Object processor = ContainerReflection.field(coyote, "hook");
            // The bare channel: to close Tomcat's wrapper of it would recycle what an app's thread may still write to.
            return Optional.of(
                    alone
                            ? Connection.of(
                                    ContainerReflection.invokeChain(
                                            processor, "getSocketWrapper", "getSocket", "getIOChannel"),
                                    request)
                            : TomcatStream.of(processor));
        } else if (ContainerReflection.isUndertows(container)) {
            return Optional.of(
                    Connection.of(ContainerReflection.invokeChain(container, "getExchange", "getConnection"), request));
        }
        return Optional.empty();
    }

    /**
     * A connection that carries one response at a time.
     *
     * @param resets whether its end may be all that tells of the response's, so that only a reset tells that it is broken (RFC
     *     9112, section 8)
     */
    record Connection(Closeable closeable, boolean resets) implements ClientConnection {

        static Connection of(Object connection) throws NoSuchMethodException {
            return of(connection, false);
        }

        static Connection of(Object connection, HttpServletRequest request) throws NoSuchMethodException {
            return of(connection, ConnectionClose.is(request));
        }

        private static Connection of(Object connection, boolean resets) throws NoSuchMethodException {
            if (!(connection instanceof Closeable closeable)) {
                throw new NoSuchMethodException("close of " + connection.getClass());
            }
            return new Connection(closeable, resets);
        }

        @Override
        public void cut() throws IOException {
            if (resets) {
                ConnectionClose.resetAtClose(closeable);
            }
            closeable.close();
        }

        @Override
        public void close() throws IOException {
            closeable.close();
        }

        @Override
        public boolean isClosed() throws ReflectiveOperationException {
            return Boolean.FALSE.equals(ContainerReflection.invokeChain(closeable, "isOpen"));
        }
    }
}
