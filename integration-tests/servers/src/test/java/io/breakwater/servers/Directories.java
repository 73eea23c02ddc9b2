package io.breakwater.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    /** An empty one, in {@code target}. */
    static Path base(String name) {
        Path base = Path.of("target/bases", name).toAbsolutePath();
        try {
            if (Files.exists(base)) {
                for (Path file : all(base, Comparator.reverseOrder())) {
                    Files.delete(file);
                }
            }
            return Files.createDirectories(base);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes one that is not there. */
    static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a directory with all that is in it. */
    static void copy(Path from, Path to) {
        try {
            for (Path file : all(from, Comparator.naturalOrder())) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a line to a file that is there. */
    static void append(Path file, String line) {
        try {
            Files.writeString(file, System.lineSeparator() + line + System.lineSeparator(), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes a text that must be there. */
    static void edit(Path file, String before, String after) {
        try {
            String text = Files.readString(file);
            if (!text.contains(before)) {
                throw new IllegalStateException(file + " has no " + before);
            }
            Files.writeString(file, text.replace(before, after));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file, with its directories. Whoever looks for files sees it whole, or not at all. */
    static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Path beside = file.resolveSibling(file.getFileName() + ".part");
            Files.write(beside, content);
            Files.move(beside, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a text in the place of whatever there was. */
    static void replace(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file that may be being written. */
    static String read(Path file) {
        try {
            // It may end within a character.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a file that is there. */
    static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> all(Path directory, Comparator<Path> order) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.sorted(order).toList();
        }
    }
}
