package io.breakwater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.breakwater.config.EffectiveValue;
import io.breakwater.config.SettingChange;
import io.breakwater.config.SettingsException;
import io.breakwater.internal.config.KeepingLoader;
import io.breakwater.internal.config.SettingsLoader;
import io.breakwater.internal.config.SettingsSources;
import io.breakwater.observe.RouteStatus;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ReloadTest {

    private static final String OFTEN = "\nbreakwater.reload.interval=100ms\n";
    private static final String NEVER = "\nbreakwater.reload.interval=0\n";

    @TempDir
    Path directory;

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.breakwater");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Optional<Breakwater> engine = Optional.empty();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void end() {
        engine.ifPresent(Breakwater::close);
        logger.setLevel(null);
        logger.detachAppender(log);
    }

    private Breakwater start(Path file, CircuitBreakerRegistry registry) {
        Breakwater breakwater = Breakwater.builder()
                .circuitBreakerRegistry(registry)
                .set("breakwater.config", file.toString())
                .build();
        engine = Optional.of(breakwater);
        return breakwater;
    }

    private Breakwater start(Path file) {
        return start(file, CircuitBreakerRegistry.ofDefaults());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private String value(String key) {
        return engine.orElseThrow().settings().stream()
                .filter(value -> value.route().equals("default") && value.key().equals(key))
                .map(EffectiveValue::value)
                .findFirst()
                .orElseThrow();
    }

    private void awaitTimeout(String value) {
        await().until(() -> value("timeout").equals(value));
    }

    private List<String> lines(Level level) {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().equals(level))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private void awaitLine(Level level, Predicate<String> line) {
        await().until(() -> lines(level).stream().anyMatch(line));
    }

    private static boolean isWatching() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("breakwater-settings"));
    }

    @Test
    void aFileThatIsEditedInPlaceIsInForce() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + OFTEN);
        start(file);

        Files.writeString(file, "breakwater.timeout=3s" + OFTEN);

        awaitTimeout("3s");
        awaitLine(Level.INFO, line -> line.equals("settings changed timeout from=5s to=3s"));
    }

    @Test
    void whatAReloadWouldChangeIsToldBeforeAndChangesNothing() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + NEVER);
        Breakwater breakwater = start(file);
        assertThat(breakwater.changesOnReload()).isEmpty();

        Files.writeString(file, "breakwater.timeout=3s" + NEVER);
        SettingChange change = new SettingChange("timeout", Optional.of("5s"), Optional.of("3s"));

        List<SettingChange> told = breakwater.changesOnReload();
        assertThat(told).contains(change);
        assertThat(value("timeout")).isEqualTo("5s");
        assertThat(breakwater.reload()).isEqualTo(told);
        assertThat(breakwater.changesOnReload()).isEmpty();
        Files.writeString(file, "breakwater.timeuot=3s" + NEVER);
        assertThatThrownBy(breakwater::changesOnReload)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("timeuot");
        assertThat(value("timeout")).isEqualTo("3s");
    }

    /** Tomcat's loader keeps a resource for some seconds, and the URL that it gives serves what was kept. */
    @Test
    void aFileOnTheClassPathIsReadItselfWhateverTheLoaderKeeps() throws IOException {
        Path file = write("breakwater.properties", "breakwater.timeout=5s" + OFTEN);
        Breakwater.Builder builder = Breakwater.builder();
        builder.sources().classLoader(new KeepingLoader(directory));
        engine = Optional.of(builder.build());

        Files.writeString(file, "breakwater.timeout=soon" + OFTEN);
        awaitLine(Level.WARN, line -> line.contains("soon"));
        Files.writeString(file, "breakwater.timeout=late" + OFTEN);
        awaitLine(Level.WARN, line -> line.contains("late"));
        Files.writeString(file, "breakwater.timeout=3s" + OFTEN);
        awaitTimeout("3s");
        Files.writeString(file, "breakwater.timeout=4s" + OFTEN);
        awaitTimeout("4s");

        awaitLine(Level.INFO, line -> line.contains("to=4s"));
        assertThat(lines(Level.INFO)).noneMatch(line -> line.equals("settings reloaded changes=0"));
    }

    @Test
    void anEditThatLeavesTimeAndLengthOfTheFileAsTheyWereIsSeen() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + OFTEN);
        var time = Files.getLastModifiedTime(file);
        start(file);

        Files.writeString(file, "breakwater.timeout=3s" + OFTEN);
        Files.setLastModifiedTime(file, time);

        awaitTimeout("3s");
    }

    @Test
    void aFileThatTakesTheOthersNameIsInForce() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + OFTEN);
        start(file);

        Files.move(write("b.properties", "breakwater.timeout=3s" + OFTEN), file, StandardCopyOption.ATOMIC_MOVE);
        awaitTimeout("3s");
        Files.move(write("b.properties", "breakwater.timeout=4s" + OFTEN), file, StandardCopyOption.ATOMIC_MOVE);

        awaitTimeout("4s");
    }

    /** As Kubernetes mounts it: the file is a link through {@code ..data}, a link to a directory that is swapped for another. */
    @Test
    void aConfigMapThatIsMountedAnewIsInForce() throws IOException {
        Path file = directory.resolve("breakwater.properties");
        mount("..2026_01_01", "breakwater.timeout=5s" + OFTEN);
        Files.createSymbolicLink(file, Path.of("..data", "breakwater.properties"));
        start(file);

        mount("..2026_01_02", "breakwater.timeout=3s" + OFTEN);
        awaitTimeout("3s");
        mount("..2026_01_03", "breakwater.timeout=4s" + OFTEN);

        awaitTimeout("4s");
    }

    private void mount(String version, String text) throws IOException {
        Path data = Files.createDirectory(directory.resolve(version));
        Files.writeString(data.resolve("breakwater.properties"), text);
        Path link = Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of(version));
        Files.move(link, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void aFileThatIsGoneAndComesBackIsToldOnceAndChangesNothingMeanwhile() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + OFTEN);
        start(file);

        Files.delete(file);
        awaitLine(Level.WARN, line -> line.contains(file + " which is not there any more"));
        assertThat(value("timeout")).isEqualTo("5s");

        write("a.properties", "breakwater.timeout=3s" + OFTEN);
        awaitTimeout("3s");
        assertThat(lines(Level.WARN)).hasSize(1);
    }

    @Test
    void aWrongFileIsToldAsAtTheStartAndTheOldSettingsStay() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + OFTEN);
        start(file);

        Files.writeString(file, "breakwater.timeout=3s\nbreakwater.timeuot=3s" + OFTEN);
        awaitLine(
                Level.WARN,
                line -> line.contains("settings not reloaded file=" + file)
                        && line.contains(file + ":2: breakwater.timeuot\n")
                        && line.contains("did you mean breakwater.timeout?"));
        assertThat(value("timeout")).isEqualTo("5s");

        Files.writeString(file, "breakwater.timeout=3s" + OFTEN);
        awaitTimeout("3s");
    }

    @Test
    void whatIsOddAboutAPageIsToldAtTheStartAndNotAgain() throws IOException {
        Path file = write("a.properties", "breakwater.brand.accent=#ffff00" + NEVER);
        Breakwater breakwater = start(file);
        Files.writeString(file, "breakwater.brand.accent=#ffff00\nbreakwater.brand.background=#35505f" + NEVER);

        breakwater.reload();

        assertThat(lines(Level.WARN))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("settings brand.accent=#ffff00 and #eaf3f7 have"),
                        line -> assertThat(line).startsWith("settings brand.background=#35505f and"));
    }

    @Test
    void whatStaysWrongIsNotToldAgain() throws IOException {
        Path file = write("a.properties", NEVER);
        Breakwater breakwater = start(file);
        try (SettingsWatch watch = new SettingsWatch(breakwater::reload, refusal -> {})) {
            watch.follow(SettingsLoader.load(SettingsSources.builder()
                    .set("breakwater.config", file.toString())
                    .build()));
            Files.write(file, "breakwater.brand.name=Größe".getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < 5; i++) {
                watch.look();
            }
            assertThat(lines(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("a.properties:1: a line\n    is not UTF-8");

            Files.delete(file);
            for (int i = 0; i < 5; i++) {
                watch.look();
            }
            assertThat(lines(Level.WARN)).hasSize(2);
        }
    }

    @Test
    void aFileThatIsFarTooLargeIsNotRead() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + OFTEN);
        Path sparse = directory.resolve("sparse");
        try (RandomAccessFile large = new RandomAccessFile(sparse.toFile(), "rw")) {
            large.setLength(3L * 1024 * 1024 * 1024);
        }
        start(file);

        Files.delete(file);
        Files.createSymbolicLink(file, sparse);
        awaitLine(Level.WARN, line -> line.contains("which is larger than 8 MB; those in force stay"));

        Files.delete(file);
        Files.writeString(file, "breakwater.timeout=3s" + OFTEN);
        awaitTimeout("3s");
    }

    @Test
    void anErrorIsNotTheEndOfIt() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + OFTEN);
        AtomicInteger reloads = new AtomicInteger();
        Runnable reload = () -> {
            if (reloads.incrementAndGet() == 1) {
                throw new OutOfMemoryError("as if");
            }
        };
        try (SettingsWatch watch = new SettingsWatch(reload, refusal -> {})) {
            watch.follow(SettingsLoader.load(SettingsSources.builder()
                    .set("breakwater.config", file.toString())
                    .build()));

            Files.writeString(file, "breakwater.timeout=3s" + OFTEN);
            await().until(() -> reloads.get() == 1);
            Files.writeString(file, "breakwater.timeout=4s" + OFTEN);
            await().until(() -> reloads.get() == 2);
        }
        assertThat(lines(Level.WARN)).singleElement().asString().contains("settings not reloaded file=" + file);
    }

    @Test
    void ofAVariableThatIsNoSettingAWarningTellsAndTheAppStarts() {
        engine = Optional.of(environment(Map.of("BREAKWATER_CP", "hunter2", "BREAKWATER_TIMEOUTT", "hunter2")));

        assertThat(lines(Level.WARN))
                .containsExactly(
                        "settings environment variable BREAKWATER_CP is not a setting and is ignored",
                        "settings environment variable BREAKWATER_TIMEOUTT is not a setting and is ignored;"
                                + " did you mean BREAKWATER_TIMEOUT?");
    }

    private static Breakwater environment(Map<String, String> variables) {
        Breakwater.Builder builder = Breakwater.builder();
        builder.sources().environment(variables);
        return builder.build();
    }

    @Test
    void whatIsRefusedByHandIsThrown() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + NEVER);
        Breakwater breakwater = start(file);

        Files.writeString(file, "breakwater.timeout=3s\nbreakwater.routes.a.timeout=soon");
        assertThatThrownBy(breakwater::reload)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(file + ":2: breakwater.routes.a.timeout = soon");

        Path template = write("page.mustache", "{{nonsense}}");
        Files.writeString(file, "breakwater.timeout=3s\nbreakwater.page.template=" + template);
        assertThatThrownBy(breakwater::reload)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(file + ":2: breakwater.page.template = " + template);
        assertThat(value("timeout")).isEqualTo("5s");
    }

    @Test
    void whatChangedIsGivenBack() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + NEVER);
        Breakwater breakwater = start(file);
        assertThat(breakwater.reload()).isEmpty();

        Files.writeString(file, "breakwater.timeout=5s\nbreakwater.idle-timeout=9s" + NEVER);

        assertThat(breakwater.reload())
                .containsExactly(new SettingChange("idle-timeout", Optional.of("30s"), Optional.of("9s")));
    }

    @Test
    void theCorrelationHeaderTakesARestart() throws IOException {
        Path file = write("a.properties", "breakwater.correlation.header=X-One" + NEVER);
        Breakwater breakwater = start(file);

        Files.writeString(file, "breakwater.correlation.header=X-Two" + NEVER);

        assertThat(breakwater.reload()).isEmpty();
        assertThat(breakwater.correlationHeader()).isEqualTo("X-One");
        assertThat(value("correlation.header")).isEqualTo("X-One");
        assertThat(lines(Level.WARN)).singleElement().asString().contains("correlation.header from=X-One to=X-Two");
    }

    @Test
    void breakersOfTheUsersRegistryAreKeptReplacedAndRemoved() throws IOException {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        String kept = "breakwater.routes.kept.path=/kept\n";
        Path file = write(
                "a.properties",
                kept + "breakwater.routes.other.path=/other\nbreakwater.routes.gone.path=/gone" + NEVER);
        Breakwater breakwater = start(file, registry);
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

    @Test
    void thereIsAThreadOnlyWhileThereIsAFileToWatch() throws IOException {
        assertThat(isWatching()).isFalse();
        Path file = write("a.properties", OFTEN);
        Breakwater breakwater = start(file);
        assertThat(isWatching()).isTrue();

        Files.writeString(file, NEVER);
        await().until(() -> !isWatching());

        Files.writeString(file, OFTEN);
        breakwater.reload();
        assertThat(isWatching()).isTrue();

        breakwater.close();
        assertThat(isWatching()).isFalse();
        breakwater.reload();
        assertThat(isWatching()).isFalse();
    }

    @Test
    void withoutAFileThereIsNoThread() {
        engine =
                Optional.of(Breakwater.builder().set("breakwater.timeout", "5s").build());

        assertThat(isWatching()).isFalse();
    }
}
