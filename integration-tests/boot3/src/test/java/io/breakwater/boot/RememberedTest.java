package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.operations.Operations;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** With the starter alone, an app remembers what its visitors' IDs stand for, and tells a probe how its routes stand. */
class RememberedTest {

    private static final String[] ORDERS = {
        "breakwater.routes.orders.path=/orders/*",
        "breakwater.routes.orders.circuit-breaker.minimum-number-of-calls=2",
        "breakwater.routes.orders.retry.max-attempts=1",
        "management.endpoints.web.exposure.include=*",
        "management.endpoint.health.show-details=always",
        "management.endpoint.health.group.readiness.include=readinessState,breakwater",
        "management.endpoint.health.probes.enabled=true"
    };

    @Test
    void theIdOfAPageLeadsToTheExchangeAndHealthTellsAndStaysUp() {
        try (Harbour harbour = Harbour.start(OrdersApp.class, ORDERS)) {
            Operations operations = harbour.bean(Operations.class);
            assertThat(Operations.of(harbour.bean(Breakwater.class))).containsSame(operations);
            HttpResponse<String> page = harbour.visit("/orders/7");
            String id = page.headers().firstValue("X-Request-ID").orElseThrow();
            harbour.visit("/orders/7");

            await().untilAsserted(() -> assertThat(
                            operations.find(id.replace("-", "").toUpperCase(Locale.ROOT)))
                    .hasSize(1)
                    .first()
                    .satisfies(exchange -> {
                        assertThat(exchange.path()).isEqualTo("/orders/7");
                        assertThat(exchange.status()).isEqualTo(502);
                        assertThat(exchange.causes()).isNotEmpty();
                        assertThat(operations.incident(exchange.incident().orElseThrow()))
                                .isPresent();
                    }));
            assertThat(operations.series("orders").orElseThrow().total().page())
                    .as("each heard of once")
                    .isEqualTo(2);
            HttpResponse<String> readiness = harbour.get("/actuator/health/readiness", "application/json");
            assertThat(readiness.statusCode()).isEqualTo(200);
            assertThat(readiness.body())
                    .contains(
                            "\"breakwater\":{", "\"state\":\"refusing\"", "\"kind\":\"temporary\"", "\"status\":\"UP\"")
                    .doesNotContain("DOWN", "OUT_OF_SERVICE");
        }
    }

    @Test
    void aSettingOfTheModuleIsReadAndATypoInOneStopsTheStart() {
        try (Harbour harbour = Harbour.start(
                OrdersApp.class,
                "breakwater.operations.earlyWarning=false",
                "management.health.breakwater.enabled=false")) {
            assertThat(harbour.bean(Operations.class).settings().earlyWarning()).isFalse();
            assertThat(harbour.context().containsBean("breakwaterHealthIndicator"))
                    .isFalse();
        }
        assertThat(catchThrowable(() -> Harbour.start(OrdersApp.class, "breakwater.operations.exchanges.memori=1MB")))
                .rootCause()
                .hasMessageContaining("did you mean breakwater.operations.exchanges.memory?");
    }
}
