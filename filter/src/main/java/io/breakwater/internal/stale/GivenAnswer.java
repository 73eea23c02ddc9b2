package io.breakwater.internal.stale;

import io.breakwater.internal.util.HttpDate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A stored answer as it goes out.
 *
 * @param status the stored one, or 304
 * @param headers in the order to send them, {@code Content-Length} not among them
 * @param body not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // written straight to the response; compared by nobody
public record GivenAnswer(int status, List<Map.Entry<String, String>> headers, byte[] body) {

    private static final int NOT_MODIFIED = 304;

    /** What a 304 tells (RFC 9110, section 15.4.5). */
    private static final Set<String> OF_NOT_MODIFIED =
            Set.of("cache-control", "content-location", "etag", "expires", "vary", "last-modified");

    /** What is no longer so once the body is another: validators, digests, and how long it may be kept. */
    private static final Set<String> OF_THE_BODY = Set.of(
            "etag",
            "last-modified",
            "accept-ranges",
            "content-md5",
            "digest",
            "content-digest",
            "repr-digest",
            "cache-control",
            "expires");

    public GivenAnswer {
        headers = List.copyOf(headers);
    }

    /** A {@code Range} is passed over, as anybody may (RFC 9110, section 14.2). */
    static GivenAnswer of(StoredAnswer stored, RequestHead request, CacheStatus.Forwarded forwarded, Instant now) {
        boolean known = Validators.match(stored, request);
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (Field field : stored.fields()) {
            if (!known || OF_NOT_MODIFIED.contains(field.name().toLowerCase(Locale.ROOT))) {
                headers.add(Map.entry(field.name(), field.value()));
            }
        }
        headers.add(Map.entry("Date", HttpDate.format(stored.date())));
        headers.add(Map.entry("Age", String.valueOf(stored.ageSeconds(now))));
        headers.add(Map.entry(CacheStatus.NAME, CacheStatus.of(stored, forwarded, now)));
        return known
                ? new GivenAnswer(NOT_MODIFIED, headers, new byte[0])
                : new GivenAnswer(stored.status(), headers, stored.body());
    }

    /** Returns the value of a header. */
    public Optional<String> find(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns this answer with another header. */
    public GivenAnswer with(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new GivenAnswer(status, more, body);
    }

    /** Returns this answer with another body, which is nobody's to keep. */
    GivenAnswer withBody(byte[] other) {
        List<Map.Entry<String, String>> kept = new ArrayList<>(headers);
        kept.removeIf(header -> OF_THE_BODY.contains(header.getKey().toLowerCase(Locale.ROOT)));
        kept.add(Map.entry("Cache-Control", "no-store"));
        return new GivenAnswer(status, kept, other);
    }
}
