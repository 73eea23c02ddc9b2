package io.breakwater.internal.container;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * GlassFish 7 and Payara 6 and newer. Their servlet container was Tomcat's twenty years ago, and its classes have the names they had
 * then; the connections below are Grizzly's.
 */
final class GrizzlyContainer extends StandardContainer {

    private static final Logger LOG = Logs.of(GrizzlyContainer.class);

    private static final String PREFIX = "org.apache.catalina.";
    private static final String RESPONSE = PREFIX + "connector.Response";
    private static final String DISPATCHER = PREFIX + "core.ApplicationDispatcher";
    private static final String CHAIN = PREFIX + "core.ApplicationFilterChain";
    private static final String CURSOR = "pos";

    /** Tells it from Tomcat by what lies below a response. */
    @Override
    public boolean owns(Class<?> type) {
        if (!type.getName().startsWith(PREFIX)) {
            return false;
        }
        try {
            return Class.forName(RESPONSE, false, type.getClassLoader())
                    .getMethod("getCoyoteResponse")
                    .getReturnType()
                    .getName()
                    .startsWith("org.glassfish.grizzly.");
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.debug("{} is not Grizzly's", type, e);
            return false;
        }
    }

    @Override
    public ChainKind chainKind(Class<?> chain) {
        return chain.getName().equals(CHAIN) ? ChainKind.withCursor(chain, CURSOR) : ChainKind.UNKNOWN;
    }

    @Override
    public Optional<ClientConnection> connection(HttpServletRequest request, HttpServletResponse response)
            throws ReflectiveOperationException {
        Object grizzlys = ContainerReflection.invokeChain(
                ContainerReflection.field(ContainerReflection.innermost(response), "response"),
                "getCoyoteResponse",
                "getRequest");
        Object connection = ContainerReflection.invokeChain(grizzlys, "getContext", "getConnection");
        return Optional.of(
                ClientConnection.isHttp1(request)
                        ? new GrizzlyConnection(connection, ConnectionClose.is(request))
                        : GrizzlyStream.of(ContainerReflection.invokeChain(grizzlys, "getRequest"), connection));
    }

    @Override
    public long bytesWritten(ServletResponse own) throws ReflectiveOperationException {
        return (int) ContainerReflection.invokeChain(ContainerReflection.field(own, "response"), "getContentCount");
    }

    @Override
    public boolean endsFailuresInGoodOrder() {
        return true;
    }

    @Override
    public boolean closesWrappedStreams(ServletContext context) {
        return true;
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
