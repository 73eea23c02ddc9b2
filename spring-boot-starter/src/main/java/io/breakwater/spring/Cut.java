package io.breakwater.spring;

import io.breakwater.Deadline;
import java.lang.reflect.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Closes the connection under a response, whose own {@code close} would read on until the downstream has sent it all. Spring has
 * no word for that, hence the reflection.
 */
final class Cut {

    private static final Logger LOG = LoggerFactory.getLogger(Cut.class);

    private static final String ROOM = "org.springframework.http.client.";

    private Cut() {}

    /** Of HttpComponents; the JDK's client and Jetty's do it by themselves, and for Reactor Netty's see {@link #whenMissed}. */
    static void connectionOf(ClientHttpRequest request) {
        if (request.getClass().getName().equals(ROOM + "HttpComponentsClientHttpRequest")) {
            try {
                Object inner = field(request, "httpRequest");
                inner.getClass().getMethod("abort").invoke(inner);
            } catch (ReflectiveOperationException e) {
                LOG.debug("the connection of a response that nobody waits for can't be closed", e);
            }
        }
    }

    /**
     * Sees to it that the connection is closed soon after {@code deadline} is missed: reading from Reactor Netty's, Spring waits
     * until its buffer is full, so that whoever reads learns nothing meanwhile. Does nothing for any other client.
     */
    static void whenMissed(ClientHttpResponse response, Deadline deadline) {
        if (response.getClass().getName().equals(ROOM + "ReactorClientHttpResponse")) {
            try {
                new ReactorCut(field(response, "connection"), deadline).look();
            } catch (ReflectiveOperationException e) {
                LOG.debug("the connection of a response can't be closed when its deadline is missed", e);
            }
        }
    }

    private static Object field(Object from, String name) throws ReflectiveOperationException {
        Field field = from.getClass().getDeclaredField(name);
        field.setAccessible(true);
        Object value = field.get(from);
        if (value == null) {
            throw new NoSuchFieldException(name + " of " + from.getClass());
        }
        return value;
    }
}
