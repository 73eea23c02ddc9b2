package io.breakwater.internal.preview;

import io.breakwater.internal.page.ErrorResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One page of the gallery: a story, told in a format to somebody who has sent something or not. Immutable.
 *
 * @param story what happened
 * @param method the request's method
 * @param format what the client wants
 */
record PageFile(Story story, String method, Format format) {

    /** What clients want. */
    enum Format {
        /** A person. */
        HTML("html", "text/html"),
        /** An API client. */
        JSON("json", "application/json"),
        /** A terminal. */
        TEXT("txt", "text/plain");

        private final String ending;
        private final String accept;

        Format(String ending, String accept) {
            this.ending = ending;
            this.accept = accept;
        }
    }

    private static final List<String> METHODS = List.of("GET", "POST");

    /** Returns all of them for a story. */
    static Stream<PageFile> of(Story story) {
        Stream<Format> formats =
                story.kind() == Story.Kind.STALE ? Stream.of(Format.HTML) : Arrays.stream(Format.values());
        return formats.flatMap(
                format -> METHODS.stream().filter(story::happensTo).map(method -> new PageFile(story, method, format)));
    }

    /** Returns the one that has this name. */
    static Optional<PageFile> named(String name) {
        return Story.all().stream()
                .flatMap(PageFile::of)
                .filter(file -> file.name().equals(name))
                .findFirst();
    }

    String name() {
        return story.name() + (method.equals("GET") ? "" : ".post") + "." + format.ending;
    }

    /** Returns what is in it. */
    ErrorResponse response(Preview preview, String language, Instant now) {
        return preview.response(
                story,
                method,
                name -> switch (name) {
                    case "Accept" -> format.accept;
                    case "Accept-Language" -> language;
                    default -> null;
                },
                now);
    }
}
