package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A replica by Spring's environment, with the versions of Redis' client and of Netty that Boot brings. Redis itself is away. */
class FleetTest {

    private static final String EXPOSED = "management.endpoints.web.exposure.include=*";
    private static final String ALLOWED = "management.endpoint.breakwater.access=unrestricted";
    private static final String ENDPOINT = "/actuator/breakwater/fleet";
    private static final String ROUTE = "breakwater.routes.orders.path=/orders/*";

    @Test
    void theEndpointTellsHowTheFleetStandsAndThatNothingCanBeSaid() {
        try (Harbour harbour = Harbour.start(
                OrdersApp.class,
                EXPOSED,
                ALLOWED,
                ROUTE,
                "breakwater.fleet.redis=redis://127.0.0.1:1",
                "breakwater.fleet.name=shop",
                "breakwater.fleet.replica=pod-1")) {
            assertThat(harbour.get("/actuator/breakwater", "application/json").body())
                    .contains("\"fleet\":{\"joined\":false,\"self\":\"pod-1\",\"replicas\":[\"pod-1\"]");

            HttpResponse<String> said =
                    harbour.send("POST", ENDPOINT, "{\"route\":\"orders\",\"word\":\"open\",\"holds\":\"30m\"}");
            assertThat(said.statusCode()).isEqualTo(400);
            assertThat(said.body()).contains("Redis is not to be had");
            assertThat(harbour.send("POST", ENDPOINT, "{\"route\":\"orders\",\"word\":\"open\"}")
                            .body())
                    .contains("holds is how long");
        }
    }

    @Test
    void withoutRedisInItsSettingsThereIsNoFleet() {
        try (Harbour harbour = Harbour.start(OrdersApp.class, EXPOSED, ALLOWED, ROUTE)) {
            assertThat(harbour.get("/actuator/breakwater", "application/json").body())
                    .doesNotContain("fleet\":{\"joined");
            assertThat(harbour.send("POST", ENDPOINT, "{\"route\":\"orders\",\"word\":\"open\",\"holds\":\"30m\"}")
                            .body())
                    .contains("this replica is in no fleet");
        }
    }
}
