package io.breakwater.internal.container;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Tomcat 10.1 and 11. It puts a response of its own around one that is included, which is asked in its place. */
final class TomcatContainer extends StandardContainer {

    private static final String DISPATCHER = "org.apache.catalina.core.ApplicationDispatcher";
    private static final String DISPATCHED_RESPONSE = "org.apache.catalina.core.ApplicationHttpResponse";
    private static final String CHAIN = "org.apache.catalina.core.ApplicationFilterChain";
    /** There in every release of Tomcat 10.1 and 11.0 so far; where it is not, nothing is retried. */
    private static final String CURSOR = "pos";

    private static final Set<String> REFUSALS =
            Set.of("org.apache.coyote.BadRequestException", "org.apache.catalina.connector.BadRequestException");

    @Override
    public boolean owns(Class<?> type) {
        return type.getName().startsWith("org.apache.catalina.");
    }

    @Override
    public ChainKind chainKind(Class<?> chain) {
        return chain.getName().equals(CHAIN) ? ChainKind.withCursor(chain, CURSOR) : ChainKind.UNKNOWN;
    }

    @Override
    public boolean seesDispatches(ServletContext context, String filterName) throws ReflectiveOperationException {
        Object standard = ContainerReflection.field(ContainerReflection.field(context, "context"), "context");
        MappedDispatches dispatches = new MappedDispatches();
        for (Object map : (Object[]) ContainerReflection.invokeChain(standard, "findFilterMaps")) {
            if (filterName.equals(ContainerReflection.invokeChain(map, "getFilterName"))) {
                String[] types = (String[]) ContainerReflection.invokeChain(map, "getDispatcherNames");
                if (types.length == 0) {
                    dispatches.add(map, DispatcherType.REQUEST);
                }
                for (String type : types) {
                    dispatches.add(map, DispatcherType.valueOf(type));
                }
            }
        }
        return dispatches.areOfOnePlace();
    }

    @Override
    public boolean refusesRequestBy(Throwable thrown) {
        return REFUSALS.contains(thrown.getClass().getName());
    }

    @Override
    public boolean refusesTrace(ServletRequest own) {
        try {
            return Boolean.FALSE.equals(ContainerReflection.invokeChain(own, "getAllowTrace"));
        } catch (ReflectiveOperationException e) {
            // Tomcat's servlets ask no other request.
            return false;
        }
    }

    /** Of the executor that its connector has, or shares; one of virtual threads has no such method. */
    @Override
    public OptionalInt maxThreads(ServletRequest own, ServletResponse ownResponse) throws ReflectiveOperationException {
        Object executor = ContainerReflection.invokeChain(
                ContainerReflection.field(own, "request"), "getConnector", "getProtocolHandler", "getExecutor");
        String size = executor.getClass().getName().startsWith("org.apache.catalina.core.")
                ? "getMaxThreads"
                : "getMaximumPoolSize";
        return OptionalInt.of((int) ContainerReflection.invokeChain(executor, size));
    }

    @Override
    public Optional<ClientConnection> connection(HttpServletRequest request, HttpServletResponse response)
            throws ReflectiveOperationException {
        Object processor = ContainerReflection.field(coyote(ContainerReflection.innermost(response)), "hook");
        // The bare channel: to close Tomcat's wrapper of it would recycle what an app's thread may still write to.
        return Optional.of(
                ClientConnection.isHttp1(request)
                        ? ClientConnection.Connection.of(
                                ContainerReflection.invokeChain(
                                        processor, "getSocketWrapper", "getSocket", "getIOChannel"),
                                request)
                        : TomcatStream.of(processor));
    }

    private static Object coyote(ServletResponse own) throws ReflectiveOperationException {
        return ContainerReflection.invokeChain(ContainerReflection.field(own, "response"), "getCoyoteResponse");
    }

    /** Says Tomcat's own word, which is heard once the request's thread is back, or at once when there is none. */
    @Override
    public void abort(ServletResponse own) throws ReflectiveOperationException {
        Object coyote = coyote(own);
        for (Method method : coyote.getClass().getMethods()) {
            if (method.getName().equals("action") && method.getParameterCount() == 2) {
                Class<?> codes = method.getParameterTypes()[0];
                method.invoke(coyote, codes.getField("CLOSE_NOW").get(null), new ExchangeOverException());
                return;
            }
        }
        throw new NoSuchMethodException("action of " + coyote.getClass());
    }

    /** Tomcat sends such a status line, which no client takes for HTTP. */
    @Override
    public boolean abortsBy(int status) {
        return status < 0;
    }

    @Override
    public long bytesWritten(ServletResponse own) throws ReflectiveOperationException {
        return (long) ContainerReflection.invokeChain(ContainerReflection.field(own, "response"), "getContentWritten");
    }

    @Override
    public boolean ignoresHeadAfterError() {
        return true;
    }

    /** Tomcat puts its response for an include behind the wrappers of all filters, those in front of the guard among them. */
    @Override
    public void endInclude(HttpServletResponse outer) throws ReflectiveOperationException {
        ServletResponse at = outer;
        while (at instanceof ServletResponseWrapper wrapper) {
            if (at.getClass().getName().equals(DISPATCHED_RESPONSE)) {
                ContainerReflection.invokeWith(at, "setIncluded", boolean.class, false);
            }
            at = wrapper.getResponse();
        }
    }

    @Override
    public boolean finishesForwards(ServletContext context) {
        return !isTomcat101(context);
    }

    @Override
    public boolean closesWrappedStreams(ServletContext context) {
        return isTomcat101(context);
    }

    /** Servlet 6.0, which Tomcat 11 is past. */
    private static boolean isTomcat101(ServletContext context) {
        return context.getMinorVersion() == 0;
    }

    @Override
    public boolean isDispatcher(String className) {
        return className.equals(DISPATCHER);
    }

    @Override
    public boolean finish(ServletResponse own) throws IOException {
        return ContainerReflection.call(own, "finish");
    }
}
