package io.breakwater.internal.container;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.Socket;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Open Liberty 26. Its chain keeps a cursor, as Tomcat's does. It has no word for a response that can't be completed but to close
 * the connection, and the cookies that an app adds are not among the headers.
 */
final class OpenLibertyContainer extends StandardContainer {

    private static final Logger LOG = Logs.of(OpenLibertyContainer.class);

    private static final String CHAIN = "com.ibm.ws.webcontainer.filter.WebAppFilterChain";
    private static final String CURSOR = "_currentFilterIndex";

    @Override
    public boolean owns(Class<?> type) {
        String name = type.getName();
        // The classes of older versions of the Servlet API, and what newer ones make of them.
        return name.startsWith("com.ibm.ws.webcontainer") || name.startsWith("io.openliberty.webcontainer");
    }

    @Override
    public ChainKind chainKind(Class<?> chain) {
        return chain.getName().equals(CHAIN) ? ChainKind.withCursor(chain, CURSOR) : ChainKind.UNKNOWN;
    }

    @Override
    public Optional<ClientConnection> connection(HttpServletRequest request, HttpServletResponse response)
            throws ReflectiveOperationException {
        Object own = ContainerReflection.invokeChain(ContainerReflection.innermost(response), "getIResponse");
        if (!ClientConnection.isHttp1(request)) {
            return Optional.of(OpenLibertyStream.of(ContainerReflection.invokeChain(own, "getHttpDispatcherLink")));
        }
        Socket socket = (Socket)
                ContainerReflection.invokeChain(own, "getTCPConnectionContext", "getSocketIOChannel", "getSocket");
        return Optional.of(ClientConnection.Connection.of(socket.getChannel(), request));
    }

    @Override
    public boolean endsFailuresInGoodOrder() {
        return true;
    }

    @Override
    public CookieSnapshot snapshotCookies(ServletResponse own) throws ReflectiveOperationException {
        return OpenLibertyCookies.of(own);
    }

    @Override
    public boolean isIncluded(HttpServletResponse own) {
        try {
            return (boolean) ContainerReflection.invokeChain(dispatch(own), "isInclude");
        } catch (ReflectiveOperationException e) {
            LOG.debug("an include is not told from another dispatch", e);
            return false;
        }
    }

    /** What is included may not set a head, by the kind of the dispatch alone. */
    @Override
    public void endInclude(HttpServletResponse outer) throws ReflectiveOperationException {
        if (ContainerReflection.innermost(outer) instanceof HttpServletResponse own && isIncluded(own)) {
            ContainerReflection.invokeWith(
                    dispatch(own), "setDispatcherType", DispatcherType.class, DispatcherType.REQUEST);
        }
    }

    private static Object dispatch(ServletResponse own) throws ReflectiveOperationException {
        return ContainerReflection.invokeChain(own, "getRequest", "getWebAppDispatcherContext");
    }
}
