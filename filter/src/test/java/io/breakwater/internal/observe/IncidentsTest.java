package io.breakwater.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncidentsTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    /** Writes down what it is told. */
    private static final class Hearing implements ExchangeListener {
        private final List<String> words = new ArrayList<>();
        private final List<Incident> incidents = new ArrayList<>();

        @Override
        public void incidentOpened(Incident incident) {
            add("opened", incident);
        }

        @Override
        public void incidentChanged(Incident incident) {
            add("changed", incident);
        }

        @Override
        public void incidentClosed(Incident incident) {
            add("closed", incident);
        }

        private void add(String word, Incident incident) {
            words.add(word + " " + incident.kind());
            incidents.add(incident);
        }
    }

    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofMinutes(5).toNanos());
    private final Hearing hearing = new Hearing();
    private final Incidents incidents = new Incidents(nanos::get, () -> NOON, news -> news.accept(hearing));
    private final Captured log = new Captured("io.breakwater.incident");

    @AfterEach
    void close() {
        log.close();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void fail() {
        incidents.exchangeEnded(Reports.failed(Fault.CONNECTION_REFUSED));
    }

    private void succeed() {
        incidents.succeeded("orders");
    }

    @Test
    void aRunOfFailuresIsOneWarning() {
        for (int i = 0; i < 100; i++) {
            fail();
            pass(Duration.ofSeconds(1));
        }

        assertThat(log.lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith(
                        "WARN incident opened route=orders fault=connection_refused correlationId=7h3k-9qwx-2mzt-c4vd"
                                + " kind=temporary check=\"");
        assertThat(hearing.words).containsExactly("opened TEMPORARY");
    }

    @Test
    void itClosesWithASuccessAfterAQuietPeriodAndNotBefore() {
        fail();
        pass(Duration.ofSeconds(59));
        succeed();
        assertThat(log.lines()).hasSize(1);

        pass(Duration.ofSeconds(2));
        succeed();

        assertThat(log.lines())
                .hasSize(2)
                .last()
                .asString()
                .isEqualTo("INFO incident closed route=orders kind=temporary durationMs=0 failures=1 saved=0"
                        + " faults=connection_refused:1 firstCorrelationId=7h3k-9qwx-2mzt-c4vd"
                        + " lastCorrelationId=7h3k-9qwx-2mzt-c4vd");
        assertThat(hearing.incidents).last().extracting(Incident::closed).isEqualTo(Optional.of(NOON.plusSeconds(61)));
        assertThat(incidents.open()).isEmpty();
    }

    @Test
    void itCountsWhatFailedAndWhatRetriesHaveSaved() {
        fail();
        pass(Duration.ofSeconds(5));
        incidents.exchangeEnded(Reports.failed(Fault.DNS_ERROR));
        incidents.exchangeEnded(Reports.answered(2));
        incidents.exchangeEnded(Reports.answered(1));
        pass(Duration.ofSeconds(5));
        fail();

        assertThat(incidents.open()).hasSize(1);
        Incident open = incidents.open().get(0);
        assertThat(open.failed()).isEqualTo(3);
        assertThat(open.saved()).isEqualTo(1);
        assertThat(open.faults()).isEqualTo(Map.of(Fault.CONNECTION_REFUSED, 2L, Fault.DNS_ERROR, 1L));
        assertThat(open.opened()).isEqualTo(NOON);
        assertThat(open.lastFailure()).isEqualTo(NOON.plusSeconds(10));
        assertThat(open.isOpen()).isTrue();
        assertThat(open.id()).isEqualTo("orders-" + NOON.toEpochMilli());

        pass(Duration.ofMinutes(1));
        incidents.exchangeEnded(Reports.answered(2));

        assertThat(hearing.incidents).last().extracting(Incident::saved).isEqualTo(2L);
        assertThat(log.lines())
                .last()
                .asString()
                .contains("durationMs=10000 failures=3 saved=2 faults=connection_refused:2,dns_error:1");
    }

    @Test
    void severalWithHealthBetweenAreIntermittent() {
        for (int i = 0; i < 3; i++) {
            fail();
            pass(Duration.ofMinutes(2));
            succeed();
        }

        assertThat(log.lines().get(3)).contains("kind=temporary");
        assertThat(log.lines().get(5)).contains("kind=intermittent");
        assertThat(hearing.words)
                .containsExactly(
                        "opened TEMPORARY",
                        "closed TEMPORARY",
                        "opened TEMPORARY",
                        "closed TEMPORARY",
                        "opened INTERMITTENT",
                        "closed INTERMITTENT");
    }

    @Test
    void longerThanHalfAnHourIsPersistentAndToldOnceAtThatMoment() {
        for (int i = 0; i <= 31; i++) {
            fail();
            pass(Duration.ofMinutes(1));
        }
        assertThat(log.lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("WARN incident changed route=orders kind=persistent durationMs=1860000 failures=32");
        succeed();

        assertThat(log.lines()).last().asString().contains("kind=persistent").contains("failures=32");
        assertThat(hearing.words).containsExactly("opened TEMPORARY", "changed PERSISTENT", "closed PERSISTENT");
    }

    @Test
    void aReloadThatTakesTheRouteAwayClosesItsIncident() {
        fail();

        incidents.retainRoutes(Set.of("orders"));
        assertThat(incidents.open()).hasSize(1);
        incidents.retainRoutes(Set.of("payments"));

        assertThat(incidents.open()).isEmpty();
        assertThat(hearing.words).containsExactly("opened TEMPORARY", "closed TEMPORARY");
    }

    @Test
    void clientsThatHangUpAreNoIncident() {
        incidents.exchangeEnded(Reports.failed(Fault.CLIENT_GONE));

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void theAppsOwnBugNeitherOpensNorClosesOne() {
        fail();
        pass(Duration.ofMinutes(2));
        incidents.exchangeEnded(Reports.appFailed());

        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void anInjectedOneSaysSoUntilTheFirstRealFailureWhichIsNews() {
        incidents.exchangeEnded(Reports.injected(Fault.DNS_ERROR));
        incidents.exchangeEnded(Reports.injected(Fault.DNS_ERROR));
        assertThat(hearing.words).containsExactly("opened TEMPORARY");
        assertThat(hearing.incidents.get(0).injected()).isTrue();
        assertThat(log.lines()).singleElement().asString().endsWith(" injected=true");

        fail();
        assertThat(hearing.words).containsExactly("opened TEMPORARY", "changed TEMPORARY");
        assertThat(hearing.incidents.get(1).injected()).isFalse();
        assertThat(log.lines()).last().asString().doesNotContain("injected");
    }
}
