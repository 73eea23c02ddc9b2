package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Breakwater;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What is injected on a game day, by the actuator's endpoint and by Spring's environment. */
class InjectionTest {

    private static final String EXPOSED = "management.endpoints.web.exposure.include=*";
    private static final String ALLOWED = "management.endpoint.breakwater.access=unrestricted";
    private static final String ENDPOINT = "/actuator/breakwater/injection";
    private static final String ROUTE = "breakwater.routes.orders.path=/orders/*";
    private static final String SECRET = "0123456789abcdef";

    @Test
    void theEndpointStartsAndEndsAnInjection() {
        try (Harbour harbour = Harbour.start(OrdersApp.class, EXPOSED, ALLOWED, ROUTE)) {
            HttpResponse<String> started = harbour.send(
                    "POST",
                    ENDPOINT,
                    "{\"route\":\"orders\",\"fault\":\"dns_timeout\",\"percent\":100,\"confirm\":true,"
                            + "\"until\":\"2120-01-01T00:00+01:00\",\"reason\":\"drill\"}");

            assertThat(started.statusCode()).isEqualTo(200);
            assertThat(started.body())
                    .contains("\"route\":\"orders\"", "\"fault\":\"dns_timeout\"", "\"by\":\"actuator\"")
                    .contains("\"until\":\"2119-12-31T23:00:00Z\"", "\"reason\":\"drill\"");
            assertThat(harbour.visit("/orders/7").statusCode()).isEqualTo(504);
            assertThat(harbour.get("/actuator/breakwater", "application/json").body())
                    .contains("\"injection\":{\"route\":\"orders\"")
                    .contains("\"inject.fault\":{\"value\":\"dns_timeout\",\"origin\":\"operator actuator\"}");

            HttpResponse<String> ended = harbour.send("DELETE", ENDPOINT, "");
            assertThat(ended.statusCode()).isEqualTo(200);
            assertThat(ended.body()).isEqualTo("{\"injections\":[]}");
            assertThat(harbour.visit("/orders/7").statusCode()).isNotEqualTo(504);
        }
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        try (Harbour harbour = Harbour.start(OrdersApp.class, EXPOSED, ALLOWED, ROUTE)) {
            HttpResponse<String> all = harbour.send(
                    "POST", ENDPOINT, "{\"route\":\"orders\",\"status\":503,\"until\":\"2120-01-01T00:00Z\"}");
            assertThat(all.statusCode()).isEqualTo(400);
            assertThat(all.body()).contains("would happen to every request of every visitor");
            assertThat(harbour.send("POST", ENDPOINT, "{\"status\":503}").body())
                    .isEqualTo("{\"problem\":\"route is missing\"}");
            assertThat(harbour.bean(Breakwater.class).injections().current()).isEmpty();
        }
    }

    @Test
    void theEnvironmentInjectsToo() {
        try (Harbour harbour = Harbour.start(
                OrdersApp.class,
                EXPOSED,
                ALLOWED,
                "breakwater.inject.status=503",
                "breakwater.inject.until=2120-01-01T00:00Z",
                "breakwater.inject.header=X-Game-Day: " + SECRET)) {
            assertThat(harbour.get("/actuator/breakwater", "application/json").body())
                    .contains("X-Game-Day: ***")
                    .doesNotContain(SECRET);
        }
    }
}
