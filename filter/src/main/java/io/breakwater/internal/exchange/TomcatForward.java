package io.breakwater.internal.exchange;

import io.breakwater.internal.container.ContainerReflection;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Set;

/**
 * The end of a forward on Tomcat 10.1. Its own response Tomcat only finishes then, so that it can still answer an exception; of one
 * that a filter has wrapped it closes the stream, and what was written has gone. Ours is to be no such wrapper; where a filter in
 * front has one, its stream is closed as it would be without us, since that may be when it hands on what it has kept.
 */
final class TomcatForward {

    private static final Set<String> DISPATCHERS =
            Set.of("org.apache.catalina.core.ApplicationDispatcher", "io.undertow.servlet.spec.RequestDispatcherImpl");
    private static final String OURS = TomcatForward.class.getPackageName() + ".";
    private static final StackWalker STACK = StackWalker.getInstance();

    private TomcatForward() {}

    /** Finishes the container's own response, if it is Tomcat that closes {@code response} now, and not the app; else false. */
    static boolean finishes(GuardedResponse response) throws IOException {
        // Tomcat 11 finishes its own, whoever has wrapped it, and need not pay for a look at the stack.
        boolean mayClose = ContainerReflection.isTomcats(response)
                && !(response.outer() instanceof ServletResponseWrapper)
                && response.attempt().request().getServletContext().getMinorVersion() == 0;
        return mayClose && isDispatcherAtIt() && finish(ContainerReflection.innermost(response));
    }

    /** Finishes a container's own response, as its forward does; false where it is made otherwise, and to be closed as it wants it. */
    static boolean finish(ServletResponse containers) throws IOException {
        String finish = ContainerReflection.isUndertows(containers) ? "closeStreamAndWriter" : "finish";
        try {
            containers.getClass().getMethod(finish).invoke(containers);
            return true;
        } catch (InvocationTargetException e) {
            throw new IOException(e.getCause());
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Whether what is called of ours was called by a container's dispatcher. */
    static boolean isDispatcherAtIt() {
        return STACK.walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                .filter(name -> !name.startsWith(OURS))
                .findFirst()
                .filter(DISPATCHERS::contains)
                .isPresent());
    }
}
