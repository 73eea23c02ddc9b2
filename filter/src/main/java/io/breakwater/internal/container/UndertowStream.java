package io.breakwater.internal.container;

import java.lang.reflect.Method;

/**
 * A stream of HTTP/2 on Undertow.
 *
 * @param channel the connection's, which carries all streams
 * @param id the stream's
 */
record UndertowStream(Object channel, int id) implements ClientConnection {

    /** RFC 9113, section 7. */
    private static final int INTERNAL_ERROR = 2;

    static UndertowStream of(Object connection) throws ReflectiveOperationException {
        return new UndertowStream(
                ContainerReflection.field(connection, "channel"), (int) ContainerReflection.invokeChain(
                        ContainerReflection.field(connection, "responseChannel"), "getStreamId"));
    }

    @Override
    public void cut() throws ReflectiveOperationException {
        Method reset = ContainerReflection.method(channel.getClass(), "sendRstStream", int.class, int.class)
                .orElseThrow(() -> new NoSuchMethodException("sendRstStream of " + channel.getClass()));
        reset.invoke(channel, id, INTERNAL_ERROR);
    }

    @Override
    public void close() throws ReflectiveOperationException {
        ContainerReflection.method(channel.getClass(), "close")
                .orElseThrow(() -> new NoSuchMethodException("close of " + channel.getClass()))
                .invoke(channel);
    }

    @Override
    public boolean isClosed() throws ReflectiveOperationException {
        return Boolean.FALSE.equals(ContainerReflection.invokeChain(channel, "isOpen"));
    }
}
