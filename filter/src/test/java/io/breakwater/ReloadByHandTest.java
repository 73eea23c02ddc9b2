package io.breakwater;

import static io.breakwater.EngineOfFile.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import io.breakwater.config.SettingChange;
import io.breakwater.config.SettingsException;
import io.breakwater.observe.RouteStatus;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is read when somebody asks for it, and what is told at the start and then. */
class ReloadByHandTest {

    @TempDir
    Path directory;

    @RegisterExtension
    final EngineOfFile engine = new EngineOfFile();

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void whatAReloadWouldChangeIsToldBeforeAndChangesNothing() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + NEVER);
        Breakwater breakwater = engine.start(file);
        assertThat(breakwater.changesOnReload()).isEmpty();

        Files.writeString(file, "breakwater.timeout=3s" + NEVER);
        SettingChange change = new SettingChange("timeout", Optional.of("5s"), Optional.of("3s"));

        List<SettingChange> told = breakwater.changesOnReload();
        assertThat(told).contains(change);
        assertThat(engine.value("timeout")).isEqualTo("5s");
        assertThat(breakwater.reload()).isEqualTo(told);
        assertThat(breakwater.changesOnReload()).isEmpty();
        Files.writeString(file, "breakwater.timeuot=3s" + NEVER);
        assertThatThrownBy(breakwater::changesOnReload)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("timeuot");
        assertThat(engine.value("timeout")).isEqualTo("3s");
    }

    /** Tomcat's loader keeps a resource for some seconds, and the URL that it gives serves what was kept. */
    @Test
    void ofAVariableThatIsNoSettingAWarningTellsAndTheAppStarts() {
        engine.start(environment(Map.of("BREAKWATER_CP", "hunter2", "BREAKWATER_TIMEOUTT", "hunter2")));

        assertThat(engine.lines(Level.WARN))
                .containsExactly(
                        "settings environment variable BREAKWATER_CP is not a setting and is ignored",
                        "settings environment variable BREAKWATER_TIMEOUTT is not a setting and is ignored;"
                                + " did you mean BREAKWATER_TIMEOUT?");
    }

    private static Breakwater.Builder environment(Map<String, String> variables) {
        Breakwater.Builder builder = Breakwater.builder();
        builder.sources().environment(variables);
        return builder;
    }

    @Test
    void whatIsRefusedByHandIsThrown() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + NEVER);
        Breakwater breakwater = engine.start(file);

        Files.writeString(file, "breakwater.timeout=3s\nbreakwater.routes.a.timeout=soon");
        assertThatThrownBy(breakwater::reload)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(file + ":2: breakwater.routes.a.timeout = soon");

        Path template = write("page.mustache", "{{nonsense}}");
        Files.writeString(file, "breakwater.timeout=3s\nbreakwater.page.template=" + template);
        assertThatThrownBy(breakwater::reload)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(file + ":2: breakwater.page.template = " + template);
        assertThat(engine.value("timeout")).isEqualTo("5s");
    }

    @Test
    void whatChangedIsGivenBack() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + NEVER);
        Breakwater breakwater = engine.start(file);
        assertThat(breakwater.reload()).isEmpty();

        Files.writeString(file, "breakwater.timeout=5s\nbreakwater.idle-timeout=9s" + NEVER);

        assertThat(breakwater.reload())
                .containsExactly(new SettingChange("idle-timeout", Optional.of("30s"), Optional.of("9s")));
    }

    @Test
    void theCorrelationHeaderTakesARestart() throws IOException {
        Path file = write("a.properties", "breakwater.correlation.header=X-One" + NEVER);
        Breakwater breakwater = engine.start(file);

        Files.writeString(file, "breakwater.correlation.header=X-Two" + NEVER);

        assertThat(breakwater.reload()).isEmpty();
        assertThat(breakwater.correlationHeader()).isEqualTo("X-One");
        assertThat(engine.value("correlation.header")).isEqualTo("X-One");
        assertThat(engine.lines(Level.WARN))
                .singleElement()
                .asString()
                .contains("correlation.header from=X-One to=X-Two");
    }

    @Test
    void breakersOfTheUsersRegistryAreKeptReplacedAndRemoved() throws IOException {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        String kept = "breakwater.routes.kept.path=/kept\n";
        Path file = write(
                "a.properties",
                kept + "breakwater.routes.other.path=/other\nbreakwater.routes.gone.path=/gone" + NEVER);
        Breakwater breakwater = engine.start(file, registry);
        CircuitBreaker before = registry.circuitBreaker("breakwater.kept");
        registry.circuitBreaker("breakwater.other").transitionToOpenState();

        Files.writeString(
                file,
                kept + "breakwater.routes.other.path=/other\n"
                        + "breakwater.routes.other.circuit-breaker.failure-rate-threshold=70" + NEVER);
        breakwater.reload();

        assertThat(registry.find("breakwater.kept")).containsSame(before);
        assertThat(registry.find("breakwater.gone")).isEmpty();
        assertThat(registry.circuitBreaker("breakwater.other")
                        .getCircuitBreakerConfig()
                        .getFailureRateThreshold())
                .isEqualTo(70);
        assertThat(breakwater.routes())
                .extracting(RouteStatus::route, RouteStatus::breakerState)
                .contains(tuple("other", "OPEN"));
    }
}
