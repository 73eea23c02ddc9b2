package io.breakwater.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the README tells its reader to do, and the page for those who do it without Maven. */
final class Readme {
    private static final Path README = Path.of("../../README.md");
    private static final Path GETTING_STARTED = Path.of("../../docs/getting-started.md");
    /** Ours by its path, those from Maven Central by their coordinates. */
    private static final Pattern JAR = Pattern.compile("`(?:filter/target/|[\\w.]+:)([a-z0-9-]+?)[-:]\\d[^`]*`");

    private Readme() {}

    /** The first block of that language after the line that begins so. */
    static String block(String beginning, String language) {
        String fence = "```";
        return lines(README).stream()
                .dropWhile(line -> !line.startsWith(beginning))
                .dropWhile(line -> !line.equals(fence + language))
                .skip(1)
                .takeWhile(line -> !line.equals(fence))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Names of the files, without versions, that belong into {@code WEB-INF/lib}. */
    static List<String> jars() {
        String paragraph = lines(GETTING_STARTED).stream()
                .dropWhile(line -> !line.startsWith("**Without Maven**"))
                .takeWhile(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
        return JAR.matcher(paragraph)
                .results()
                .map(jar -> jar.group(1) + ".jar")
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
