package io.breakwater.matrix.variant;

import io.breakwater.BreakwaterFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.net.URI;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty 12.0, for a way that is a servlet. */
abstract class JettyHost implements ProxyVariant {
    private static final int THREADS = 40;
    private static final int STOP_MILLIS = 1000;

    private final Server server = new Server(threads());

    /** The proxy. */
    abstract Servlet servlet();

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setDaemon(true);
        threads.setStopTimeout(STOP_MILLIS);
        return threads;
    }

    @Override
    public final URI start(BreakwaterFilter guard) {
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServletContainerInitializer((classes, app) -> register(guard, app));
        server.setHandler(context);
        run(server::start);
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    private void register(BreakwaterFilter guard, ServletContext app) {
        FilterRegistration.Dynamic filter = app.addFilter("breakwater", guard);
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
        ServletRegistration.Dynamic proxy = app.addServlet("proxy", servlet());
        proxy.setAsyncSupported(true);
        // Jetty's proxies take the threads of their client from there.
        app.setAttribute("org.eclipse.jetty.server.Executor", server.getThreadPool());
        proxy.addMapping("/*");
    }

    @Override
    public void close() {
        run(server::stop);
    }

    /** What Jetty's lifecycle declares. */
    interface Step {
        @SuppressWarnings("IllegalThrows")
        void run() throws Exception;
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not start or stop", e);
        }
    }
}
