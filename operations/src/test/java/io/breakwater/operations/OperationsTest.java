package io.breakwater.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.observe.Incident;
import io.breakwater.observe.SettingsReload;
import io.breakwater.operations.json.OperationsJson;
import io.breakwater.operations.recent.ExchangeRecord;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OperationsTest {

    private final SimulatedEngine engine = new SimulatedEngine("256KB");
    private final Operations operations = engine.operations;

    @Test
    void fromAnIdToTheExchangeItsCausesAndItsIncident() {
        engine.fails("7h3k-9qwx-2mzt-c4vd", "orders", Fault.CONNECTION_REFUSED);
        engine.pass(Duration.ofSeconds(3));
        engine.fails("other", "orders", Fault.CONNECTION_REFUSED);

        List<ExchangeRecord> found = operations.find("7H3K9QWX2MZTC4VD");

        assertThat(found).hasSize(1);
        ExchangeRecord exchange = found.get(0);
        assertThat(exchange.fault()).contains(Fault.CONNECTION_REFUSED);
        assertThat(exchange.opensIncident()).isTrue();
        assertThat(exchange.causes()).hasSize(1).first().extracting("message").isEqualTo("Connection refused");
        assertThat(exchange.attempts()).hasSize(1);
        Incident incident =
                operations.incident(exchange.incident().orElseThrow()).orElseThrow();
        assertThat(incident.firstCorrelationId()).isEqualTo("7h3k-9qwx-2mzt-c4vd");
        assertThat(incident.lastCorrelationId()).isEqualTo("other");
        assertThat(incident.failed()).isEqualTo(2);
        assertThat(operations.incidents()).containsExactly(incident);
    }

    @Test
    void anIncidentThatHasClosedIsKept() {
        engine.fails("first", "orders", Fault.DNS_ERROR);
        engine.isSaved("saved", "orders");
        engine.pass(Duration.ofMinutes(2));
        engine.succeeds("good", "orders", Duration.ofMillis(5));

        assertThat(operations.incidents()).hasSize(1);
        Incident incident = operations.incidents().get(0);
        assertThat(incident.isOpen()).isFalse();
        assertThat(incident.saved()).isEqualTo(1);
        assertThat(incident.faults()).isEqualTo(Map.of(Fault.DNS_ERROR, 1L));
        assertThat(operations.find("saved"))
                .hasSize(1)
                .first()
                .extracting(ExchangeRecord::attemptCount)
                .isEqualTo(2);
        engine.fails("again", "orders", Fault.DNS_ERROR);
        assertThat(operations.incidents())
                .hasSize(2)
                .first()
                .extracting(Incident::isOpen)
                .isEqualTo(true);
    }

    @Test
    void noMoreClosedIncidentsAreKeptThanConfigured() {
        engine.set("operations.incidents.kept", "3");
        operations.settingsReloaded(new SettingsReload(List.of(), Optional.empty()));
        for (int i = 0; i < 10; i++) {
            engine.fails("id" + i, "orders", Fault.DNS_ERROR);
            engine.pass(Duration.ofMinutes(2));
            engine.succeeds("good", "orders", Duration.ofMillis(5));
        }

        assertThat(operations.incidents())
                .hasSize(3)
                .first()
                .extracting(Incident::firstCorrelationId)
                .isEqualTo("id9");
    }

    /**
     * The clock passes a day. A minute of it has 1,000 failures a second, and the rest fewer, so that the build does not take a
     * day of its own: {@code -Doutage.failures-per-second=1000} has them all.
     */
    @Test
    void aDayOfTotalOutageStaysWithinTheBytesAndKeepsTheFirstFailure() {
        engine.succeeds("before", "orders", Duration.ofSeconds(9));
        int ofMostSeconds = Integer.getInteger("outage.failures-per-second", 2);
        long failures = 0;
        int seconds = Math.toIntExact(Duration.ofDays(1).toSeconds());
        for (int second = 0; second < seconds; second++) {
            int perSecond = second < 60 ? 1_000 : ofMostSeconds;
            failures += perSecond;
            for (int i = 0; i < perSecond; i++) {
                engine.fails(
                        "f" + second + "-" + i, "orders", i % 7 == 0 ? Fault.RESPONSE_TIMEOUT : Fault.CIRCUIT_OPEN);
            }
            engine.pass(Duration.ofSeconds(1));
            operations.tick();
            if (second % 3_600 == 0) {
                assertThat(operations.exchangesBytes()).isBetween(10_000L, 256L * 1024);
                assertThat(operations.find("f0-0")).as("after " + second + " s").hasSize(1);
            }
        }

        assertThat(operations.exchangesBytes()).isBetween(200L * 1024, 256L * 1024);
        assertThat(operations.find("f0-0")).hasSize(1);
        assertThat(operations.find("f" + (seconds - 1) + "-" + (ofMostSeconds - 1)))
                .hasSize(1);
        assertThat(operations.incidents()).hasSize(1);
        Incident incident = operations.incidents().get(0);
        assertThat(incident.kind()).isEqualTo(Incident.Kind.PERSISTENT);
        assertThat(incident.failed()).isEqualTo(failures);
        assertThat(incident.firstCorrelationId()).isEqualTo("f0-0");
        assertThat(operations.series()).hasSize(1);
    }

    @Test
    void aMillionDistinctPathsIdsAndMethodsDoNotGrowTheMemory() {
        for (int i = 0; i < 1_000_000; i++) {
            engine.fails("id-" + i, "orders", Fault.CONNECTION_REFUSED, "M" + i, "/path/" + i + "\n".repeat(i % 3));
        }

        assertThat(operations.exchangesBytes()).isLessThanOrEqualTo(256L * 1024);
        assertThat(operations.recent(e -> true, Integer.MAX_VALUE))
                .hasSizeLessThan(1_000)
                .allSatisfy(exchange -> {
                    assertThat(exchange.path()).doesNotContain("\n");
                    assertThat(exchange.method()).hasSizeLessThanOrEqualTo(ExchangeRecord.LONGEST_METHOD);
                });
        assertThat(operations.series()).hasSize(1);
        assertThat(operations.incidents()).hasSize(1);
    }

    @Test
    void aReloadThatGivesLessMemoryIsInForceAtOnce() {
        for (int i = 0; i < 1_000; i++) {
            engine.fails("id" + i, "orders", Fault.DNS_ERROR);
        }
        assertThat(operations.exchangesBytes()).isGreaterThan(200L * 1024);

        engine.set("operations.exchanges.memory", "64KB");
        operations.settingsReloaded(new SettingsReload(List.of(), Optional.of("refused")));
        assertThat(operations.exchangesBytes()).as("after a refused reload").isGreaterThan(200L * 1024);
        operations.settingsReloaded(new SettingsReload(List.of(), Optional.empty()));

        assertThat(operations.exchangesBytes()).isLessThanOrEqualTo(64L * 1024);
        assertThat(operations.find("id0")).hasSize(1);
    }

    @Test
    void theSlowestSuccessesAreFoundAndQuickOnesNeedNoReport() {
        for (int i = 0; i < 1_000; i++) {
            engine.succeeds("id" + i, "orders", Duration.ofMillis(i % 500));
        }

        assertThat(operations.slowest(e -> true, 3))
                .extracting(ExchangeRecord::correlationId)
                .startsWith("id499");
        assertThat(operations.exchangeSucceeded("orders", 200, 1_000))
                .as("content without a report")
                .isTrue();
        assertThat(operations.exchangeSucceeded("orders", 200, 10_000_000_000L)).isFalse();
        assertThat(operations.series("orders").orElseThrow().total().good()).isEqualTo(1_001);
    }

    @Test
    void healthTellsTheWorstOfWhatIsKnown() {
        operations.tick();
        assertThat(operations.health().state()).isEqualTo(Health.State.CALM);

        engine.fails("id", "orders", Fault.DNS_ERROR);
        assertThat(operations.health().state()).isEqualTo(Health.State.DISTURBED);

        engine.put(SimulatedEngine.status("payments", "OPEN", 0, OptionalInt.empty()));
        Health health = operations.health();
        assertThat(health.state()).isEqualTo(Health.State.REFUSING);
        assertThat(health.routes())
                .extracting(route -> route.route() + " " + route.state())
                .containsExactly("orders DISTURBED", "payments REFUSING");
        assertThat(OperationsJson.health(operations))
                .startsWith("{\"state\":\"refusing\",\"routes\":[{\"route\":\"orders\",\"state\":\"disturbed\"")
                .contains("\"incident\":{\"id\":\"orders-");
    }

    @Test
    void aRouteThatHeadsForItsLimitIsStrained() {
        for (int second = 0; second < 95; second++) {
            engine.put(SimulatedEngine.status("orders", "CLOSED", second, OptionalInt.of(100)));
            engine.succeeds("id" + second, "orders", Duration.ofMillis(50));
            engine.pass(Duration.ofSeconds(1));
            operations.tick();
        }

        assertThat(operations.pressure("orders").orElseThrow().warned()).isTrue();
        assertThat(operations.health().state()).isEqualTo(Health.State.STRAINED);
        assertThat(operations.series("orders").orElseThrow().total().permitsInUse())
                .hasValue(94);
    }

    @Test
    void withTheEarlyWarningOffNothingIsFollowed() {
        engine.set("operations.early-warning", "false");
        operations.settingsReloaded(new SettingsReload(List.of(), Optional.empty()));
        engine.succeeds("id", "orders", Duration.ofMillis(50));
        operations.tick();

        assertThat(operations.pressure()).isEmpty();
    }

    @Test
    void aSearchIsTheWholeTruthAsJson() {
        engine.fails("7h3k-9qwx", "orders", Fault.CONNECTION_REFUSED, "GET", "/<script>/\u2028");

        String json = OperationsJson.search(operations, "7H3K9qwx");

        assertThat(json)
                .startsWith("{\"exchanges\":[{\"correlationId\":\"7h3k-9qwx\",\"arrived\":\"2026-11-29T23:59:59.980Z\"")
                .contains("\"path\":\"/\\u003cscript\\u003e/?\"")
                .contains(
                        "\"attempts\":[{\"fault\":\"connection_refused\",\"startMs\":0,\"durationMs\":20,\"backoffMs\":0}]")
                .contains("\"causes\":[{\"type\":\"java.io.IOException\",\"message\":\"Connection refused\"}]")
                .contains("\"incidents\":[{\"id\":\"orders-" + SimulatedEngine.START.toEpochMilli() + "\"")
                .contains("\"faults\":{\"connection_refused\":1}");
        assertThat(OperationsJson.search(operations, "nothing").toLowerCase(Locale.ROOT))
                .isEqualTo("{\"exchanges\":[],\"incidents\":[]}");
    }
}
