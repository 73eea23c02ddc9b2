package io.breakwater.internal.container;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Jetty 12.0 and 12.1, on the class path or behind its server's class loader. */
final class JettyContainer extends StandardContainer {

    private static final String PREFIX = "org.eclipse.jetty.";

    /** Jetty's word: its own proxy servlets end a broken exchange with it. It is heard once the request's thread is back. */
    private static final int ABORT = -1;

    @Override
    public boolean owns(Class<?> type) {
        return type.getName().startsWith(PREFIX);
    }

    @Override
    public ChainKind chainKind(Class<?> chain) {
        return ChainKind.LINKED;
    }

    @Override
    public boolean seesDispatches(ServletContext context, String filterName) throws ReflectiveOperationException {
        Object handler =
                ContainerReflection.invokeChain(context, "getContext", "getServletContextHandler", "getServletHandler");
        MappedDispatches dispatches = new MappedDispatches();
        for (Object mapping : (Object[]) ContainerReflection.invokeChain(handler, "getFilterMappings")) {
            if (filterName.equals(ContainerReflection.invokeChain(mapping, "getFilterName"))) {
                for (DispatcherType type : DispatcherType.values()) {
                    if (Boolean.TRUE.equals(
                            ContainerReflection.invokeWith(mapping, "appliesTo", DispatcherType.class, type))) {
                        dispatches.add(mapping, type);
                    }
                }
            }
        }
        return dispatches.areOfOnePlace();
    }

    /** Jetty has one exception for a body that it can't read and for one that ends too soon; only its parser's frame tells them apart. */
    @Override
    public boolean refusesRequestBy(Throwable thrown) {
        return thrown.getClass().getName().equals(PREFIX + "http.BadMessageException")
                || (thrown instanceof EOFException
                        && Stream.of(thrown.getStackTrace())
                                .anyMatch(frame -> frame.getMethodName().equals("badMessage")
                                        && frame.getClassName().equals(PREFIX + "http.HttpParser")));
    }

    /** Some of Jetty's threads are for its connectors, and take no requests. */
    @Override
    public OptionalInt maxThreads(ServletRequest own, ServletResponse ownResponse) throws ReflectiveOperationException {
        Object pool = ContainerReflection.invokeChain(
                own, "getRequest", "getConnectionMetaData", "getConnector", "getServer", "getThreadPool");
        int all = (int) ContainerReflection.invokeChain(pool, "getMaxThreads");
        return OptionalInt.of(Math.max(1, all - leased(pool)));
    }

    private static int leased(Object pool) {
        try {
            return (int) ContainerReflection.invokeChain(pool, "getLeasedThreads");
        } catch (ReflectiveOperationException e) {
            // A pool that leases none.
            return 0;
        }
    }

    @Override
    public Optional<ClientConnection> connection(HttpServletRequest request, HttpServletResponse response)
            throws ReflectiveOperationException {
        Object core = ContainerReflection.invokeChain(ContainerReflection.innermost(request), "getRequest");
        Object endPoint =
                ContainerReflection.invokeChain(core, "getConnectionMetaData", "getConnection", "getEndPoint");
        return Optional.of(
                ClientConnection.isHttp1(request)
                        ? ClientConnection.Connection.of(endPoint, request)
                        : JettyStream.of(core, ClientConnection.Connection.of(endPoint)));
    }

    @Override
    public void abort(ServletResponse own) throws IOException {
        ((HttpServletResponse) own).sendError(ABORT);
    }

    @Override
    public boolean abortsBy(int status) {
        return status < 0;
    }

    @Override
    public boolean canFlushBeforeAbort() {
        return false;
    }

    @Override
    public long bytesWritten(ServletResponse own) throws ReflectiveOperationException {
        return (long) ContainerReflection.invokeChain(own, "getServletChannel", "getHttpOutput", "getWritten");
    }

    @Override
    public boolean printsInResponseEncoding() {
        return true;
    }

    @Override
    public boolean refusesTrailersAfterError() {
        return true;
    }

    @Override
    public boolean isIncluded(HttpServletResponse own) {
        return IncludedProbe.ignoresHead(own);
    }
}
