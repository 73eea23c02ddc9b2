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
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** That the peer proxies, tries again, and falls back. */
class GatewayAppTest {

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpServer downstream;
    private ConfigurableApplicationContext context;

    @BeforeEach
    void start() throws IOException {
        downstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        downstream.createContext("/well", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
        });
        downstream.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.close();
        });
        downstream.start();
        String target = "http://127.0.0.1:" + downstream.getAddress().getPort();
        System.setProperty(
                "peer.routes",
                "well," + target + ",9000,2,USUAL;once," + target + ",9000,1,USUAL;twice," + target + ",9000,2,USUAL");
        context = GatewayApp.start();
    }

    @AfterEach
    void stop() {
        System.clearProperty("peer.routes");
        context.close();
        downstream.stop(0);
    }

    @Test
    void proxies() throws IOException, InterruptedException {
        assertThat(get("/well/1").body()).isEqualTo("ok");
    }

    @Test
    void fallsBackAfterAsManyAttemptsAsTheRouteHas() throws IOException, InterruptedException {
        assertThat(List.of(get("/once/1"), get("/twice/1")))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(503));
        assertThat(asked).containsExactly("/once/1", "/twice/1", "/twice/1");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + GatewayApp.port(context) + path))
                                .build(),
                        BodyHandlers.ofString());
    }
}
