package io.breakwater.internal.container;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Undertow 2.3, by itself or in WildFly. It closes the connection of a client whose request is not HTTP, and answers nothing; it has no
 * word for a response that can't be completed but to close the connection.
 */
final class UndertowContainer extends StandardContainer {

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
    public boolean tellsWriteListenersOfTheirFailure() {
        return false;
    }

    @Override
    public Optional<ClientConnection> connection(HttpServletRequest request, HttpServletResponse response)
            throws ReflectiveOperationException {
        Object own = ContainerReflection.innermost(response);
        return Optional.of(ClientConnection.Connection.of(
                ContainerReflection.invokeChain(own, "getExchange", "getConnection"), request));
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
    public boolean writesNull() {
        return true;
    }

    @Override
    public boolean isIncluded(HttpServletResponse own) {
        return IncludedProbe.ignoresHead(own);
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
