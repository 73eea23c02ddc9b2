package io.breakwater.tomcat;

import io.breakwater.BreakwaterFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** An app with the filter, as its own class loader sees it, and one visit to it while its downstream is gone. */
public final class PlainWar implements Callable<Integer> {

    private final Path directory;

    /** @param directory where Tomcat may write */
    public PlainWar(Path directory) {
        this.directory = directory;
    }

    /** The status of the page that the visitor gets. */
    @Override
    public Integer call() throws IOException, InterruptedException, LifecycleException {
        // It would be registered with the JVM, for the Tomcat of one class loader alone.
        TomcatURLStreamHandlerFactory.disable();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        Context app = tomcat.addContext("", directory.toString());
        app.setParentClassLoader(PlainWar.class.getClassLoader());
        FilterDef filter = new FilterDef();
        filter.setFilterName("breakwater");
        filter.setFilterClass(BreakwaterFilter.class.getName());
        filter.setAsyncSupported("true");
        app.addFilterDef(filter);
        FilterMap mapping = new FilterMap();
        mapping.setFilterName("breakwater");
        mapping.addURLPattern("/*");
        app.addFilterMap(mapping);
        Tomcat.addServlet(app, "orders", new Orders()).addMapping("/orders");
        try {
            tomcat.start();
            URI orders = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/orders");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(orders).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    private static final class Orders extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            throw new ConnectException("Connection refused");
        }
    }
}
