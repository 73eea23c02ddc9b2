package io.breakwater.internal.container;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.slf4j.Logger;

/**
 * Finds out at a request, and once, how many threads the container has for requests; where it can't, it says so once. Thread-safe.
 */
public final class ThreadPoolSize {

    private static final Logger LOG = Logs.of(ThreadPoolSize.class);

    private final Containers containers;
    private final IntConsumer found;
    private final AtomicBoolean asked = new AtomicBoolean();

    /**
     * @param containers finds the container of a request
     * @param found is told the size
     */
    public ThreadPoolSize(Containers containers, IntConsumer found) {
        this.containers = containers;
        this.found = found;
    }

    /** Asks the container of a request, at the first call. */
    public void askOnce(HttpServletRequest request, HttpServletResponse response) {
        if (!asked.get() && asked.compareAndSet(false, true)) {
            ask(request, response);
        }
    }

    private void ask(HttpServletRequest request, HttpServletResponse response) {
        if (Thread.currentThread().getClass().getName().equals("java.lang.VirtualThread")) {
            LOG.info("concurrency.share has no effect: requests run on virtual threads, of which there are enough");
            return;
        }
        OptionalInt size = OptionalInt.empty();
        try {
            size = containers
                    .of(response)
                    .maxThreads(ContainerReflection.innermost(request), ContainerReflection.innermost(response));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("no way to the container's threads", e);
        }
        if (size.isPresent()) {
            LOG.info("concurrency.share is of {} threads of the container", size.getAsInt());
            found.accept(size.getAsInt());
        } else {
            LOG.info(
                    "how many threads the container has is not known: concurrency.share has no effect, and concurrency.max=auto"
                            + " limits a dead route only once its time-outs show that it is (told once)");
        }
    }
}
