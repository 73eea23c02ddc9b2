package io.breakwater.internal.container;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Closeable;
import java.io.IOException;

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
