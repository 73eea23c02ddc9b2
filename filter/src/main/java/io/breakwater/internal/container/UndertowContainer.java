package io.breakwater.internal.container;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Undertow 2.3, by itself or in WildFly. It closes the connection of a client whose request is not HTTP, and answers nothing; it has no
 * word for a response that can't be completed but to close the connection.
 */
final class UndertowContainer extends StandardContainer {

    private static final String COMMIT_LISTENER = "io.undertow.server.ResponseCommitListener";
    private static final String REQUEST_CONTEXT = "io.undertow.servlet.handlers.ServletRequestContext";
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
    public boolean seesDispatches(ServletContext context, String filterName) throws ReflectiveOperationException {
        Object mappings =
                ContainerReflection.invokeChain(context, "getDeployment", "getDeploymentInfo", "getFilterMappings");
        MappedDispatches dispatches = new MappedDispatches();
        for (Object mapping : (Iterable<?>) mappings) {
            if (filterName.equals(ContainerReflection.invokeChain(mapping, "getFilterName"))) {
                dispatches.add(ContainerReflection.invokeChain(mapping, "getMapping"), (DispatcherType)
                        ContainerReflection.invokeChain(mapping, "getDispatcher"));
            }
        }
        return dispatches.areOfOnePlace();
    }

    @Override
    public boolean tellsWriteListenersOfTheirFailure() {
        return false;
    }

    /** Of its workers; an app may have an executor of its own instead, of which nothing is known. */
    @Override
    public OptionalInt maxThreads(ServletRequest own, ServletResponse ownResponse) throws ReflectiveOperationException {
        Object exchange = ContainerReflection.invokeChain(ownResponse, "getExchange");
        Object workers = ContainerReflection.invokeChain(exchange, "getConnection", "getWorker", "getMXBean");
        return OptionalInt.of((int) ContainerReflection.invokeChain(workers, "getMaxWorkerPoolSize"));
    }

    @Override
    public Optional<ClientConnection> connection(HttpServletRequest request, HttpServletResponse response)
            throws ReflectiveOperationException {
        Object connection = ContainerReflection.invokeChain(
                ContainerReflection.innermost(response), "getExchange", "getConnection");
        return Optional.of(
                ClientConnection.isHttp1(request)
                        ? ClientConnection.Connection.of(connection, request)
                        : UndertowStream.of(connection));
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

    /** Undertow clears all headers before it dispatches to an error page, so the header comes back at the last moment. */
    @Override
    public void keepOnErrorPage(ServletResponse own, String header, String value) throws ReflectiveOperationException {
        Object exchange = ContainerReflection.invokeChain(own, "getExchange");
        Class<?> listener =
                Class.forName(COMMIT_LISTENER, false, exchange.getClass().getClassLoader());
        HttpServletResponse response = (HttpServletResponse) own;
        Object keeper = Proxy.newProxyInstance(
                listener.getClassLoader(), new Class<?>[] {listener}, (proxy, method, arguments) -> {
                    if (!response.containsHeader(header)) {
                        response.setHeader(header, value);
                    }
                    return null;
                });
        ContainerReflection.invokeWith(exchange, "addResponseCommitListener", listener, keeper);
    }

    @Override
    public boolean writesNull() {
        return true;
    }

    @Override
    public boolean isIncluded(HttpServletResponse own) {
        return IncludedProbe.ignoresHead(own);
    }

    /** Undertow neither flushes nor closes a response while its request says that it is in an include. */
    @Override
    public void endInclude(HttpServletResponse outer) throws ReflectiveOperationException {
        Object own = ContainerReflection.innermost(outer);
        if (Boolean.TRUE.equals(ContainerReflection.invokeChain(own, "isInsideInclude"))) {
            Field key = Class.forName(REQUEST_CONTEXT, true, own.getClass().getClassLoader())
                    .getField("ATTACHMENT_KEY");
            Object exchange = ContainerReflection.invokeChain(own, "getExchange");
            Object context = ContainerReflection.invokeWith(exchange, "getAttachment", key.getType(), key.get(null));
            ContainerReflection.invokeWith(context, "setDispatcherType", DispatcherType.class, DispatcherType.REQUEST);
            ContainerReflection.invokeWith(own, "setInsideInclude", boolean.class, false);
        }
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

    @Override
    public char[] lineEnd() {
        return new char[] {'\r', '\n'};
    }
}
