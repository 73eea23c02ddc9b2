package io.breakwater.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.config.SettingsException;
import io.breakwater.observe.ExchangeListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsInEngineTest {

    @TempDir
    Path directory;

    private static Breakwater.Builder with(String... keysAndValues) {
        Breakwater.Builder builder = Breakwater.builder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            builder.sources().set(keysAndValues[i], keysAndValues[i + 1]);
        }
        ServiceLoader.load(ExchangeListener.class).forEach(builder::listener);
        return builder;
    }

    @Test
    void theJarAloneIsEnoughAndTheEngineHasItsOwn() {
        try (Breakwater one = with().build();
                Breakwater other = with().build()) {
            assertThat(Operations.of(one)).isPresent();
            assertThat(Operations.of(one)).isNotEqualTo(Operations.of(other));
            assertThat(Operations.of(one).orElseThrow().settings()).isEqualTo(OperationsSettings.DEFAULT);
            await().until(() -> !Operations.of(one).orElseThrow().pressure().isEmpty());
            assertThat(Operations.of(one).orElseThrow().health().routes())
                    .extracting(Health.RouteHealth::route)
                    .containsExactly("default");
        }
    }

    @Test
    void withoutTheListenerThereIsNone() {
        try (Breakwater engine = Breakwater.builder().build()) {
            assertThat(Operations.of(engine)).isEmpty();
        }
    }

    @Test
    void theThreadEndsWithTheEngine() {
        Breakwater engine = with().build();
        assertThat(threads()).isPositive();
        engine.close();

        assertThat(threads()).isZero();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("breakwater-operations"))
                .count();
    }

    @Test
    void settingsAreReadCheckedAndShownLikeTheFiltersOwn() {
        try (Breakwater engine = with(
                        "breakwater.operations.exchanges.memory", "1MB", "breakwater.operations.early-warning", "false")
                .build()) {
            assertThat(Operations.of(engine).orElseThrow().settings())
                    .isEqualTo(new OperationsSettings(1 << 20, 200, false));
            assertThat(engine.settings())
                    .anyMatch(value -> value.key().equals("operations.exchanges.memory")
                            && value.value().equals("1MB")
                            && value.origin().isPresent());
        }
    }

    @Test
    void aTypoIsRefusedWithTheNearestKeyAndAValueWithWhatIsAllowed() {
        assertThatThrownBy(() ->
                        with("breakwater.operations.exchange.memori", "1MB").build())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("did you mean breakwater.operations.exchanges.memory?");
        assertThatThrownBy(() ->
                        with("breakwater.operations.exchanges.memory", "1KB").build())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("is smaller than 64KB");
        assertThatThrownBy(() -> with(
                                "breakwater.routes.orders.path",
                                "/a/*",
                                "breakwater.routes.orders.operations.early-warning",
                                "true")
                        .build())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("is the same for all routes");
    }

    @Test
    void aReloadIsInForceWithoutARestart() throws IOException {
        Path file = directory.resolve("breakwater.properties");
        Files.writeString(file, "breakwater.reload.interval=0\nbreakwater.operations.incidents.kept=7\n");
        try (Breakwater engine = with("breakwater.config", file.toString()).build()) {
            Operations operations = Operations.of(engine).orElseThrow();
            assertThat(operations.settings().incidentsKept()).isEqualTo(7);
            Files.writeString(file, "breakwater.reload.interval=0\nbreakwater.operations.incidents.kept=9\n");
            assertThat(engine.reload()).hasSize(1);

            assertThat(operations.settings().incidentsKept()).isEqualTo(9);
        }
    }

    /** Its table in the docs is the catalogue's. */
    @Test
    void theDocsListTheSettings() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "operations", "records.md"));
        assertThat(OperationsSettings.ALL).allSatisfy(setting -> assertThat(page)
                .contains("| `" + setting.key() + "` | `" + setting.defaultText() + "` | " + setting.meaning() + " |"));
    }
}
