package io.breakwater.internal.stale;

import io.breakwater.internal.config.StaleSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Requests, responses and a clock for the tests of this room. */
final class Heads implements InstantSource {

    static final StaleSettings SETTINGS = new StaleSettings(Duration.ofHours(24), 256 * 1024, Set.of(), false);
    static final CacheStatus.Forwarded REFUSED =
            new CacheStatus.Forwarded(true, OptionalInt.empty(), "connection_refused");

    private volatile Instant now = Instant.parse("2026-11-30T14:05:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    /** A request with header lines like {@code Name: value}. */
    static RequestHead get(String uri, String... lines) {
        return request("GET", uri, lines);
    }

    static RequestHead request(String method, String uri, String... lines) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines) {
            headers.put(name(line), value(line));
        }
        return new RequestHead(method, uri, false, name -> find(headers, name));
    }

    private static @Nullable String find(Map<String, String> headers, String name) {
        return headers.get(name);
    }

    static ResponseHead ok(String... lines) {
        List<Field> fields = new ArrayList<>();
        for (String line : lines) {
            fields.add(new Field(name(line), value(line)));
        }
        return new ResponseHead(200, fields);
    }

    private static String name(String line) {
        return line.split(":", 2)[0].strip();
    }

    private static String value(String line) {
        return line.split(":", 2)[1].strip();
    }

    /** Has an answer copied as an app writes it. */
    static void keep(StaleAnswers answers, RequestHead request, ResponseHead head, String body) {
        AnswerCopy copy = answers.copyFor(request);
        if (copy != null) {
            if (copy.begin(head, -1, StandardCharsets.UTF_8)) {
                copy.headIs(head, 0);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            copy.add(bytes, 0, bytes.length);
            copy.end(head, 0);
        }
    }
}
