package io.breakwater.exchange;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Breaks a response that has started and can't be completed, so that the client sees that it is broken. From the container's
 * own thread an exception does that, but not on Undertow; from another thread it takes a word that each container has of its
 * own. A connection of HTTP/2 carries other exchanges, too, so it is never closed: the one stream is reset.
 */
final class Abort {

    private static final Logger LOG = LoggerFactory.getLogger(Abort.class);

    /** Jetty's word: its own proxy servlets end a broken exchange with it. It is heard once the request's thread is back. */
    private static final int JETTY_ABORT = -1;

    private Abort() {}

    /** Breaks the connection, or the stream, from whatever thread. */
    static void now(HttpServletRequest request, HttpServletResponse response) {
        ServletResponse container = Innards.innermost(response);
        String name = container.getClass().getName();
        try {
            if (name.startsWith("org.eclipse.jetty.")) {
                onJetty(request, (HttpServletResponse) container);
            } else if (name.startsWith("org.apache.catalina.")) {
                onTomcat(request, container);
            } else if (Innards.isUndertows(container)) {
                close(Innards.follow(container, "getExchange", "getConnection"));
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("the response was over before it could be broken off", e);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("no way to the connection: a broken response ends when its thread comes back", e);
        }
    }

    private static void onJetty(HttpServletRequest request, HttpServletResponse container)
            throws IOException, ReflectiveOperationException {
        container.sendError(JETTY_ABORT);
        if (isHttp1(request)) {
            close(Innards.follow(
                    Innards.innermost(request), "getRequest", "getConnectionMetaData", "getConnection", "getEndPoint"));
        } else {
            resetOnJetty(Innards.follow(Innards.innermost(request), "getRequest"));
        }
    }

    /** The stream is a callback of the response's end, whose failure resets it. */
    private static void resetOnJetty(Object request) throws ReflectiveOperationException {
        Object channels = request;
        for (Optional<Method> inner = Innards.method(channels.getClass(), "getWrapped");
                inner.isPresent();
                inner = Innards.method(channels.getClass(), "getWrapped")) {
            channels = inner.get().invoke(channels);
        }
        Object stream = Innards.follow(channels, "getHttpStream");
        Innards.method(stream.getClass(), "failed", Throwable.class)
                .orElseThrow(() -> new NoSuchMethodException("failed of " + stream.getClass()))
                .invoke(stream, new ExchangeOverException());
    }

    private static void onTomcat(HttpServletRequest request, ServletResponse container)
            throws IOException, ReflectiveOperationException {
        Object coyote = Innards.follow(Innards.field(container, "response"), "getCoyoteResponse");
        closeNow(coyote);
        if (isHttp1(request)) {
            // The bare channel: to close Tomcat's wrapper of it would recycle what an app's thread may still write to.
            close(Innards.follow(Innards.field(coyote, "hook"), "getSocketWrapper", "getSocket", "getIOChannel"));
        } else {
            resetOnTomcat(Innards.field(coyote, "hook"));
        }
    }

    /** The frame alone: to close Tomcat's stream would recycle what an app's thread may still write to. */
    private static void resetOnTomcat(Object processor) throws ReflectiveOperationException {
        Object stream = Innards.field(processor, "stream");
        Object state = Innards.field(stream, "state");
        Object handler = Innards.field(processor, "handler");
        ClassLoader tomcats = handler.getClass().getClassLoader();
        Class<?> exception = Class.forName("org.apache.coyote.http2.StreamException", false, tomcats);
        Class<?> stateType = Class.forName("org.apache.coyote.http2.StreamStateMachine", false, tomcats);
        Innards.method(handler.getClass(), "sendStreamReset", stateType, exception)
                .orElseThrow(() -> new NoSuchMethodException("sendStreamReset of " + handler.getClass()))
                .invoke(handler, state, cancel(exception, Innards.follow(stream, "getIdAsInt")));
    }

    private static Object cancel(Class<?> exception, Object streamId) throws ReflectiveOperationException {
        Class<?> error = Class.forName("org.apache.coyote.http2.Http2Error", false, exception.getClassLoader());
        Field cancel = error.getDeclaredField("CANCEL");
        cancel.setAccessible(true);
        Constructor<?> constructor = exception.getDeclaredConstructor(String.class, error, int.class);
        constructor.setAccessible(true);
        return constructor.newInstance("The response can't be completed", cancel.get(null), streamId);
    }

    /** Tomcat's own word, which is heard once the request's thread is back, or at once when there is none. */
    private static void closeNow(Object coyote) throws ReflectiveOperationException {
        for (Method method : coyote.getClass().getMethods()) {
            if (method.getName().equals("action") && method.getParameterCount() == 2) {
                Class<?> codes = method.getParameterTypes()[0];
                method.invoke(coyote, codes.getField("CLOSE_NOW").get(null), new ExchangeOverException());
                return;
            }
        }
        throw new NoSuchMethodException("action of " + coyote.getClass());
    }

    private static boolean isHttp1(HttpServletRequest request) {
        return request.getProtocol().startsWith("HTTP/1");
    }

    private static void close(Object connection) throws IOException, NoSuchMethodException {
        if (!(connection instanceof Closeable closeable)) {
            throw new NoSuchMethodException("close of " + connection.getClass());
        }
        closeable.close();
    }
}
