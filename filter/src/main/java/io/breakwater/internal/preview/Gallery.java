package io.breakwater.internal.preview;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Writes every page of a route, in every language, and an index of them. Stateless. */
final class Gallery {

    private Gallery() {}

    /**
     * Writes {@code index.html}, and a directory for each language. What is there of the same name is replaced.
     *
     * @return how many pages there are
     */
    static int write(Preview preview, Path directory, Instant now) throws IOException {
        GalleryIndex index = GalleryIndex.ofFiles(preview);
        Files.createDirectories(directory);
        write(directory.resolve("index.html"), index.ofLanguages());
        int pages = 0;
        for (String language : preview.languages()) {
            Path own = Files.createDirectories(directory.resolve(language));
            write(own.resolve("index.html"), index.ofStories(language));
            pages += Story.all().stream()
                    .flatMap(PageFile::of)
                    .mapToInt(file -> write(
                            own.resolve(file.name()),
                            file.response(preview, language, now).body()))
                    .sum();
        }
        return pages;
    }

    private static void write(Path file, String html) {
        write(file, html.getBytes(StandardCharsets.UTF_8));
    }

    private static int write(Path file, byte[] content) {
        try {
            Files.write(file, content);
            return 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
