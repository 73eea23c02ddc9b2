package io.breakwater.internal.exchange;

import io.breakwater.internal.container.ContainerReflection;
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

    private final GuardedResponse response;

    private ForwardEnd(GuardedResponse response) {
        super(Writer.nullWriter());
        this.response = response;
    }

    static PrintWriter of(GuardedResponse response) {
        return new ForwardEnd(response);
    }

    /** Whether a container asks for the writer that would close its own response, were it not for us. */
    static boolean asks(GuardedResponse response) {
        return mayHaveBeenForwarded(response)
                && !(response.outer() instanceof ServletResponseWrapper)
                && TomcatForward.isDispatcherAtIt();
    }

    /** Without a look at the stack, which nobody else is to pay for. */
    private static boolean mayHaveBeenForwarded(GuardedResponse response) {
        GuardedRequest request = response.attempt().request();
        return request.wasDispatchedBefore()
                || (ContainerReflection.isUndertows(response)
                        && response.exchange().outerRequest().getAttribute(RequestDispatcher.FORWARD_REQUEST_URI)
                                != null);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        try (Turn turn = response.writing()) {
            if (!response.holdsBack(0) && !TomcatForward.finish(ContainerReflection.innermost(response))) {
                response.outer().getWriter().close();
            }
        } catch (IOException e) {
            setError();
        }
    }
}
