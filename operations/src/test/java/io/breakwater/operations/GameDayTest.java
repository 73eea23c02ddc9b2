package io.breakwater.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.breakwater.fault.Fault;
import io.breakwater.observe.Incident;
import io.breakwater.operations.json.OperationsJson;
import org.junit.jupiter.api.Test;

/** What is injected leaves behind what a failure does, and it is marked. */
class GameDayTest {

    private final SimulatedEngine engine = new SimulatedEngine("256KB");
    private final Operations operations = engine.operations;

    @Test
    void anInjectedFailureIsFoundAsOne() {
        engine.failsByInjection("drill", "orders", Fault.CONNECTION_REFUSED);
        engine.fails("real", "payments", Fault.CONNECTION_REFUSED);

        assertThat(operations.find("drill")).singleElement().matches(exchange -> exchange.injected());
        assertThat(operations.find("real")).singleElement().matches(exchange -> !exchange.injected());
        assertThat(operations.incidents())
                .extracting(Incident::route, Incident::injected)
                .contains(tuple("orders", true))
                .contains(tuple("payments", false));
        assertThat(OperationsJson.search(operations, "drill")).contains("\"injected\":true");
        assertThat(OperationsJson.search(operations, "real"))
                .contains("\"injected\":false")
                .doesNotContain("\"injected\":true");
    }
}
