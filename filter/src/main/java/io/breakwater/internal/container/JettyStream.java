package io.breakwater.internal.container;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Optional;

/** A stream of HTTP/2 on Jetty: whose failure resets it and fails what waits to be sent on it. */
record JettyStream(Object stream, ClientConnection connection) implements ClientConnection {

    static JettyStream of(Object request, ClientConnection connection) throws ReflectiveOperationException {
        // Around the stream there are more, by whose failure Jetty would take the request back while it is still at
        // work.
        return new JettyStream(
                innermost(ContainerReflection.invokeChain(innermost(request), "getHttpStream")), connection);
    }

    private static Object innermost(Object wrapper) throws ReflectiveOperationException {
        Object at = wrapper;
        for (Optional<Method> inner = ContainerReflection.method(at.getClass(), "getWrapped");
                inner.isPresent();
                inner = ContainerReflection.method(at.getClass(), "getWrapped")) {
            at = inner.get().invoke(at);
        }
        return at;
    }

    @Override
    public void cut() throws ReflectiveOperationException {
        ContainerReflection.invokeWith(stream, "failed", Throwable.class, new ExchangeOverException());
    }

    @Override
    public void close() throws IOException, ReflectiveOperationException {
        connection.close();
    }

    @Override
    public boolean isClosed() throws ReflectiveOperationException {
        return connection.isClosed();
    }
}
