package io.breakwater.example.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web.xml that the README has its reader copy is a gateway, and shows the page while nothing is behind it. */
class QuickstartTest {

    private static final Path WEB_XML = Path.of("../quickstart/src/main/webapp/WEB-INF/web.xml");

    @TempDir
    Path app;

    @Test
    void itPassesOnWhatIsThereAndShowsThePageWhenNothingIs() throws Exception {
        HttpServer downstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        downstream.createContext("/", exchange -> {
            byte[] body = "from behind".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        downstream.start();
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try {
            server.setHandler(
                    webApp("http://127.0.0.1:" + downstream.getAddress().getPort()));
            server.start();

            assertThat(get(server.getURI()).body()).isEqualTo("from behind");

            downstream.stop(0);
            HttpResponse<String> page = get(server.getURI());
            assertThat(page.statusCode()).isEqualTo(502);
            assertThat(page.body()).contains("Harbour Books", "A service that this page needs");
        } finally {
            downstream.stop(0);
            server.stop();
        }
    }

    /** The example's, but for its port, which may be taken. */
    private WebAppContext webApp(String target) throws Exception {
        Path descriptor = Files.createDirectories(app.resolve("WEB-INF")).resolve("web.xml");
        String own = Files.readString(WEB_XML);
        assertThat(own).contains("http://127.0.0.1:9090");
        Files.writeString(descriptor, own.replace("http://127.0.0.1:9090", target));
        WebAppContext context = new WebAppContext();
        context.setContextPath("/");
        context.setBaseResource(ResourceFactory.of(context).newResource(app));
        context.setParentLoaderPriority(true);
        context.setThrowUnavailableOnStartupException(true);
        return context;
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).header("Accept", "text/html").build(), BodyHandlers.ofString());
    }
}
