package io.breakwater.internal.stale;

import io.breakwater.internal.util.HttpDate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Whether a client has already what is stored (RFC 9111, section 4.3.2). */
final class Validators {

    private Validators() {}

    static boolean match(StoredAnswer stored, RequestHead request) {
        if (stored.status() != 200) {
            return false;
        }
        String tags = request.header("If-None-Match");
        if (tags != null) {
            return tags.strip().equals("*")
                    || stored.find("ETag").filter(tag -> lists(tags, tag)).isPresent();
        }
        Optional<Instant> since =
                Optional.ofNullable(request.header("If-Modified-Since")).flatMap(HttpDate::parse);
        Instant changed = stored.find("Last-Modified").flatMap(HttpDate::parse).orElse(stored.date());
        return since.filter(known -> !changed.isAfter(known)).isPresent();
    }

    /** By the weak comparison (RFC 9110, section 13.1.2). */
    private static boolean lists(String tags, String tag) {
        String opaque = opaque(tag);
        return Arrays.stream(tags.split(",", -1))
                .anyMatch(listed -> opaque(listed).equals(opaque));
    }

    private static String opaque(String tag) {
        String stripped = tag.strip();
        return stripped.startsWith("W/") ? stripped.substring(2) : stripped;
    }
}
