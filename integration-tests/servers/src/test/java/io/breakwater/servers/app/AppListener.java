package io.breakwater.servers.app;

import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.StuckServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.app.UninterruptibleProxy;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.net.URI;

/** Puts the servlets into the app. The system property {@code downstream} says where they proxy to. */
public final class AppListener implements ServletContextListener {
    /** There is one in each loader that is in memory, so that a count of them is one of loaders. */
    private static final Canary CANARY = new Canary();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        URI downstream = URI.create(System.getProperty("downstream"));
        ServletContext context = event.getServletContext();
        context.setAttribute(Canary.class.getName(), CANARY);
        add(context, "proxy", new ProxyServlet(downstream));
        add(context, "streaming", new UninterruptibleProxy(downstream).asServlet());
        add(context, "stuck", new StuckServlet(downstream));
        add(context, "async", new AsyncProxy(downstream).asServlet());
        Subject including = (request, response) -> {
            response.setHeader("X-From", "page");
            response.getWriter().write("before ");
            request.getRequestDispatcher("/stuck/fragment").include(request, response);
            response.getWriter().write(" after");
        };
        add(context, "including", including.asServlet());
        Subject well = (request, response) -> response.getWriter().write("well");
        add(context, "well", well.asServlet());
        Subject bug = (request, response) -> {
            throw new IllegalArgumentException("a bug in the app");
        };
        add(context, "bug", bug.asServlet());
        Subject oops = (request, response) -> response.getWriter().write("oops " + response.getStatus());
        add(context, "oops", oops.asServlet());
    }

    private static void add(ServletContext context, String name, Servlet servlet) {
        ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
        registration.setAsyncSupported(true);
        registration.addMapping("/" + name + "/*");
    }
}
