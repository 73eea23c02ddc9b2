package io.breakwater.internal.container;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A stream of HTTP/2 on Tomcat. */
record TomcatStream(Object stream, Object state, Object handler, Object socket) implements ClientConnection {

    private static final int PATIENCE_SECONDS = 1;

    static TomcatStream of(Object processor) throws ReflectiveOperationException {
        Object stream = ContainerReflection.field(processor, "stream");
        return new TomcatStream(
                stream,
                ContainerReflection.field(stream, "state"),
                ContainerReflection.field(processor, "handler"),
                ContainerReflection.invokeChain(processor, "getSocketWrapper"));
    }

    /**
     * Sends the frame, and wakes a thread that waits for the client to let more be sent, which then finds the stream closed. No
     * more than that: to close Tomcat's stream would recycle what an app's thread may still write to.
     */
    @Override
    public void cut() throws ReflectiveOperationException {
        if (!isClosed() && !canSend()) {
            // The frame would wait as well, under a lock that no interrupt ends.
            close();
        }
        if (isClosed()) {
            return;
        }
        ClassLoader tomcats = handler.getClass().getClassLoader();
        Class<?> exception = Class.forName("org.apache.coyote.http2.StreamException", false, tomcats);
        Class<?> stateType = Class.forName("org.apache.coyote.http2.StreamStateMachine", false, tomcats);
        ContainerReflection.method(handler.getClass(), "sendStreamReset", stateType, exception)
                .orElseThrow(() -> new NoSuchMethodException("sendStreamReset of " + handler.getClass()))
                .invoke(handler, state, cancel(exception, ContainerReflection.invokeChain(stream, "getIdAsInt")));
        call(stream, "cancelAllocationRequests");
    }

    /** Whether the connection takes anything: one write at a time waits for that, and all others for this one. */
    private boolean canSend() {
        try {
            Semaphore turn = (Semaphore) ContainerReflection.field(socket, "writePending");
            boolean ours = turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (ours) {
                turn.release();
            }
            return ours;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ReflectiveOperationException e) {
            // No such thing to wait for in this version.
            return true;
        }
    }

    private static Object cancel(Class<?> exception, Object streamId) throws ReflectiveOperationException {
        Class<?> error = Class.forName("org.apache.coyote.http2.Http2Error", false, exception.getClassLoader());
        Field cancel = error.getDeclaredField("CANCEL");
        cancel.setAccessible(true);
        Constructor<?> constructor = exception.getDeclaredConstructor(String.class, error, int.class);
        constructor.setAccessible(true);
        return constructor.newInstance("The response can't be completed", cancel.get(null), streamId);
    }

    /** As Tomcat itself does to a connection that sends nothing on for too long: it wakes all who wait to write. */
    @Override
    public void close() throws ReflectiveOperationException {
        call(handler, "close");
    }

    @Override
    public boolean isClosed() throws ReflectiveOperationException {
        return Boolean.TRUE.equals(ContainerReflection.invokeChain(socket, "isClosed"));
    }

    private static void call(Object object, String method) throws ReflectiveOperationException {
        ContainerReflection.method(object.getClass(), method)
                .orElseThrow(() -> new NoSuchMethodException(method + " of " + object.getClass()))
                .invoke(object);
    }
}
