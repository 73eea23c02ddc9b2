package io.breakwater.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.operations.series.RouteSeries;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a planned break leaves behind: no failure, no incident and no warning. */
class MaintenanceTest {

    private final SimulatedEngine engine = new SimulatedEngine("256KB");
    private final Operations operations = engine.operations;

    @Test
    void whoIsTurnedAwayIsNoFailure() {
        engine.isTurnedAway("away", "orders");

        assertThat(operations.find("away")).isEmpty();
        assertThat(operations.recent(any -> true, 10)).isEmpty();
        assertThat(operations.incidents()).isEmpty();
        assertThat(operations.series("orders").map(RouteSeries::total)).isEmpty();
    }

    @Test
    void whatFailsForSomebodyWhoMayPassIsFoundAndOpensNoIncident() {
        engine.failsInMaintenance("tester", "orders", Fault.CONNECTION_REFUSED);

        assertThat(operations.find("tester")).singleElement().satisfies(exchange -> assertThat(exchange.incident())
                .isEmpty());
        assertThat(operations.incidents()).isEmpty();
    }

    @Test
    void anIncidentThatWasOpenDoesNotGrow() {
        engine.fails("before", "orders", Fault.DNS_ERROR);
        engine.failsInMaintenance("tester", "orders", Fault.DNS_ERROR);
        engine.isTurnedAway("away", "orders");

        assertThat(operations.incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.isOpen()).isTrue();
            assertThat(incident.failed()).isEqualTo(1);
        });
    }

    @Test
    void aRouteInMaintenanceIsNotIll() {
        engine.put(SimulatedEngine.status("payments", "OPEN", 0, OptionalInt.empty()));
        engine.maintain("payments");

        Health health = operations.health();
        assertThat(health.state()).isEqualTo(Health.State.MAINTENANCE);
        assertThat(health.routes())
                .extracting(route -> route.route() + " " + route.state())
                .containsExactly("orders CALM", "payments MAINTENANCE");
        engine.fails("id", "orders", Fault.DNS_ERROR);
        assertThat(operations.health().state()).as("another route is").isEqualTo(Health.State.DISTURBED);
    }

    @Test
    void nobodyIsWarnedOfIt() {
        engine.maintain("orders");
        for (int second = 0; second < 95; second++) {
            engine.put(SimulatedEngine.status("orders", "CLOSED", second, OptionalInt.of(100)));
            engine.pass(Duration.ofSeconds(1));
            operations.tick();
        }

        assertThat(operations.pressure("orders")).isEmpty();
    }
}
