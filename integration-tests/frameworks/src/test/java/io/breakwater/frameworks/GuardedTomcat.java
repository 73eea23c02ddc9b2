package io.breakwater.frameworks;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A guarded app of one servlet on Tomcat, and a client for it. */
final class GuardedTomcat implements AutoCloseable {
    private final BlockingQueue<ExchangeReport> reports = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Tomcat tomcat = new Tomcat();
    private final Breakwater breakwater;
    private final Path home;

    private GuardedTomcat(Servlet servlet, Map<String, String> parameters) throws IOException, LifecycleException {
        breakwater = Breakwater.builder()
                .set("breakwater.retry.max-attempts", "1")
                .set("breakwater.circuit-breaker.minimum-number-of-calls", "1")
                .listener(new ExchangeListener() {
                    @Override
                    public void exchangeEnded(ExchangeReport report) {
                        reports.add(report);
                    }
                })
                .build();
        home = Files.createTempDirectory("tomcat");
        tomcat.setSilent(true);
        tomcat.setBaseDir(home.toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        tomcat.setConnector(connector);
        StandardContext context = (StandardContext) tomcat.addContext("", home.toString());
        // It would look for leaks where the JDK does not let it.
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesThreadLocals(false);
        Wrapper wrapper = Tomcat.addServlet(context, "app", servlet);
        wrapper.setAsyncSupported(true);
        wrapper.addMapping("/*");
        parameters.forEach(wrapper::addInitParameter);
        FilterDef filter = new FilterDef();
        filter.setFilterName("breakwater");
        filter.setFilter(new BreakwaterFilter(breakwater));
        filter.setAsyncSupported("true");
        context.addFilterDef(filter);
        FilterMap mapping = new FilterMap();
        mapping.setFilterName("breakwater");
        mapping.addURLPattern("/*");
        mapping.setDispatcher("REQUEST");
        mapping.setDispatcher("ASYNC");
        context.addFilterMap(mapping);
        tomcat.start();
    }

    /** Starts that servlet, with those init-params. */
    static GuardedTomcat start(Servlet servlet, Map<String, String> parameters) {
        try {
            return new GuardedTomcat(servlet, parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> visit(String path) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path))
                .header("Accept", "application/json")
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How the last exchange ended. */
    ExchangeReport report() {
        try {
            ExchangeReport report = reports.poll(10, TimeUnit.SECONDS);
            if (report == null) {
                throw new AssertionError("nothing was reported");
            }
            return report;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** OPEN once the breaker has heard of a failure. */
    String breaker() {
        return breakwater.routes().get(0).breakerState();
    }

    @Override
    public void close() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        breakwater.close();
    }
}
