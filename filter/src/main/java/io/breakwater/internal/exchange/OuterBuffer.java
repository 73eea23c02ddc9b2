package io.breakwater.internal.exchange;

import io.breakwater.internal.container.ContainerReflection;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.page.ErrorResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/**
 * Gets a page past the wrapper of a filter in front that keeps what is written until the chain has returned: to tell its
 * length, to hash it, to log it. At the deadline the chain is stuck, so the page can't wait for that. Thread-safe.
 */
final class OuterBuffer {

    private static final Logger LOG = Logs.of(OuterBuffer.class);

    private static final String CODING = "Content-Encoding";

    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * Sees to it that {@code answer}, which has been written to {@code outer}, goes out: past the wrapper, which is left with
     * nothing to add. Not past one that has begun to code the body in its own way.
     *
     * @return false when it stays where it is until the chain returns
     */
    boolean letThrough(HttpServletResponse outer, ErrorResponse answer, boolean head) throws IOException {
        if (!(ContainerReflection.innermost(outer) instanceof HttpServletResponse container)
                || container == outer
                || container.isCommitted()) {
            return true;
        }
        if (container.containsHeader(CODING)) {
            tellOnce(outer);
            return false;
        }
        outer.resetBuffer();
        write(container, answer, head);
        return true;
    }

    /**
     * Sends {@code answer} past a wrapper that keeps its head, and has been given nothing of its body.
     *
     * @throws IllegalStateException when that can't be done
     */
    void goPast(HttpServletResponse outer, ErrorResponse answer, boolean head) throws IOException {
        if (!(ContainerReflection.innermost(outer) instanceof HttpServletResponse container)
                || container.isCommitted()
                || container.containsHeader(CODING)) {
            throw new IllegalStateException("The head of the page is kept back");
        }
        write(container, answer, head);
    }

    private static void write(HttpServletResponse container, ErrorResponse answer, boolean head) throws IOException {
        container.setStatus(answer.status());
        for (Map.Entry<String, String> header : answer.headers()) {
            if (!container.containsHeader(header.getKey())) {
                container.setHeader(header.getKey(), header.getValue());
            }
        }
        if (!PageWriter.isHeeded(container, answer)) {
            throw new IllegalStateException("The container does not heed the head of the page");
        }
        PageWriter.writeBody(container, answer, head);
        PageWriter.close(container);
    }

    private void tellOnce(HttpServletResponse outer) {
        if (told.compareAndSet(false, true)) {
            LOG.warn(
                    "a filter in front holds its response back and codes it, so that the page at the deadline goes out only when"
                            + " the app's thread returns; put that filter behind the guard: its wrapper is {} (told once)",
                    outer.getClass().getName());
        }
    }
}
