package io.breakwater.internal.container;

import java.lang.reflect.Method;

/**
 * A stream of HTTP/2 on Open Liberty.
 *
 * @param connection which carries all streams
 * @param processor of this stream
 * @param id the stream's
 */
record OpenLibertyStream(Object connection, Object processor, int id) implements ClientConnection {

    private static final String HTTP_2 = "com.ibm.ws.http.channel.h2internal.";

    /** RFC 9113, section 7. */
    private static final int INTERNAL_ERROR = 2;

    static OpenLibertyStream of(Object dispatcherLink) throws ReflectiveOperationException {
        Object link = ContainerReflection.invokeChain(dispatcherLink, "getHttpInboundLink2");
        int id = (int) ContainerReflection.invokeChain(link, "getStreamId");
        Object connection = ContainerReflection.field(link, "muxLink");
        Object processor = ContainerReflection.invokeWith(connection, "getStreamProcessor", Integer.class, id);
        if (processor == null) {
            throw new NoSuchMethodException("a processor of stream " + id);
        }
        return new OpenLibertyStream(connection, processor, id);
    }

    /** Sends the frame, as Liberty does for a stream that breaks a rule. */
    @Override
    public void cut() throws ReflectiveOperationException {
        ClassLoader libertys = processor.getClass().getClassLoader();
        Class<?> frameType = Class.forName(HTTP_2 + "frames.Frame", false, libertys);
        Class<?> direction = Class.forName(HTTP_2 + "Constants$Direction", false, libertys);
        Object frame = Class.forName(HTTP_2 + "frames.FrameRstStream", false, libertys)
                .getConstructor(int.class, int.class, boolean.class)
                .newInstance(id, INTERNAL_ERROR, false);
        Method process = ContainerReflection.method(processor.getClass(), "processNextFrame", frameType, direction)
                .orElseThrow(() -> new NoSuchMethodException("processNextFrame of " + processor.getClass()));
        process.invoke(processor, frame, direction.getField("WRITING_OUT").get(null));
    }

    /** As Liberty itself does to a connection that has failed. */
    @Override
    public void close() throws ReflectiveOperationException {
        ContainerReflection.invokeWith(connection, "closeConnectionLink", Exception.class, new ExchangeOverException());
    }

    @Override
    public boolean isClosed() throws ReflectiveOperationException {
        return Boolean.TRUE.equals(ContainerReflection.invokeChain(connection, "isClosing"));
    }
}
