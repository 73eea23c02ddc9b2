package io.breakwater.jetty;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.GuardedApp;
import io.breakwater.contract.ThreadsUnderTest;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty's core, for the servlets of any version. */
public abstract class JettyContainer implements ContainerUnderTest {
    private static final int ACCEPTORS = 1;
    private static final int SELECTORS = 1;
    private static final int STOP_MILLIS = 1000;

    private final ContextHandlerCollection contexts = new ContextHandlerCollection();
    private UriCompliance uris = UriCompliance.DEFAULT;
    private Optional<Server> started = Optional.empty();

    /** Lets URIs in that the default does not, when it has not started yet. */
    final ContainerUnderTest letIn(UriCompliance allowed) {
        uris = allowed;
        return this;
    }

    /** The context of that app, not started yet. */
    protected abstract ContextHandler context(GuardedApp app);

    /** Where the app is. */
    protected static String path(GuardedApp app) {
        return app.contextPath().isEmpty() ? "/" : app.contextPath();
    }

    @Override
    public final String name() {
        return "Jetty " + Server.getVersion();
    }

    @Override
    public final URI start(GuardedApp app) {
        // Acceptor and selector hold a thread each; the rest serve requests.
        QueuedThreadPool threads = new QueuedThreadPool(app.threads() + ACCEPTORS + SELECTORS);
        threads.setReservedThreads(0);
        threads.setDaemon(true);
        threads.setStopTimeout(STOP_MILLIS);
        if (ThreadsUnderTest.areVirtual()) {
            threads.setVirtualThreadsExecutor(Objects.requireNonNull(
                    VirtualThreads.getNamedVirtualThreadsExecutor("jetty-virtual-"), "no virtual threads on this JDK"));
        }
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(uris);
        ServerConnector connector = new ServerConnector(
                server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        contexts.addHandler(context(app));
        server.setHandler(contexts);
        started = Optional.of(server);
        run(server::start);
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + app.contextPath());
    }

    @Override
    public final Deployed deploy(GuardedApp app, ClassLoader loader) {
        ContextHandler context = context(app);
        context.setClassLoader(loader);
        contexts.addHandler(context);
        run(context::start);
        return () -> {
            run(context::stop);
            contexts.removeHandler(context);
            context.destroy();
        };
    }

    @Override
    public final void close() {
        started.ifPresent(server -> run(server::stop));
    }

    private interface Step {
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
