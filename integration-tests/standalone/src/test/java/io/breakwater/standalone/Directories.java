package io.breakwater.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where servers are, and where each has its own files. */
final class Directories {
    private Directories() {}

    /** The one directory in what the build has unpacked under that name. */
    static Path home(String server) {
        try (Stream<Path> unpacked = Files.list(Path.of("target/servers", server))) {
            List<Path> directories = unpacked.filter(Files::isDirectory).toList();
            if (directories.size() != 1) {
                throw new IllegalStateException("run `mvn clean`, since of these one is old: " + directories);
            }
            return directories.get(0).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty one, in {@code target}, with empty directories in it. */
    static Path base(String name, String... within) {
        Path base = Path.of("target/bases", name).toAbsolutePath();
        try {
            if (Files.exists(base)) {
                delete(base);
            }
            for (String directory : within) {
                Files.createDirectories(base.resolve(directory));
            }
            return Files.createDirectories(base);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Copies files, not directories. */
    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
