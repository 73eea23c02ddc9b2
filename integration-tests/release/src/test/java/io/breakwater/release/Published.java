package io.breakwater.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What a module has put into the repository. Immutable. */
record Published(String artifact) {

    /** A repository in a directory, where the build has put it. */
    static final Path REPOSITORY = Path.of("../../target/central/io/breakwater");

    static final List<String> JARS =
            List.of("breakwater-filter", "breakwater-operations", "breakwater-spring-boot-starter");

    static final List<String> ALL =
            Stream.concat(JARS.stream(), Stream.of("breakwater-bom")).toList();

    static List<Path> in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the one file that ends so, the last where a snapshot was put there several times. */
    Path file(String ending) {
        return in(REPOSITORY.resolve(artifact)).stream()
                .filter(Files::isDirectory)
                .flatMap(version -> in(version).stream())
                .filter(file -> isOf(file, ending))
                .max(Path::compareTo)
                .orElseThrow(() -> new AssertionError(artifact + " has no *" + ending));
    }

    /** A jar without a classifier ends in the version, which ends in a digit or in SNAPSHOT. */
    private static boolean isOf(Path file, String ending) {
        String name = file.getFileName().toString();
        return name.endsWith(ending)
                && (ending.startsWith("-")
                        || name.substring(0, name.length() - ending.length()).matches(".*(\\d|SNAPSHOT)"));
    }

    JarFile jar(String ending) {
        try {
            return new JarFile(file(ending).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String ending) {
        try {
            return Files.readString(file(ending));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
