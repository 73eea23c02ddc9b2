package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.GuardedContract;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import org.junit.jupiter.api.Test;

/** What the keys change that say when a route is in maintenance, what is said of it, and who passes. */
final class MaintenanceKeysTest extends GuardedContract {
    private static final String PAST = "2020-01-01T00:00Z";
    private static final String FUTURE = "2120-01-01T00:00Z";

    private RawResponse seen(String... settings) {
        return ask(start(Failing.not("hello"), settings), visit("/"));
    }

    @Test
    @Shows("maintenance")
    void maintenance() {
        assertThat(seen("maintenance=true").status()).isEqualTo(503);
        assertThat(seen("maintenance=false", "maintenance.from=" + PAST).status())
                .isEqualTo(200);
        assertThat(seen("maintenance=scheduled", "maintenance.from=" + PAST).status())
                .isEqualTo(503);
    }

    @Test
    @Shows("maintenance.from")
    void from() {
        assertThat(seen("maintenance.from=" + PAST).status()).isEqualTo(503);
        assertThat(seen("maintenance.from=" + FUTURE).status()).isEqualTo(200);
    }

    @Test
    @Shows("maintenance.until")
    void until() {
        assertThat(seen("maintenance=true", "maintenance.until=" + PAST).status())
                .isEqualTo(200);
        assertThat(seen("maintenance=true", "maintenance.until=" + FUTURE).header("Retry-After"))
                .isEqualTo("Mon, 01 Jan 2120 00:00:00 GMT");
    }

    @Test
    @Shows("maintenance.sentence")
    void sentence() {
        assertThat(seen("maintenance=true").body().utf8()).doesNotContain("We move house.");
        assertThat(seen("maintenance=true", "maintenance.sentence=We move house.")
                        .body()
                        .utf8())
                .contains("We move house.");
    }

    @Test
    @Shows("maintenance.allow")
    void allow() {
        String allow = "maintenance.allow=X-Pass: 0123456789abcdef";
        RawRequest withPass = visit("/").with("X-Pass", "0123456789abcdef");

        assertThat(ask(start(Failing.not("hello"), "maintenance=true", allow), withPass)
                        .status())
                .isEqualTo(200);
        assertThat(ask(start(Failing.not("hello"), "maintenance=true"), withPass)
                        .status())
                .isEqualTo(503);
    }
}
