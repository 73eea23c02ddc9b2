package io.breakwater.benchmarks.server;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import io.breakwater.benchmarks.naive.AfternoonFilter;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The app under measurement: a blocking proxy on Jetty, behind the filter that the first argument names, or behind none. */
public final class App {

    private static final int BACKLOG = 4096;

    private App() {}

    /** Who guards the app. */
    public enum Guarded {
        NOT,
        BY_BREAKWATER,
        BY_NAIVE
    }

    /**
     * Serves until it is killed.
     *
     * @param arguments who guards it, the downstream's port, and one on which nobody listens
     */
    @SuppressWarnings("IllegalThrows") // what Jetty's lifecycle declares
    public static void main(String[] arguments) throws Exception {
        Guarded guarded = Guarded.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        Proxy proxy = new Proxy(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Server server = new Server(new QueuedThreadPool(Integer.getInteger("threads", Route.THREADS)));
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(BACKLOG);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServletContainerInitializer((classes, app) -> register(app, guarded, proxy));
        server.setHandler(context);
        server.start();
        System.out.println("listening " + connector.getLocalPort());
        server.join();
    }

    private static void register(ServletContext app, Guarded guarded, Proxy proxy) {
        filter(guarded).ifPresent(filter -> {
            FilterRegistration.Dynamic registration = app.addFilter("guard", filter);
            registration.setAsyncSupported(true);
            for (Route route : Route.values()) {
                registration.addMappingForUrlPatterns(
                        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/" + route.segment() + "/*");
            }
        });
        map(app, proxy, "/*");
        map(app, new Sample(), "/sample");
        map(app, new Heap(), "/heap");
    }

    private static void map(ServletContext app, Servlet servlet, String pattern) {
        app.addServlet(pattern, servlet).addMapping(pattern);
    }

    private static Optional<Filter> filter(Guarded guarded) {
        return switch (guarded) {
            case NOT -> Optional.empty();
            case BY_BREAKWATER -> {
                Breakwater.Builder builder = Breakwater.builder();
                Route.settings().forEach(builder::set);
                yield Optional.of(new BreakwaterFilter(builder.build()));
            }
            case BY_NAIVE -> Optional.of(new AfternoonFilter(Duration.ofSeconds(1), Route.THREADS, App::breaker));
        };
    }

    /** The same numbers as the filter's defaults. */
    private static CircuitBreakerConfig breaker(String segment) {
        Route.Breaking breaking = Route.of("/" + segment).breaking();
        return CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.TIME_BASED)
                .slidingWindowSize(10)
                .minimumNumberOfCalls(breaking == Route.Breaking.NEVER ? Integer.MAX_VALUE : 20)
                .waitDurationInOpenState(Duration.ofSeconds(breaking == Route.Breaking.STAYS_OPEN ? 3600 : 5))
                .permittedNumberOfCallsInHalfOpenState(3)
                .build();
    }
}
