package io.breakwater.internal.container;

import java.lang.reflect.Method;

/**
 * A connection of Grizzly's, of HTTP/1. Grizzly itself closes it, since it keeps a selector's key and a worker thread for it.
 *
 * @param connection Grizzly's own
 * @param resets whether only a reset tells that a response is broken
 */
record GrizzlyConnection(Object connection, boolean resets) implements ClientConnection {

    @Override
    public void cut() throws ReflectiveOperationException {
        if (resets) {
            ConnectionClose.resetAtClose(ContainerReflection.invokeChain(connection, "getChannel"));
        }
        close();
    }

    @Override
    public void close() throws ReflectiveOperationException {
        terminate(connection);
    }

    /** Ends a connection or a stream now, and waits for nothing. */
    static void terminate(Object closeable) throws ReflectiveOperationException {
        Method terminate = ContainerReflection.method(closeable.getClass(), "terminateSilently")
                .orElseThrow(() -> new NoSuchMethodException("terminateSilently of " + closeable.getClass()));
        terminate.invoke(closeable);
    }

    @Override
    public boolean isClosed() throws ReflectiveOperationException {
        return Boolean.FALSE.equals(ContainerReflection.invokeChain(connection, "isOpen"));
    }
}
