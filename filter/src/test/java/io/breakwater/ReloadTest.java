package io.breakwater;

import static io.breakwater.EngineOfFile.NEVER;
import static io.breakwater.EngineOfFile.OFTEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.breakwater.internal.config.KeepingLoader;
import io.breakwater.internal.config.SettingsLoader;
import io.breakwater.internal.config.SettingsSources;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {

    @TempDir
    Path directory;

    @RegisterExtension
    final EngineOfFile engine = new EngineOfFile();

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static boolean isWatching() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("breakwater-settings"));
    }

    @Test
    void aFileThatIsEditedInPlaceIsInForce() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + OFTEN);
        engine.start(file);

        Files.writeString(file, "breakwater.timeout=3s" + OFTEN);

        engine.awaitTimeout("3s");
        engine.awaitLine(Level.INFO, line -> line.equals("settings changed timeout from=5s to=3s"));
    }

    @Test
    void aFileOnTheClassPathIsReadItselfWhateverTheLoaderKeeps() throws IOException {
        Path file = write("breakwater.properties", "breakwater.timeout=5s" + OFTEN);
        Breakwater.Builder builder = Breakwater.builder();
        builder.sources().classLoader(new KeepingLoader(directory));
        engine.start(builder);

        Files.writeString(file, "breakwater.timeout=soon" + OFTEN);
        engine.awaitLine(Level.WARN, line -> line.contains("soon"));
        Files.writeString(file, "breakwater.timeout=late" + OFTEN);
        engine.awaitLine(Level.WARN, line -> line.contains("late"));
        Files.writeString(file, "breakwater.timeout=3s" + OFTEN);
        engine.awaitTimeout("3s");
        Files.writeString(file, "breakwater.timeout=4s" + OFTEN);
        engine.awaitTimeout("4s");

        engine.awaitLine(Level.INFO, line -> line.contains("to=4s"));
        assertThat(engine.lines(Level.INFO)).noneMatch(line -> line.equals("settings reloaded changes=0"));
    }

    @Test
    void anEditThatLeavesTimeAndLengthOfTheFileAsTheyWereIsSeen() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + OFTEN);
        var time = Files.getLastModifiedTime(file);
        engine.start(file);

        Files.writeString(file, "breakwater.timeout=3s" + OFTEN);
        Files.setLastModifiedTime(file, time);

        engine.awaitTimeout("3s");
    }

    @Test
    void aFileThatTakesTheOthersNameIsInForce() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + OFTEN);
        engine.start(file);

        Files.move(write("b.properties", "breakwater.timeout=3s" + OFTEN), file, StandardCopyOption.ATOMIC_MOVE);
        engine.awaitTimeout("3s");
        Files.move(write("b.properties", "breakwater.timeout=4s" + OFTEN), file, StandardCopyOption.ATOMIC_MOVE);

        engine.awaitTimeout("4s");
    }

    /** As Kubernetes mounts it: the file is a link through {@code ..data}, a link to a directory that is swapped for another. */
    @Test
    void aConfigMapThatIsMountedAnewIsInForce() throws IOException {
        Path file = directory.resolve("breakwater.properties");
        mount("..2026_01_01", "breakwater.timeout=5s" + OFTEN);
        Files.createSymbolicLink(file, Path.of("..data", "breakwater.properties"));
        engine.start(file);

        mount("..2026_01_02", "breakwater.timeout=3s" + OFTEN);
        engine.awaitTimeout("3s");
        mount("..2026_01_03", "breakwater.timeout=4s" + OFTEN);

        engine.awaitTimeout("4s");
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
        engine.start(file);

        Files.delete(file);
        engine.awaitLine(Level.WARN, line -> line.contains(file + " which is not there any more"));
        assertThat(engine.value("timeout")).isEqualTo("5s");

        write("a.properties", "breakwater.timeout=3s" + OFTEN);
        engine.awaitTimeout("3s");
        assertThat(engine.lines(Level.WARN)).hasSize(1);
    }

    @Test
    void aWrongFileIsToldAsAtTheStartAndTheOldSettingsStay() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + OFTEN);
        engine.start(file);

        Files.writeString(file, "breakwater.timeout=3s\nbreakwater.timeuot=3s" + OFTEN);
        engine.awaitLine(
                Level.WARN,
                line -> line.contains("settings not reloaded file=" + file)
                        && line.contains(file + ":2: breakwater.timeuot\n")
                        && line.contains("did you mean breakwater.timeout?"));
        assertThat(engine.value("timeout")).isEqualTo("5s");

        Files.writeString(file, "breakwater.timeout=3s" + OFTEN);
        engine.awaitTimeout("3s");
    }

    @Test
    void whatIsOddAboutAPageIsToldAtTheStartAndNotAgain() throws IOException {
        Path file = write("a.properties", "breakwater.brand.accent=#ffff00" + NEVER);
        Breakwater breakwater = engine.start(file);
        Files.writeString(file, "breakwater.brand.accent=#ffff00\nbreakwater.brand.background=#35505f" + NEVER);

        breakwater.reload();

        assertThat(engine.lines(Level.WARN))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("settings brand.accent=#ffff00 and #eaf3f7 have"),
                        line -> assertThat(line).startsWith("settings brand.background=#35505f and"));
    }

    @Test
    void whatStaysWrongIsNotToldAgain() throws IOException {
        Path file = write("a.properties", NEVER);
        Breakwater breakwater = engine.start(file);
        try (SettingsWatch watch = new SettingsWatch(breakwater::reload, refusal -> {})) {
            watch.follow(SettingsLoader.load(SettingsSources.builder()
                    .set("breakwater.config", file.toString())
                    .build()));
            Files.write(file, "breakwater.brand.name=Größe".getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < 5; i++) {
                watch.look();
            }
            assertThat(engine.lines(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("a.properties:1: a line\n    is not UTF-8");

            Files.delete(file);
            for (int i = 0; i < 5; i++) {
                watch.look();
            }
            assertThat(engine.lines(Level.WARN)).hasSize(2);
        }
    }

    @Test
    void aFileThatIsFarTooLargeIsNotRead() throws IOException {
        Path file = write("a.properties", "breakwater.timeout=5s" + OFTEN);
        Path sparse = directory.resolve("sparse");
        try (RandomAccessFile large = new RandomAccessFile(sparse.toFile(), "rw")) {
            large.setLength(3L * 1024 * 1024 * 1024);
        }
        engine.start(file);

        Files.delete(file);
        Files.createSymbolicLink(file, sparse);
        engine.awaitLine(Level.WARN, line -> line.contains("which is larger than 8 MB; those in force stay"));

        Files.delete(file);
        Files.writeString(file, "breakwater.timeout=3s" + OFTEN);
        engine.awaitTimeout("3s");
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
        assertThat(engine.lines(Level.WARN)).singleElement().asString().contains("settings not reloaded file=" + file);
    }

    @Test
    void thereIsAThreadOnlyWhileThereIsAFileToWatch() throws IOException {
        assertThat(isWatching()).isFalse();
        Path file = write("a.properties", OFTEN);
        Breakwater breakwater = engine.start(file);
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
        engine.start(Breakwater.builder().set("breakwater.timeout", "5s"));

        assertThat(isWatching()).isFalse();
    }
}
