package io.breakwater.internal.container;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/**
 * Tells the operator at an app's first request, and once, what of its container can't be reached and what that means for visitors: a
 * container that nobody has tried, or a version whose inside has changed. Thread-safe.
 */
public final class ContainerReach {

    private static final Logger LOG = Logs.of(ContainerReach.class);

    private final Containers containers;
    private final AtomicBoolean tried = new AtomicBoolean();

    /** Asks the containers that these find. */
    public ContainerReach(Containers containers) {
        this.containers = containers;
    }

    /** Tries what a failure would need later, at the first call. */
    public void tryOnce(HttpServletRequest request, HttpServletResponse response) {
        if (!tried.get() && tried.compareAndSet(false, true)) {
            tryAll(request, response);
        }
    }

    private void tryAll(HttpServletRequest request, HttpServletResponse response) {
        Container container = containers.of(response);
        ServletResponse own = ContainerReflection.innermost(response);
        if (container instanceof UnknownContainer) {
            LOG.warn(
                    "the container of {} is not known: a blocking request gets one attempt, and an answer that fails or stalls"
                            + " after its start may look whole to the client (told once)",
                    own.getClass().getName());
        } else if (container.dispatchesByItself()) {
            tryConnection(container, request, response);
            tryCookies(container, own);
        }
    }

    private static void tryConnection(Container container, HttpServletRequest request, HttpServletResponse response) {
        try {
            container.connection(request, response);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn(
                    "no way to the container's connections, perhaps since its version is new: an answer that fails or stalls after"
                            + " its start ends when its thread comes back, and may look whole to the client (told once)",
                    e);
        }
    }

    private static void tryCookies(Container container, ServletResponse own) {
        try {
            container.snapshotCookies(own);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn(
                    "no way to the container's cookies, perhaps since its version is new: those of a failed attempt may reach the"
                            + " client, and those of filters in front may be lost with a page or a retry (told once)",
                    e);
        }
    }
}
