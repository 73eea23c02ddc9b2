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
 * The writer that a container takes of a wrapped response to close it at the end of a forward, where the app has taken none. Its own
 * response it closes without one: to take the writer has the content type tell of an encoding.
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
     * Finishes the container's own response, if it is the container that closes {@code response} now, and not the app; else false.
     * Its own response the container only finishes then, so that it can still answer an exception; of one that a filter has wrapped
     * it closes the stream, and what was written has gone. Ours is to be no such wrapper; where a filter in front has one, its
     * stream is closed as it would be without us, since that may be when it hands on what it has kept.
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
