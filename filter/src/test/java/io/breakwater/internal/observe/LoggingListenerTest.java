package io.breakwater.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.Injection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LoggingListenerTest {

    private final LoggingListener logLine = new LoggingListener();

    @Test
    void aFailedExchangeIsOneEventOfKeysAndValuesInTheirOrder() {
        try (Captured log = new Captured("io.breakwater.exchange")) {
            logLine.exchangeEnded(Reports.failed(Fault.CONNECTION_REFUSED));

            assertThat(log.lines().get(0))
                    .isEqualTo("INFO exchange correlationId=7h3k-9qwx-2mzt-c4vd route=orders downstream=order-service"
                            + " method=GET path=/api/orders/1 fault=connection_refused status=502"
                            + " attempts=2 elapsedMs=31 deadlineLeftMs=14969 breaker=CLOSED ending=page");
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(1)).startsWith("DEBUG cause correlationId=7h3k-9qwx-2mzt-c4vd");
        }
    }

    @Test
    void aSuccessIsToldOnlyWhenItTookMoreThanOneAttempt() {
        try (Captured log = new Captured("io.breakwater.exchange")) {
            logLine.exchangeEnded(Reports.answered(1));
            logLine.exchangeEnded(Reports.answered(2));

            assertThat(log.lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("DEBUG exchange")
                    .contains("attempts=2");
        }
    }

    @Test
    void whatACallCameToIsToldWithWhatWouldHaveBeenDone() {
        try (Captured log = new Captured("io.breakwater.exchange")) {
            logLine.exchangeEnded(Reports.observed(Optional.of(Fault.CONNECTION_REFUSED)));
            logLine.exchangeEnded(Reports.observed(Optional.empty()));

            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0))
                    .contains(" fault=connection_refused status=500 ")
                    .endsWith(" mode=observe would=refuse for=circuit_open");
            assertThat(log.lines().get(1))
                    .startsWith("INFO exchange ")
                    .contains(" fault=none status=200 ")
                    .endsWith(" mode=observe would=refuse for=circuit_open");
        }
    }

    @Test
    void whatWasInjectedSaysSo() {
        try (Captured log = new Captured("io.breakwater.exchange")) {
            logLine.exchangeEnded(Reports.injected(Fault.DNS_ERROR));

            assertThat(log.lines()).singleElement().asString().endsWith(" ending=page injected=true");
        }
    }

    @Test
    void aGameDayIsToldWithWhoUntilWhenAndWhat() {
        try (Captured log = new Captured("io.breakwater.injection")) {
            Injection injection = new Injection(
                    "orders",
                    Map.of("status", "503"),
                    Optional.empty(),
                    Instant.parse("2026-12-01T14:00:00Z"),
                    Optional.of("kim"),
                    Optional.of("a \"drill\""));
            logLine.injectionStarted(injection);
            logLine.injectionEnded(injection);

            assertThat(log.lines())
                    .containsExactly(
                            "WARN injection started route=orders source=operator until=2026-12-01T14:00:00Z by=kim"
                                    + " reason=\"a 'drill'\" what=\"status=503\"",
                            "INFO injection ended route=orders source=operator until=2026-12-01T14:00:00Z by=kim"
                                    + " reason=\"a 'drill'\" what=\"status=503\"");
        }
    }

    @Test
    void aBreakersTransitionIsOneWarningWithTheLastFault() {
        try (Captured log = new Captured("io.breakwater.breaker")) {
            logLine.breakerChanged(new BreakerTransition(
                    "orders",
                    "CLOSED",
                    "OPEN",
                    Optional.of("slow_call_rate=85% of 24 calls, threshold 80%"),
                    Optional.of(Fault.RESPONSE_TIMEOUT),
                    false,
                    Optional.empty(),
                    Optional.empty()));

            assertThat(log.lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("WARN breaker route=orders from=CLOSED to=OPEN"
                            + " reason=\"slow_call_rate=85% of 24 calls, threshold 80%\" lastFault=http_response_timeout"
                            + " check=");
        }
    }

    @Test
    void aBreakerOfTheAppsOwnIsNamed() {
        try (Captured log = new Captured("io.breakwater.breaker");
                Captured exchanges = new Captured("io.breakwater.exchange")) {
            logLine.breakerChanged(new BreakerTransition(
                    "orders",
                    "CLOSED",
                    "OPEN",
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.of("breakwater.orders")));
            logLine.exchangeEnded(Reports.failed(Fault.CIRCUIT_OPEN, "/", Optional.of("pay=all")));
            logLine.exchangeEnded(Reports.failed(Fault.CIRCUIT_OPEN));

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN breaker route=orders appsBreaker=breakwater.orders from=CLOSED to=OPEN ");
            assertThat(exchanges.lines())
                    .filteredOn(line -> line.startsWith("INFO exchange "))
                    .satisfiesExactly(
                            line -> assertThat(line).contains(" breaker=CLOSED appsBreaker=pay%3Dall ending="),
                            line -> assertThat(line).contains(" breaker=CLOSED ending="));
        }
    }

    @Property
    void noPathWritesALineOrAPairOfItsOwn(@ForAll String path) {
        String value = LoggingListener.value(path);

        assertThat(value).matches("[!#-<>-~]+");
        assertThat(value.length()).isLessThanOrEqualTo(6 * 256);
    }
}
