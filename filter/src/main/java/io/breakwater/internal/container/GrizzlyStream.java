package io.breakwater.internal.container;

import java.lang.reflect.Method;

/**
 * A stream of HTTP/2 on Grizzly.
 *
 * @param stream Grizzly's own
 * @param connection which carries all streams
 */
record GrizzlyStream(Object stream, Object connection) implements ClientConnection {

    private static final String STREAM = "org.glassfish.grizzly.http2.Http2Stream";
    private static final String FRAMES = "org.glassfish.grizzly.http2.frames.";
    private static final String HEADER = "org.glassfish.grizzly.http.HttpHeader";

    static GrizzlyStream of(Object packet, Object connection) throws ReflectiveOperationException {
        ClassLoader grizzlys = packet.getClass().getClassLoader();
        Method streamOf = Class.forName(STREAM, false, grizzlys)
                .getMethod("getStreamFor", Class.forName(HEADER, false, grizzlys));
        Object stream = streamOf.invoke(null, packet);
        if (stream == null) {
            throw new NoSuchMethodException("a stream of " + packet.getClass());
        }
        return new GrizzlyStream(stream, connection);
    }

    /** Sends the frame, and has whatever is written afterwards go nowhere. */
    @Override
    public void cut() throws ReflectiveOperationException {
        Object sink = ContainerReflection.invokeChain(stream, "getHttp2Session", "getOutputSink");
        Object frame = frame((int) ContainerReflection.invokeChain(stream, "getId"));
        Class<?> frames =
                Class.forName(FRAMES + "Http2Frame", false, stream.getClass().getClassLoader());
        ContainerReflection.invokeWith(sink, "writeDownStream", frames, frame);
        GrizzlyConnection.terminate(stream);
    }

    private Object frame(int id) throws ReflectiveOperationException {
        ClassLoader grizzlys = stream.getClass().getClassLoader();
        Class<?> codes = Class.forName(FRAMES + "ErrorCode", false, grizzlys);
        Object builder = Class.forName(FRAMES + "RstStreamFrame", false, grizzlys)
                .getMethod("builder")
                .invoke(null);
        ContainerReflection.invokeWith(
                builder, "errorCode", codes, codes.getField("INTERNAL_ERROR").get(null));
        ContainerReflection.invokeWith(builder, "streamId", int.class, id);
        return ContainerReflection.invokeChain(builder, "build");
    }

    @Override
    public void close() throws ReflectiveOperationException {
        GrizzlyConnection.terminate(connection);
    }

    @Override
    public boolean isClosed() throws ReflectiveOperationException {
        return Boolean.FALSE.equals(ContainerReflection.invokeChain(connection, "isOpen"));
    }
}
