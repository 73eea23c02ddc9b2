package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.GuardedContract;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.observe.ExchangeReport;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the keys change that inject failures for a game day. */
final class InjectKeysTest extends GuardedContract {
    private static final String PAST = "inject.until=2020-01-01T00:00Z";
    private static final String UNTIL = "inject.until=2120-01-01T00:00Z";
    private static final String CONFIRM = "inject.confirm=true";
    private static final String STATUS = "inject.status=503";
    private static final String SECRET = "0123456789abcdef";

    private RawResponse seen(String... settings) {
        return ask(start(Failing.not("hello"), settings), visit("/"));
    }

    @Test
    @Shows("inject.fault")
    void fault() {
        assertThat(seen("inject.fault=dns_error", UNTIL, CONFIRM).status()).isEqualTo(502);
        assertThat(seen("inject.fault=dns_timeout", UNTIL, CONFIRM).status()).isEqualTo(504);
        assertThat(seen("inject.fault=none", UNTIL, CONFIRM).status()).isEqualTo(200);
    }

    @Test
    @Shows("inject.status")
    void status() {
        assertThat(seen(STATUS, UNTIL, CONFIRM).status()).isEqualTo(503);
        assertThat(seen("inject.status=404", UNTIL, CONFIRM).status()).isEqualTo(404);
    }

    @Test
    @Shows("inject.latency")
    void latency() {
        assertThat(seen("inject.latency=150ms", UNTIL, CONFIRM).status()).isEqualTo(200);
        ExchangeReport report = reports.only();
        assertThat(report.injected()).isTrue();
        assertThat(report.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        assertThat(seen("inject.latency=none", UNTIL, CONFIRM).status()).isEqualTo(200);
        assertThat(reports.await(2)).filteredOn(ExchangeReport::injected).hasSize(1);
    }

    @Test
    @Shows("inject.cut-after")
    void cutAfter() {
        assertThat(seen("inject.cut-after=2B", UNTIL, CONFIRM).status()).isEqualTo(502);
        assertThat(seen("inject.cut-after=1KB", UNTIL, CONFIRM).status()).isEqualTo(200);
    }

    @Test
    @Shows("inject.percent")
    void percent() {
        assertThat(seen(STATUS, UNTIL, "inject.percent=0").status()).isEqualTo(200);
        assertThat(seen(STATUS, UNTIL, CONFIRM, "inject.percent=100").status()).isEqualTo(503);
    }

    @Test
    @Shows("inject.header")
    void header() {
        String header = "inject.header=X-Game-Day: " + SECRET;
        assertThat(seen(STATUS, UNTIL, header).status()).isEqualTo(200);
        assertThat(ask(
                                start(Failing.not("hello"), STATUS, UNTIL, header),
                                visit("/").with("X-Game-Day", SECRET))
                        .status())
                .isEqualTo(503);
    }

    @Test
    @Shows("inject.until")
    void until() {
        assertThat(seen(STATUS, PAST, CONFIRM).status()).isEqualTo(200);
        assertThat(seen(STATUS, UNTIL, CONFIRM).status()).isEqualTo(503);
    }

    @Test
    @Shows("inject.votes")
    void votes() {
        String[] once = {"retry.max-attempts=1", "circuit-breaker.minimum-number-of-calls=1"};
        seen(STATUS, UNTIL, CONFIRM, once[0], once[1], "inject.votes=true");
        assertThat(route().breakerState()).isEqualTo("OPEN");
        seen(STATUS, UNTIL, CONFIRM, once[0], once[1], "inject.votes=false");
        assertThat(route().breakerState()).isEqualTo("CLOSED");
    }

    @Test
    @Shows("inject.confirm")
    void confirm() {
        assertThat(seen(STATUS, UNTIL, CONFIRM).status()).isEqualTo(503);
        assertThat(seen(STATUS, UNTIL, "inject.confirm=false", "inject.percent=0")
                        .status())
                .isEqualTo(200);
    }
}
