package io.breakwater.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A JDK that is installed on this machine.
 *
 * @param home its directory
 * @param feature its feature release, 21 for instance
 */
record NewestJdk(Path home, int feature) {
    /** From which release on virtual threads are no preview. */
    static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private static final List<String> USUAL_PLACES = List.of(
            "/usr/lib/jvm",
            "/usr/java",
            "/opt",
            "/opt/java",
            "/opt/hostedtoolcache",
            "/Library/Java/JavaVirtualMachines");

    /** The newest one that has virtual threads; empty when there is none. */
    static Optional<NewestJdk> withVirtualThreads() {
        Path running = Path.of(System.getProperty("java.home"));
        Stream<Path> named = System.getenv().entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith("JAVA_HOME") || entry.getKey().startsWith("JDK"))
                .map(entry -> Path.of(entry.getValue()));
        Stream<Path> beside = Optional.ofNullable(running.getParent()).stream().flatMap(NewestJdk::within);
        Stream<Path> mine = Stream.of(".sdkman/candidates/java", ".jdks")
                .map(name -> Path.of(System.getProperty("user.home"), name))
                .flatMap(NewestJdk::within);
        Stream<Path> usual = USUAL_PLACES.stream().map(Path::of).flatMap(NewestJdk::within);
        return Stream.of(Stream.of(running), named, beside, mine, usual)
                .flatMap(homes -> homes)
                .flatMap(home -> Stream.of(home, home.resolve("Contents/Home")))
                .flatMap(home -> at(home).stream())
                .filter(jdk -> jdk.feature >= FIRST_WITH_VIRTUAL_THREADS)
                .max(Comparator.comparingInt(NewestJdk::feature));
    }

    private static Stream<Path> within(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the file that every JDK has at its root says. */
    private static Optional<NewestJdk> at(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(java(home))) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (BufferedReader text = Files.newBufferedReader(release)) {
            properties.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
        String feature = version.split("[.+-]", 2)[0];
        return feature.matches("\\d+") ? Optional.of(new NewestJdk(home, Integer.parseInt(feature))) : Optional.empty();
    }

    private static Path java(Path home) {
        return home.resolve("bin/java");
    }

    /** Its launcher. */
    Path java() {
        return java(home);
    }
}
