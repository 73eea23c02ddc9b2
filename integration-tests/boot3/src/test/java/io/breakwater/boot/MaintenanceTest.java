package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Breakwater;
import io.breakwater.observe.Maintenance;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Planned breaks by the actuator's endpoint and by Spring's environment. */
class MaintenanceTest {

    private static final String EXPOSED = "management.endpoints.web.exposure.include=*";
    private static final String ALLOWED = "management.endpoint.breakwater.access=unrestricted";
    private static final String DETAILS = "management.endpoint.health.show-details=always";
    private static final String ENDPOINT = "/actuator/breakwater/maintenance";
    private static final String ROUTE = "breakwater.routes.orders.path=/orders/*";

    @Test
    void theEndpointStartsAndEndsABreak() {
        try (Harbour harbour = Harbour.start(OrdersApp.class, EXPOSED, ALLOWED, DETAILS, ROUTE)) {
            HttpResponse<String> started = harbour.send(
                    "POST",
                    ENDPOINT,
                    "{\"route\":\"orders\",\"until\":\"2120-01-01T00:00+01:00\",\"reason\":\"new disks\"}");

            assertThat(started.statusCode()).isEqualTo(200);
            assertThat(started.body())
                    .contains("\"route\":\"orders\"", "\"until\":\"2119-12-31T23:00:00Z\"", "\"reason\":\"new disks\"")
                    .contains("\"by\":\"actuator\"");
            HttpResponse<String> page = harbour.visit("/orders/7");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains("Planned maintenance");
            assertThat(page.headers().firstValue("Retry-After")).contains("Sun, 31 Dec 2119 23:00:00 GMT");
            assertThat(harbour.get("/actuator/breakwater", "application/json").body())
                    .contains("\"maintenance\":{\"route\":\"orders\",\"source\":\"operator\"")
                    .contains("\"maintenance\":{\"value\":\"true\",\"origin\":\"operator actuator\"}");
            HttpResponse<String> health = harbour.get("/actuator/health", "application/json");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("\"state\":\"maintenance\"");

            HttpResponse<String> ended = harbour.send("DELETE", ENDPOINT + "?route=orders", "");
            assertThat(ended.statusCode()).isEqualTo(200);
            assertThat(ended.body()).isEqualTo("{\"maintenance\":[]}");
            assertThat(harbour.visit("/orders/7").body()).doesNotContain("Planned maintenance");
        }
    }

    @Test
    void withoutARouteItIsForAllAndTheActuatorStaysOpen() {
        try (Harbour harbour = Harbour.start(OrdersApp.class, EXPOSED, ALLOWED, ROUTE)) {
            assertThat(harbour.send("POST", ENDPOINT, "{}").statusCode()).isEqualTo(200);

            assertThat(harbour.bean(Breakwater.class).maintenance().current())
                    .extracting(Maintenance::route)
                    .containsExactly("default", "orders");
            assertThat(harbour.send("DELETE", ENDPOINT, "").body()).isEqualTo("{\"maintenance\":[]}");
        }
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        try (Harbour harbour = Harbour.start(OrdersApp.class, EXPOSED, ALLOWED, ROUTE)) {
            assertThat(harbour.send("POST", ENDPOINT, "{\"route\":\"order\"}").body())
                    .isEqualTo("{\"problem\":\"there is no route order\"}");
            assertThat(harbour.send("POST", ENDPOINT, "{\"until\":\"2120-01-01T00:00\"}")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(harbour.send("POST", ENDPOINT, "{\"until\":\"2020-01-01T00:00Z\"}")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(harbour.send("POST", "/actuator/breakwater/other", "{}").statusCode())
                    .isEqualTo(404);
            assertThat(harbour.bean(Breakwater.class).maintenance().current()).isEmpty();
        }
    }

    @Test
    void theEnvironmentPlansABreakToo() {
        try (Harbour harbour = Harbour.start(
                OrdersApp.class,
                EXPOSED,
                "breakwater.maintenance=true",
                "breakwater.maintenance.sentence=We move house.",
                "breakwater.maintenance.allow=X-Pass: 0123456789abcdef",
                "management.endpoint.breakwater.access=read-only")) {
            assertThat(harbour.visit("/orders/7").body()).contains("Planned maintenance", "We move house.");
            assertThat(harbour.get("/actuator/breakwater", "application/json").body())
                    .contains("X-Pass: ***")
                    .doesNotContain("0123456789abcdef");
            assertThat(harbour.send("POST", ENDPOINT, "{}").statusCode()).isIn(404, 405);
        }
    }
}
