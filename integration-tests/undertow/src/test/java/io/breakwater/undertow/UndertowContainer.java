package io.breakwater.undertow;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.Deviation;
import io.breakwater.contract.GuardedApp;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.Version;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xnio.Options;

/** Undertow with its servlets. */
public final class UndertowContainer implements ContainerUnderTest {
    private static final int STOP_MILLIS = 1000;
    private static final long UNLIMITED = -1;

    private Optional<Undertow> started = Optional.empty();
    private final PathHandler paths = Handlers.path();
    private Optional<DeploymentManager> deployed = Optional.empty();

    @Override
    public String name() {
        return "Undertow " + Version.getVersionString();
    }

    @Override
    public URI start(GuardedApp app) {
        deployed = Optional.of(serve(app, UndertowContainer.class.getClassLoader()));
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(1)
                .setWorkerThreads(app.threads())
                .setWorkerOption(Options.THREAD_DAEMON, true)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, STOP_MILLIS)
                // The other containers set none by themselves; Undertow's is two megabytes.
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, UNLIMITED)
                .setHandler(paths)
                .build();
        server.start();
        started = Optional.of(server);
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return URI.create("http://127.0.0.1:" + address.getPort() + app.contextPath());
    }

    @Override
    public Deployed deploy(GuardedApp app, ClassLoader loader) {
        DeploymentManager manager = serve(app, loader);
        return () -> {
            // First the door, as Undertow's own hosts do.
            paths.removePrefixPath(path(app));
            end(manager);
        };
    }

    private DeploymentManager serve(GuardedApp app, ClassLoader loader) {
        DeploymentManager manager = Servlets.newContainer().addDeployment(deployment(app, loader));
        manager.deploy();
        try {
            paths.addPrefixPath(path(app), manager.start());
            return manager;
        } catch (ServletException e) {
            throw new IllegalStateException("the app did not start", e);
        }
    }

    private static void end(DeploymentManager manager) {
        try {
            manager.stop();
        } catch (ServletException e) {
            throw new IllegalStateException("the app did not stop", e);
        } finally {
            manager.undeploy();
        }
    }

    private static String path(GuardedApp app) {
        return app.contextPath().isEmpty() ? "/" : app.contextPath();
    }

    @Override
    public Map<Deviation, String> deviations() {
        return Map.of(
                Deviation.FAILURE_AFTER_COMMIT_LOOKS_WHOLE,
                "Undertow ends a response in peace whatever its servlet throws, once its first bytes are out",
                Deviation.FORWARD_FLUSHES_A_WRAPPED_RESPONSE,
                "Undertow's forward ends its own response by closing it, and a wrapped one by flushing and closing it");
    }

    private static DeploymentInfo deployment(GuardedApp app, ClassLoader loader) {
        ServletContainerInitializer initializer = (classes, context) -> app.register(context);
        DeploymentInfo info = new DeploymentInfo()
                .setClassLoader(loader)
                .setDeploymentName("app")
                .setContextPath(path(app))
                // As Spring Boot does: by default filters start with the first request, too late to stop the app's
                // start.
                .setEagerFilterInit(true)
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of()));
        app.errorPages().forEach((status, location) -> info.addErrorPage(Servlets.errorPage(location, status)));
        return info;
    }

    @Override
    public void close() {
        deployed.ifPresent(UndertowContainer::end);
        started.ifPresent(Undertow::stop);
    }
}
