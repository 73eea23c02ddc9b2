package io.breakwater.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.observe.AttemptReport;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.observe.ExchangeReport.SuppressedAction;
import io.breakwater.observe.RetryRefusal;
import io.breakwater.page.PageFormat;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterListenerTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeterListener listener = new MeterListener(registry);

    private static AttemptReport attempt(Optional<Fault> fault) {
        return new AttemptReport(fault, Duration.ZERO, Duration.ofMillis(1), Duration.ZERO, OptionalInt.empty());
    }

    private static ExchangeReport failed(
            Fault fault, int status, Optional<PageFormat> page, List<AttemptReport> attempts) {
        return new ExchangeReport(
                "7h3k-9qwx-2mzt-c4vd",
                "orders",
                Optional.empty(),
                "GET",
                "/api/orders/1",
                Optional.of(fault),
                status,
                page.isPresent() ? Ending.PAGE : Ending.RELEASED,
                page,
                attempts.size(),
                attempts,
                Optional.of(RetryRefusal.BUDGET),
                Duration.ofMillis(31),
                Duration.ofMillis(14_969),
                "CLOSED",
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    private static ExchangeReport observed(Optional<SuppressedAction> would) {
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
                true,
                would,
                would.map(refusal -> Fault.CIRCUIT_OPEN),
                false,
                false);
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    @Test
    void aHealthyExchangeAndAReportOfOneAreTheSameMeter() {
        assertThat(listener.exchangeSucceeded("orders", 200, 5_000_000)).isTrue();
        listener.exchangeEnded(observed(Optional.empty()));

        assertThat(registry.get("breakwater.exchanges").timers())
                .singleElement()
                .satisfies(timer -> {
                    assertThat(timer.count()).isEqualTo(2);
                    assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(36);
                });
        assertThat(count("breakwater.attempts", "route", "orders", "fault", "none"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 1xx",
        "200, 2xx",
        "204, 2xx",
        "302, 3xx",
        "404, 4xx",
        "499, 4xx",
        "503, 5xx",
        "599, 5xx",
        "600, other",
        "999, other",
        "0, other",
        "-1, other",
        "99, other"
    })
    void aStatusIsTaggedByItsClassWhateverAnAppSets(int status, String statusClass) {
        listener.exchangeSucceeded("orders", status, 1);

        assertThat(registry.get("breakwater.exchanges")
                        .tag("status", statusClass)
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"HTML, html", "JSON, json", "TEXT, text", "EVENTS, events", "NONE, empty"})
    void thePageIsTaggedByItsFormat(PageFormat format, String value) {
        listener.exchangeEnded(failed(
                Fault.CONNECTION_REFUSED,
                502,
                Optional.of(format),
                List.of(attempt(Optional.of(Fault.CONNECTION_REFUSED)))));

        assertThat(registry.get("breakwater.exchanges")
                        .tags("page", value, "ending", "page", "fault", "connection_refused", "status", "5xx")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aRetryIsCountedByTheFaultBeforeItAndTheLastFailureByWhyThereWasNone() {
        listener.exchangeEnded(failed(
                Fault.DOWNSTREAM_STATUS,
                503,
                Optional.empty(),
                List.of(
                        attempt(Optional.of(Fault.CONNECTION_REFUSED)),
                        attempt(Optional.of(Fault.CONNECTION_REFUSED)),
                        attempt(Optional.of(Fault.DOWNSTREAM_STATUS)))));

        assertThat(count("breakwater.retries", "route", "orders", "fault", "connection_refused"))
                .isEqualTo(2);
        assertThat(registry.find("breakwater.retries")
                        .tag("fault", "downstream_status")
                        .counter())
                .isNull();
        assertThat(count("breakwater.attempts", "fault", "downstream_status")).isEqualTo(1);
        assertThat(count("breakwater.retries.refused", "route", "orders", "reason", "budget"))
                .isEqualTo(1);
    }

    @Test
    void whatWouldHaveBeenDoneIsCountedBesideWhatTheCallCameTo() {
        listener.exchangeEnded(observed(Optional.of(SuppressedAction.REFUSE)));

        assertThat(count("breakwater.would", "route", "orders", "would", "refuse", "fault", "circuit_open"))
                .isEqualTo(1);
        assertThat(registry.get("breakwater.exchanges")
                        .tags("route", "orders", "fault", "none")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whereNothingWouldHaveBeenDoneNothingOfItIsCounted() {
        listener.exchangeEnded(observed(Optional.empty()));

        assertThat(registry.find("breakwater.would").counters()).isEmpty();
    }

    @Test
    void withoutARegistryItMeasuresInTheGlobalOneAsAServiceOfTheAppsDoes() {
        SimpleMeterRegistry apps = new SimpleMeterRegistry();
        Metrics.addRegistry(apps);
        try {
            new MeterListener().exchangeSucceeded("orders", 200, 1);

            assertThat(apps.get("breakwater.exchanges").timer().count()).isEqualTo(1);
        } finally {
            Metrics.removeRegistry(apps);
        }
    }
}
