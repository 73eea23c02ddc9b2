package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Breakwater;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.ScriptedDownstream;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** An app with the two properties of the README, no routes, and two services behind it of which one is dead. */
class TwoServicesTest {

    private static final int ENOUGH = 20;

    private final ScriptedDownstream dead = ScriptedDownstream.start();
    private final ScriptedDownstream well = ScriptedDownstream.start();

    @AfterEach
    void close() {
        dead.close();
        well.close();
    }

    private Harbour start(Class<?> server, String... more) {
        dead.behave(new Refuse());
        String[] all = new String[more.length + 8];
        all[0] = "breakwater.brand.name=Harbour Books";
        all[1] = "breakwater.timeout=5s";
        all[2] = "test.server=" + server.getName();
        all[3] = "dead=" + dead.uri();
        all[4] = "well=" + well.uri();
        all[5] = "management.endpoint.health.probes.enabled=true";
        all[6] = "management.endpoints.web.exposure.include=health,metrics";
        all[7] = "spring.web.resources.static-locations=classpath:/harbour-files/";
        System.arraycopy(more, 0, all, 8, more.length);
        return Harbour.start(ShopApp.class, all);
    }

    /** Visits until its breaker must be open, and once more. */
    private static HttpResponse<String> visitUntilRefused(Harbour harbour, String path) {
        for (int i = 0; i < ENOUGH; i++) {
            assertThat(harbour.visit(path).statusCode()).isIn(502, 503);
        }
        return harbour.visit(path);
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Proxy-Status")).contains("breakwater;error=destination_unavailable");
        assertThat(answer.headers().firstValue("Retry-After").map(Integer::parseInt))
                .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1, 8));
        assertThat(answer.body()).contains("Harbour Books");
    }

    private static void assertTheRestIsWell(Harbour harbour) {
        assertThat(harbour.visit("/books/7").statusCode()).isEqualTo(200);
        assertThat(harbour.get("/actuator/health/liveness", "*/*").body()).contains("UP");
        assertThat(harbour.get("/actuator/metrics", "*/*").statusCode()).isEqualTo(200);
        assertThat(harbour.visit("/lighthouse.svg").body()).contains("A lighthouse");
        assertThat(harbour.visit("/").body()).contains("Harbour Books");
        assertThat(harbour.visit("/nowhere").statusCode()).isEqualTo(404);
        assertThat(harbour.post("/orders/7").statusCode()).isEqualTo(405);
        HttpResponse<String> preflight = harbour.options(
                "/orders/7", "Origin", "https://shop.example", "Access-Control-Request-Method", "GET");
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("io.breakwater.boot.ServersTest#servers")
    void theDeadServicesPagesAreRefusedFastAndAllElseStaysWhatItIs(Class<?> server) {
        try (Harbour harbour = start(server)) {
            assertRefused(visitUntilRefused(harbour, "/orders/7"));
            int asked = dead.received().size();
            assertRefused(harbour.visit("/orders/8"));
            assertThat(dead.received()).hasSize(asked);

            assertTheRestIsWell(harbour);

            Map<String, String> breakers =
                    harbour.bean(Breakwater.class).routes().get(0).breakersByHandler();
            assertThat(breakers)
                    .containsEntry("/orders/{id}", "OPEN")
                    .containsEntry("/books/{id}", "CLOSED")
                    .doesNotContainKey("/**");
        }
    }

    @ParameterizedTest
    @MethodSource("io.breakwater.boot.ServersTest#servers")
    void soAreHandlersThatAreFunctionsOrGoOnAsynchronously(Class<?> server) {
        try (Harbour harbour = start(server, "breakwater.spring.default-excludes=false")) {
            assertRefused(visitUntilRefused(harbour, "/later/orders/7"));
            assertRefused(visitUntilRefused(harbour, "/routed/orders/7"));

            assertThat(harbour.visit("/later/books/7").statusCode()).isEqualTo(200);
            assertTheRestIsWell(harbour);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Shop.class)
    static class ShopApp {

        @Bean
        RouterFunction<ServerResponse> routed(Shop shop) {
            return RouterFunctions.route()
                    .GET("/routed/orders/{id}", request -> ServerResponse.ok()
                            .body(shop.order(request.pathVariable("id"))))
                    .build();
        }
    }

    @RestController
    @CrossOrigin
    static class Shop {

        private final RestClient orders;
        private final RestClient books;

        Shop(RestClient.Builder clients, Environment environment) {
            this.orders = clients.clone()
                    .baseUrl(environment.getRequiredProperty("dead"))
                    .build();
            this.books = clients.clone()
                    .baseUrl(environment.getRequiredProperty("well"))
                    .build();
        }

        @GetMapping("/orders/{id}")
        String order(@PathVariable("id") String id) {
            return String.valueOf(orders.get().uri("/orders/" + id).retrieve().body(String.class));
        }

        @GetMapping("/books/{id}")
        String book(@PathVariable("id") String id) {
            return String.valueOf(books.get().uri("/books/" + id).retrieve().body(String.class));
        }

        @GetMapping("/later/orders/{id}")
        Callable<String> orderLater(@PathVariable("id") String id) {
            return () -> order(id);
        }

        @GetMapping("/later/books/{id}")
        Callable<String> bookLater(@PathVariable("id") String id) {
            return () -> book(id);
        }
    }
}
