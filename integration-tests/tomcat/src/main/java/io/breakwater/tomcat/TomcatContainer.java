package io.breakwater.tomcat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.Deviation;
import io.breakwater.contract.GuardedApp;
import io.breakwater.contract.LogLines;
import io.breakwater.contract.ThreadsUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.loader.ParallelWebappClassLoader;
import org.apache.catalina.loader.WebappLoader;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The Tomcat on the class path, embedded. */
public final class TomcatContainer implements ContainerUnderTest {
    private static final int UNLOAD_MILLIS = 200;

    static {
        // Tomcat logs by java.util.logging, which prints: to the test's log with the rest.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private Optional<Tomcat> started = Optional.empty();
    private Optional<Path> home = Optional.empty();

    @Override
    public String name() {
        return ServerInfo.getServerInfo();
    }

    @Override
    public URI start(GuardedApp app) {
        try {
            Path directory = Files.createTempDirectory("tomcat");
            home = Optional.of(directory);
            Tomcat tomcat = new Tomcat();
            tomcat.setSilent(true);
            tomcat.setBaseDir(directory.toString());
            Connector connector = connector(app);
            tomcat.setConnector(connector);
            Context context = tomcat.addContext(app.contextPath(), directory.toString());
            configure(context, app);
            started = Optional.of(tomcat);
            try (LogLines log = LogLines.of("org.apache.catalina.core")) {
                tomcat.start();
                requireStarted(context, log);
            }
            return URI.create("http://127.0.0.1:" + connector.getLocalPort() + app.contextPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat did not start", e);
        }
    }

    /** Tomcat itself starts without an app that does not, whose reason is in the log. */
    private static void requireStarted(Context context, LogLines log) {
        if (context.getState() != LifecycleState.STARTED) {
            IllegalStateException failure = new IllegalStateException("the app did not start");
            log.events().stream()
                    .map(ILoggingEvent::getThrowableProxy)
                    .filter(ThrowableProxy.class::isInstance)
                    .forEach(logged -> failure.addSuppressed(((ThrowableProxy) logged).getThrowable()));
            throw failure;
        }
    }

    private static Connector connector(GuardedApp app) {
        Connector connector = new Connector();
        connector.setPort(0);
        Map.of(
                        "address", "127.0.0.1",
                        "maxThreads", Integer.toString(app.threads()),
                        "minSpareThreads", "1",
                        // Its default ends a connection after a hundred requests.
                        "maxKeepAliveRequests", "-1")
                .forEach(connector::setProperty);
        connector.addUpgradeProtocol(new Http2Protocol());
        if (ThreadsUnderTest.areVirtual()) {
            connector.getProtocolHandler().setExecutor(new VirtualThreadExecutor("tomcat-virtual-"));
        }
        return connector;
    }

    @Override
    public Deployed deploy(GuardedApp app, ClassLoader loader) {
        Tomcat tomcat = started.orElseThrow();
        StandardContext context = new StandardContext();
        context.setName(app.contextPath());
        context.setPath(app.contextPath());
        context.setDocBase(home.orElseThrow().toString());
        context.setParentClassLoader(loader);
        WebappLoader webapp = new WebappLoader();
        webapp.setLoaderInstance(new ParallelWebappClassLoader(loader));
        context.setLoader(webapp);
        context.addLifecycleListener(new Tomcat.FixContextListener());
        configure(context, app);
        try (LogLines log = LogLines.of("org.apache.catalina.core")) {
            tomcat.getHost().addChild(context);
            requireStarted(context, log);
        }
        // Takes it out, stopped and destroyed.
        return () -> tomcat.getHost().removeChild(context);
    }

    @Override
    public Map<Deviation, String> deviations() {
        return Map.of(
                Deviation.SHORT_RETURN_LEAVES_THE_CONNECTION_OPEN,
                "Tomcat keeps the connection for the next request, although the client still waits for bytes of this one",
                Deviation.BUG_AFTER_START_ASYNC_IS_NOT_ANSWERED,
                "Tomcat's state of such a request is none that it can go on from, and it closes the connection");
    }

    private static void configure(Context context, GuardedApp app) {
        context.addServletContainerInitializer((classes, servletContext) -> app.register(servletContext), Set.of());
        // A stuck servlet is given this long when the app stops.
        ((StandardContext) context).setUnloadDelay(UNLOAD_MILLIS);
        app.errorPages().forEach((status, location) -> {
            ErrorPage page = new ErrorPage();
            page.setErrorCode(status);
            page.setLocation(location);
            context.addErrorPage(page);
        });
    }

    @Override
    public void close() {
        started.ifPresent(TomcatContainer::end);
        home.ifPresent(TomcatContainer::delete);
    }

    private static void end(Tomcat tomcat) {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat did not stop", e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
