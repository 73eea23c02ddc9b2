package io.breakwater.internal.container;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a servlet container does in its own way, because the Servlet API has no words for it. Each container has one class that
 * implements this; {@link Containers} finds it by the class of the container's own response. To add a container is to write that
 * class and to name it there: nothing else in the filter names one.
 *
 * <p>No container's classes are needed at compile time, so implementations reach them by {@link ContainerReflection}. Where one
 * can't be reached, a method throws, and its caller does without.
 *
 * <p>An <i>own</i> request or response is the container's, under all wrappers. Implementations have no state and are thread-safe.
 */
public interface Container {

    /** Returns whether a class is one of the container's. */
    boolean owns(Class<?> type);

    // How a request goes on.

    /** Returns how a filter chain of a class can be run again. */
    ChainKind chainKind(Class<?> chain);

    /** Returns whether asynchronous dispatches are carried out by themselves, and not when a test asks for them. */
    boolean dispatchesByItself();

    /**
     * Returns whether a filter is mapped for asynchronous dispatches wherever it is mapped for clients' requests, so that a dispatch to
     * where a request went comes by it; false where that can't be told.
     */
    boolean seesDispatches(ServletContext context, String filterName) throws ReflectiveOperationException;

    /** Returns whether the container calls a {@code WriteListener} whose own method has thrown. */
    boolean tellsWriteListenersOfTheirFailure();

    /**
     * Returns whether an exception is what the container throws at an app that reads a request which is not HTTP, and whose client
     * the container answers with a 400 by itself.
     */
    boolean refusesRequestBy(Throwable thrown);

    /** Returns whether the container's servlets must not list {@code TRACE} as allowed for a request of its own. */
    boolean refusesTrace(ServletRequest own);

    /** Returns how many threads the container has for requests; empty when it can't tell, or has no bound. */
    OptionalInt maxThreads(ServletRequest own, ServletResponse ownResponse) throws ReflectiveOperationException;

    // How a response is broken off.

    /** Returns what a response goes out on; empty when there is no way to it. */
    Optional<ClientConnection> connection(HttpServletRequest request, HttpServletResponse response)
            throws ReflectiveOperationException;

    /** Says the container's own word for a response that can't be completed, where it has one. */
    void abort(ServletResponse own) throws IOException, ReflectiveOperationException;

    /** Returns whether {@code sendError} with that status is the container's word for a response that can't be completed. */
    boolean abortsBy(int status);

    /** Returns whether what the container still has in its buffer can be sent before its response is broken off. */
    boolean canFlushBeforeAbort();

    /** Returns whether a response that an exception has cut short looks whole to the client. */
    boolean endsFailuresInGoodOrder();

    // What a response holds.

    /** Returns how many bytes of a body have been written to the container, by whatever way; 0 when it can't tell. */
    long bytesWritten(ServletResponse own) throws ReflectiveOperationException;

    /** Returns the cookies that {@code reset()} does not drop, because they are kept beside the headers; null when there are none. */
    @Nullable CookieSnapshot snapshotCookies(ServletResponse own) throws ReflectiveOperationException;

    /**
     * Has a header be on a response, although the container drops what is there when an exception reaches it and makes an error page
     * of its own.
     */
    void keepOnErrorPage(ServletResponse own, String header, String value) throws ReflectiveOperationException;

    // How a response is written.

    /** Returns whether {@code ServletOutputStream.print} encodes text as the response does, instead of as ISO 8859-1. */
    boolean printsInResponseEncoding();

    /** Returns whether {@code PrintWriter.write(null)} writes a word, instead of throwing. */
    boolean writesNull();

    /** Returns whether status, headers and cookies stay as they are once an error has been sent, whatever the app does then. */
    boolean ignoresHeadAfterError();

    /** Returns whether trailers are refused once an error has been sent. */
    boolean refusesTrailersAfterError();

    // Includes and forwards.

    /** Returns whether what writes to a response was included, so that the container ignores changes to its head. */
    boolean isIncluded(HttpServletResponse own);

    /**
     * Has the container heed changes to the head of a response again, although the app is still in an include. For one who answers
     * in the app's place, from whatever thread, and whom the app can't write beside any more.
     *
     * @param outer as filters in front have wrapped it; the container may have put a response of its own behind their wrappers
     */
    void endInclude(HttpServletResponse outer) throws ReflectiveOperationException;

    /** Returns whether the container finishes its own response at the end of a forward, past all wrappers. */
    boolean finishesForwards(ServletContext context);

    /** Returns whether the container closes the stream of a wrapped response at the end of a forward, and its own it only finishes. */
    boolean closesWrappedStreams(ServletContext context);

    /** Returns whether the container may take the writer of a wrapped response only to close it, at the end of a forward. */
    boolean closesWrappedWriters();

    /** Returns whether a class is the container's dispatcher of includes and forwards. */
    boolean isDispatcher(String className);

    /** Finishes a response as the end of a forward does; false when the container has no such way. */
    boolean finish(ServletResponse own) throws IOException;

    /** Returns what its writers end a line with. */
    char[] lineEnd();
}
