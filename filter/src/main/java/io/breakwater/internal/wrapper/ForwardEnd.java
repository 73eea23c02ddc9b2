package io.breakwater.internal.wrapper;

import io.breakwater.internal.container.Container;
import io.breakwater.internal.container.ContainerReflection;
import io.breakwater.internal.container.DispatcherCall;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * The writer that a container takes only to close a wrapped response at the end of a forward, where the app has taken none.
 * The container closes a response of its own without taking a writer, which would put an encoding into the content type.
 */
final class ForwardEnd extends PrintWriter {

    private final BufferingResponse response;

    private ForwardEnd(BufferingResponse response) {
        super(Writer.nullWriter());
        this.response = response;
    }

    static PrintWriter of(BufferingResponse response) {
        return new ForwardEnd(response);
    }

    /** Whether a container asks for the writer that would close its own response, were it not for us. */
    static boolean asks(BufferingResponse response) {
        return mayHaveBeenForwarded(response)
                && !(response.outer() instanceof ServletResponseWrapper)
                && DispatcherCall.isFrom(response.exchange().container());
    }

    /**
     * Finishes the container's own response, if it is the container that closes {@code response} now, and not the app;
     * returns false otherwise. At the end of a forward, the container only finishes a response of its own, so that it can
     * still answer an exception; but it closes the stream of a wrapped response, and what was written has gone. Our wrapper
     * must not cause that. Where a filter in front has a wrapper, too, the stream is closed as it would be without us, since
     * the filter may then hand on what it has kept.
     */
    static boolean finishes(BufferingResponse response) throws IOException {
        Container container = response.exchange().container();
        return !(response.outer() instanceof ServletResponseWrapper)
                && container.closesWrappedStreams(response.attempt().request().getServletContext())
                && DispatcherCall.isFrom(container)
                && container.finish(ContainerReflection.innermost(response));
    }

    /** Without a look at the stack, which nobody else is to pay for. */
    private static boolean mayHaveBeenForwarded(BufferingResponse response) {
        return response.attempt().wasForwarded()
                || (response.exchange().container().closesWrappedWriters()
                        && response.exchange().outerRequest().getAttribute(RequestDispatcher.FORWARD_REQUEST_URI)
                                != null);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        try (Turn turn = response.writing()) {
            if (!response.holdsBack(0)
                    && !response.exchange().container().finish(ContainerReflection.innermost(response))) {
                response.outer().getWriter().close();
            }
        } catch (IOException e) {
            setError();
        }
    }
}
