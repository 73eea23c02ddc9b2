package io.breakwater.internal.container;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Undertow 2.3, by itself or in WildFly. */
final class UndertowContainer implements Container {

    private static final String DISPATCHER = "io.undertow.servlet.spec.RequestDispatcherImpl";

    @Override
    public boolean owns(Class<?> type) {
        return type.getName().startsWith("io.undertow.");
    }

    @Override
    public ChainKind chainKind(Class<?> chain) {
        return ChainKind.LINKED;
    }

    @Override
    public boolean dispatchesByItself() {
        return true;
    }

    @Override
    public boolean tellsWriteListenersOfTheirFailure() {
        return false;
    }

    /** Undertow closes the connection of such a client, and answers nothing. */
    @Override
    public boolean refusesRequestBy(Throwable thrown) {
        return false;
    }

    @Override
    public boolean refusesTrace(ServletRequest own) {
        return false;
    }

    @Override
    public Optional<ClientConnection> connection(HttpServletRequest request, HttpServletResponse response)
            throws ReflectiveOperationException {
        Object own = ContainerReflection.innermost(response);
        return Optional.of(ClientConnection.Connection.of(
                ContainerReflection.invokeChain(own, "getExchange", "getConnection"), request));
    }

    /** Undertow has no word for it but to close the connection. */
    @Override
    public void abort(ServletResponse own) {}

    @Override
    public boolean abortsBy(int status) {
        return false;
    }

    @Override
    public boolean canFlushBeforeAbort() {
        return true;
    }

    @Override
    public boolean endsFailuresInGoodOrder() {
        return true;
    }

    @Override
    public long bytesWritten(ServletResponse own) throws ReflectiveOperationException {
        return (long) ContainerReflection.field(ContainerReflection.field(own, "servletOutputStream"), "written");
    }

    @Override
    public CookieSnapshot snapshotCookies(ServletResponse own) throws ReflectiveOperationException {
        return UndertowCookies.of(own);
    }

    @Override
    public boolean printsInResponseEncoding() {
        return false;
    }

    @Override
    public boolean writesNull() {
        return true;
    }

    @Override
    public boolean refusesTrailersAfterError() {
        return false;
    }

    @Override
    public boolean isIncluded(HttpServletResponse own) {
        return IncludedProbe.ignoresHead(own);
    }

    @Override
    public boolean finishesForwards(ServletContext context) {
        return false;
    }

    @Override
    public boolean closesWrappedStreams(ServletContext context) {
        return false;
    }

    @Override
    public boolean closesWrappedWriters() {
        return true;
    }

    @Override
    public boolean isDispatcher(String className) {
        return className.equals(DISPATCHER);
    }

    @Override
    public boolean finish(ServletResponse own) throws IOException {
        return ContainerReflection.call(own, "closeStreamAndWriter");
    }
}
