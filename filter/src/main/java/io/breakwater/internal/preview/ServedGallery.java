package io.breakwater.internal.preview;

import io.breakwater.internal.page.ErrorResponse;
import io.breakwater.page.PageFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** What is under which path of {@link PageServer}: the files of {@link Gallery}, and what keeps them up to date. Not thread-safe. */
final class ServedGallery {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int BROKEN = 500;

    private static final String INDEX = "index.html";

    /** Beside each page around pages: which version there is now. */
    private static final String CHANGES = "changes";

    /** Below a language: a page around one page, which loads again by itself; the page itself must not. */
    private static final String WATCH = "watch/";

    /** Versions must not differ by the time. */
    private static final Instant ANY_TIME = Instant.EPOCH;

    private final Preview preview;

    ServedGallery(Preview preview) {
        this.preview = preview;
    }

    /** Returns what is under {@code path}, which begins with a slash. */
    ErrorResponse answer(String path) {
        String name = path.substring(1);
        if (name.isEmpty() || name.equals(INDEX)) {
            return html(OK, GalleryIndex.ofServed(preview, version()).ofLanguages());
        }
        if (name.equals(CHANGES)) {
            return text(version());
        }
        return preview.languages().stream()
                .filter(language -> name.startsWith(language + "/"))
                .findFirst()
                .flatMap(language -> answer(language, name.substring(language.length() + 1)))
                .orElseGet(() -> html(NOT_FOUND, GalleryIndex.ofProblem("There is no " + path, version())));
    }

    /** Returns what is there instead while no page can be made. */
    static ErrorResponse problem(String path, String problem) {
        String version = hash(Stream.of(problem.getBytes(StandardCharsets.UTF_8)));
        return path.endsWith("/" + CHANGES) ? text(version) : html(BROKEN, GalleryIndex.ofProblem(problem, version));
    }

    private Optional<ErrorResponse> answer(String language, String name) {
        if (name.isEmpty() || name.equals(INDEX)) {
            return Optional.of(
                    html(OK, GalleryIndex.ofServed(preview, version(language)).ofStories(language)));
        }
        if (name.equals(CHANGES) || name.equals(WATCH + CHANGES)) {
            return Optional.of(text(version(language)));
        }
        if (name.startsWith(WATCH)) {
            return PageFile.named(name.substring(WATCH.length()))
                    .map(file -> html(
                            OK,
                            GalleryIndex.ofServed(preview, version(language)).ofOne(file, language)));
        }
        return PageFile.named(name).map(file -> file.response(preview, language, Instant.now()));
    }

    private String version() {
        return hash(preview.languages().stream()
                .flatMap(language -> PageFile.of(Story.all().get(0))
                        .map(file -> file.response(preview, language, ANY_TIME).body())));
    }

    private String version(String language) {
        return hash(Story.all().stream().flatMap(PageFile::of).map(file -> file.response(preview, language, ANY_TIME)
                .body()));
    }

    private static String hash(Stream<byte[]> contents) {
        CRC32 crc = new CRC32();
        contents.forEach(crc::update);
        return Long.toHexString(crc.getValue());
    }

    private static ErrorResponse html(int status, String page) {
        return answer(status, "text/html;charset=utf-8", page);
    }

    private static ErrorResponse text(String content) {
        return answer(OK, "text/plain;charset=utf-8", content);
    }

    private static ErrorResponse answer(int status, String type, String content) {
        return new ErrorResponse(
                PageFormat.NONE,
                status,
                List.of(Map.entry("Content-Type", type), Map.entry("Cache-Control", "no-store")),
                content.getBytes(StandardCharsets.UTF_8));
    }
}
