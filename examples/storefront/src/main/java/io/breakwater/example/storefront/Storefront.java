package io.breakwater.example.storefront;

import io.breakwater.Breakwater;
import io.breakwater.InjectionSwitch;
import io.breakwater.example.downstreams.Service;
import io.breakwater.example.downstreams.Services;
import java.net.URI;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * The shop on embedded Jetty, its downstreams in the same process. Everything that concerns Breakwater is where it would be in
 * any web app: in {@code WEB-INF/web.xml} and in {@code breakwater.properties}.
 */
public final class Storefront implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;
    private final WebAppContext app;
    private final Services services;

    private Storefront(Server server, ServerConnector connector, WebAppContext app, Services services) {
        this.server = server;
        this.connector = connector;
        this.app = app;
        this.services = services;
    }

    /**
     * Opens the shop on 127.0.0.1.
     *
     * @param port 0 for any free one
     * @throws PortTakenException when somebody else listens there
     * @throws Exception what the web app did not start for: a {@link io.breakwater.config.SettingsException} among others
     */
    @SuppressWarnings("IllegalThrows") // Jetty's start declares Exception, and so ours may be any
    public static Storefront open(int port) throws Exception {
        // The JDK's HTTP client sends a GET again by itself when a connection breaks before the answer, behind the back
        // of
        // the filter, whose retries have a budget and are counted. It reads this once, when it is first used.
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        PortTakenException.unlessFree(connector);
        Services services = Services.start();
        WebAppContext app = webApp(services);
        server.setHandler(app);
        Storefront storefront = new Storefront(server, connector, app, services);
        try {
            server.start();
        } catch (Exception e) {
            storefront.close();
            throw e;
        }
        return storefront;
    }

    private static WebAppContext webApp(Services services) {
        WebAppContext app = new WebAppContext();
        app.setContextPath("/");
        // The shop's own web.xml, and the front page that it shares with other apps.
        ResourceFactory resources = ResourceFactory.of(app);
        app.setBaseResource(ResourceFactory.combine(
                resources.newClassLoaderResource("webapp/"), resources.newClassLoaderResource("panel/")));
        // All classes are on this JVM's class path, as they would be in WEB-INF/lib of a WAR.
        app.setParentLoaderPriority(true);
        // Settings that cannot be used must end the start here, not make an app that answers 503 to everything.
        app.setThrowUnavailableOnStartupException(true);
        app.setInitParameter("org.eclipse.jetty.servlet.Default.dirAllowed", "false");
        for (Service service : Service.values()) {
            app.setInitParameter(
                    "downstream." + service.id(),
                    services.downstream(service).uri().toString());
        }
        app.setAttribute(Services.class.getName(), services);
        return app;
    }

    /** Where it is, with a slash at the end. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
    }

    /** The downstreams with their switches. */
    public Services services() {
        return services;
    }

    /** Starts and ends what is injected on its routes. */
    public InjectionSwitch injections() {
        return Breakwater.of(app.getServletContext()).orElseThrow().injections();
    }

    /** The state of a service's circuit breaker, in Resilience4j's words. */
    public String breakerState(Service service) {
        return Breakwater.of(app.getServletContext()).orElseThrow().routes().stream()
                .filter(route -> route.route().equals(service.id()))
                .findFirst()
                .orElseThrow()
                .breakerState();
    }

    /** Closes the shop and its downstreams. */
    @Override
    @SuppressWarnings("IllegalCatch") // what Jetty's stop declares
    public void close() {
        // The downstreams first: a request that hangs in one of them would keep Jetty waiting.
        services.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty does not stop", e);
        }
    }
}
