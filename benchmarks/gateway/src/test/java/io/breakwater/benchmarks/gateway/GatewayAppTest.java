package io.breakwater.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** That the peer proxies, and falls back. */
class GatewayAppTest {

    @Test
    void proxiesAndFallsBack() throws IOException, InterruptedException {
        HttpServer downstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        downstream.createContext("/well", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
        });
        downstream.createContext("/ill", exchange -> exchange.close());
        downstream.start();
        String target = "http://127.0.0.1:" + downstream.getAddress().getPort();
        System.setProperty("peer.routes", "well," + target + ",9000,2,USUAL;ill," + target + ",9000,2,USUAL");
        try (ConfigurableApplicationContext context = GatewayApp.start()) {
            int port = ((ServletWebServerApplicationContext) context)
                    .getWebServer()
                    .getPort();

            assertThat(get(port, "/well/1").body()).isEqualTo("ok");
            assertThat(get(port, "/ill/1").statusCode()).isEqualTo(503);
        } finally {
            System.clearProperty("peer.routes");
            downstream.stop(0);
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        BodyHandlers.ofString());
    }
}
