package io.breakwater.jetty121;

import io.breakwater.contract.GuardedApp;
import io.breakwater.jetty.JettyContainer;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.handler.ContextHandler;

/** Jetty 12.1 with its EE 11 servlets. */
public final class Jetty121Container extends JettyContainer {
    @Override
    protected ContextHandler context(GuardedApp app) {
        ServletContextHandler context = new ServletContextHandler(path(app), ServletContextHandler.SESSIONS);
        context.addServletContainerInitializer((classes, servletContext) -> app.register(servletContext));
        ErrorPageErrorHandler errorPages = new ErrorPageErrorHandler();
        app.errorPages().forEach(errorPages::addErrorPage);
        context.setErrorHandler(errorPages);
        return context;
    }
}
