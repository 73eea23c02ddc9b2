package io.breakwater.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncidentsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Incidents incidents = new Incidents(nanos::get);
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
                .startsWith("WARN incident opened route=orders fault=connection_refused");
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
                .isEqualTo("INFO incident closed route=orders kind=temporary durationMs=0 failures=1");
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
    }

    @Test
    void longerThanHalfAnHourIsPersistent() {
        for (int i = 0; i <= 31; i++) {
            fail();
            pass(Duration.ofMinutes(1));
        }
        succeed();

        assertThat(log.lines()).last().asString().contains("kind=persistent").contains("failures=32");
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
}
