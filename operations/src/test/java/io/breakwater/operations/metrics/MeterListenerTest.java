package io.breakwater.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.observe.ExchangeReport.SuppressedAction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeterListenerTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeterListener listener = new MeterListener(registry);

    private static ExchangeReport ended(Optional<SuppressedAction> would) {
        return new ExchangeReport(
                "7h3k-9qwx-2mzt-c4vd",
                "orders",
                Optional.empty(),
                "GET",
                "/api/orders/1",
                Optional.empty(),
                200,
                Ending.RELEASED,
                Optional.empty(),
                1,
                List.of(),
                Optional.empty(),
                Duration.ofMillis(31),
                Duration.ofMillis(14_969),
                "OPEN",
                Optional.empty(),
                Optional.empty(),
                would.isPresent(),
                would,
                would.map(refusal -> Fault.CIRCUIT_OPEN));
    }

    @Test
    void whatWouldHaveBeenDoneIsCountedBesideWhatTheCallCameTo() {
        listener.exchangeEnded(ended(Optional.of(SuppressedAction.REFUSE)));

        assertThat(registry.get("breakwater.would")
                        .tags("route", "orders", "would", "refuse", "fault", "circuit_open")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("breakwater.exchanges")
                        .tags("route", "orders", "fault", "none")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whereNothingWouldHaveBeenDoneNothingOfItIsCounted() {
        listener.exchangeEnded(ended(Optional.empty()));

        assertThat(registry.find("breakwater.would").counters()).isEmpty();
    }
}
