package io.breakwater.internal.exchange;

import io.breakwater.internal.config.ConcurrencySettings;
import io.breakwater.internal.config.Priority;
import io.breakwater.internal.policy.RequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads out of a request what other rooms decide by. */
final class RequestReading {

    /** Characters of a path. */
    private static final int MAX_SHOWN = 500;

    private RequestReading() {}

    /** What decides about retries, before any of the body is read. */
    static RequestFacts factsOf(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return new RequestFacts(
                request.getMethod(),
                hasIdempotencyKey(request.getHeader("Idempotency-Key")),
                asksToLeaveHttp(request.getHeader("Upgrade")),
                length < 0 ? OptionalLong.empty() : OptionalLong.of(length));
    }

    /** An empty key tells no request from another. */
    private static boolean hasIdempotencyKey(@Nullable String key) {
        return key != null && !key.isBlank() && !key.trim().equals("\"\"");
    }

    /** Whether the client waits for server-sent events, which may be long in coming (WHATWG HTML, section 9.2). */
    static boolean asksForEvents(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/event-stream");
    }

    /** The priority that a header of the request names, where the settings name one; else the route's. */
    static Priority priority(HttpServletRequest request, ConcurrencySettings settings) {
        if (settings.priorityHeader().isEmpty()) {
            return settings.priority();
        }
        String named = request.getHeader(settings.priorityHeader().get());
        return named == null
                ? settings.priority()
                : switch (named.strip().toLowerCase(Locale.ROOT)) {
                    case "high" -> Priority.HIGH;
                    case "normal" -> Priority.NORMAL;
                    case "low" -> Priority.LOW;
                    default -> settings.priority();
                };
    }

    /**
     * Whether a request can't be sent again because another protocol is to take its connection over. The JDK's client offers
     * {@code h2c} with every request in the clear; that is HTTP still, and a server answers as if it had not been asked.
     */
    private static boolean asksToLeaveHttp(@Nullable String upgrade) {
        return upgrade != null && !upgrade.trim().equalsIgnoreCase("h2c");
    }

    /**
     * A raw path as people may see it: without path parameters, among which a session's id may be ({@code ;jsessionid=…}), and
     * no longer than anybody reads.
     */
    static String shownPath(String raw) {
        if (raw.length() <= MAX_SHOWN && raw.indexOf(';') < 0) {
            return raw;
        }
        StringBuilder shown = new StringBuilder();
        boolean parameters = false;
        for (int i = 0; i < raw.length() && shown.length() < MAX_SHOWN; i++) {
            char c = raw.charAt(i);
            parameters = c == ';' || (parameters && c != '/');
            if (!parameters) {
                shown.append(c);
            }
        }
        return shown.length() < MAX_SHOWN ? shown.toString() : shown + "…";
    }

    /** Whether a browser asks what it may send from another origin (the Fetch standard's CORS-preflight request). */
    static boolean isPreflight(HttpServletRequest request) {
        return "OPTIONS".equals(request.getMethod())
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    /** Looks headers up by name; several lines of one name are one list (RFC 9110, section 5.3), null stands for none. */
    static Function<String, @Nullable String> headersOf(HttpServletRequest request) {
        return name -> {
            String first = request.getHeader(name);
            if (first == null) {
                return null;
            }
            Enumeration<String> all = request.getHeaders(name);
            if (all == null || !all.hasMoreElements()) {
                return first;
            }
            String line = all.nextElement();
            return all.hasMoreElements() ? line + ", " + String.join(", ", Collections.list(all)) : line;
        };
    }

    /** The values of a header; a container may give none at all. */
    static List<String> values(HttpServletRequest request, String header) {
        Enumeration<String> values = request.getHeaders(header);
        return values == null ? List.of() : Collections.list(values);
    }
}
