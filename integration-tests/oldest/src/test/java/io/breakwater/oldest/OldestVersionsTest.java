package io.breakwater.oldest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** That this module runs on what it says, and that the README says the same. */
class OldestVersionsTest {

    @Test
    void theVersionsOnTheClassPathAreThoseOfTheReadme() throws IOException {
        assertThat(jarOf(CircuitBreaker.class)).endsWith("-" + System.getProperty("oldest.resilience4j") + ".jar");
        assertThat(jarOf(Logger.class)).endsWith("-" + System.getProperty("oldest.slf4j") + ".jar");
        assertThat(jarOf(SpringApplication.class)).endsWith("-" + System.getProperty("oldest.spring-boot") + ".jar");
        assertThat(Files.readString(Path.of("../../README.md")))
                .contains("Resilience4j " + minor("oldest.resilience4j") + " to 2.4")
                .contains("SLF4J " + minor("oldest.slf4j"))
                .contains("Spring Boot " + minor("oldest.spring-boot"));
    }

    @Test
    void theMetersOfThatVersionCount() throws Exception {
        try (ConfigurableApplicationContext app = SpringApplication.run(OrdersApp.class, "--server.port=0")) {
            URI orders = URI.create(
                    "http://127.0.0.1:" + app.getEnvironment().getRequiredProperty("local.server.port") + "/orders");

            int status = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(orders).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();

            assertThat(status).isEqualTo(502);
            // The page is with the visitor a moment before the exchange is over.
            await().untilAsserted(() -> assertThat(app.getBean(MeterRegistry.class)
                            .find("breakwater.exchanges")
                            .tag("fault", "connection_refused")
                            .timers())
                    .hasSize(1));
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Orders.class)
    static class OrdersApp {}

    @RestController
    static class Orders {
        @GetMapping("/orders")
        String orders() throws ConnectException {
            throw new ConnectException("Connection refused");
        }
    }

    private static String minor(String property) {
        String version = System.getProperty(property);
        return version.substring(0, version.lastIndexOf('.'));
    }

    private static String jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
