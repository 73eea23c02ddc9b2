package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.GuardedContract;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the keys change that say which requests are guarded, how, and when a change comes into force. */
final class RouteKeysTest extends GuardedContract {
    private RawResponse refused(String path, String... settings) {
        return ask(start(Failing.bySendError(503), settings), visit(path));
    }

    @Test
    @Shows("exclude")
    void exclude() {
        assertThat(refused("/health").headers().first(ID)).isPresent();
        assertThat(refused("/health", "exclude=/health").headers().first(ID)).isEmpty();
    }

    @Test
    @Shows("mode")
    void mode() {
        assertThat(refused("/").body().utf8()).contains("id=\"reference\"");
        assertThat(refused("/", "mode=observe").body().utf8()).doesNotContain("id=\"reference\"");
    }

    @ParameterizedTest
    @CsvSource({
        "methods, GET, POST",
        "hosts, 127.0.0.1, other.example",
        "headers, X-Tenant: gold, X-Tenant: silver",
    })
    @Shows({"methods", "hosts", "headers"})
    void whatNarrowsARoute(String key, String itsOwn, String others) {
        assertThat(routeWith(key, itsOwn)).isEqualTo("narrow");
        assertThat(routeWith(key, others)).isEqualTo("default");
    }

    private String routeWith(String key, String value) {
        int before = reports.all().size();
        URI uri = start(Failing.bySendError(503), "routes.narrow.path=/*", "routes.narrow." + key + "=" + value);
        ask(uri, RawRequest.get("/").with("X-Tenant", "gold"));
        return reports.await(before + 1).get(before).route();
    }

    @Test
    @Shows("reload.interval")
    void reloadInterval(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("watched.properties"), "breakwater.timeout=10s");
        start(Failing.bySendError(503), "config=" + file, "reload.interval=100ms");
        Files.writeString(file, "breakwater.timeout=11s");
        await().until(() -> timeoutInForce().equals("11s"));

        start(Failing.bySendError(503), "config=" + file, "reload.interval=0");
        Files.writeString(file, "breakwater.timeout=12s");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .filteredOn(name -> name.equals("breakwater-settings"))
                .hasSize(1);
        assertThat(timeoutInForce()).isEqualTo("11s");
    }

    private String timeoutInForce() {
        return breakwater().settings().stream()
                .filter(value -> value.key().equals("timeout"))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
