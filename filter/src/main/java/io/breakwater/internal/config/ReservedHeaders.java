package io.breakwater.internal.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The headers that clients, servers or intermediaries use (IANA's registry of HTTP field names), and so cannot carry an ID.
 */
final class ReservedHeaders {

    private static final Set<String> NAMES = Set.of(
            "age",
            "allow",
            "alt-svc",
            "authorization",
            "authentication-info",
            "baggage",
            "cache-control",
            "clear-site-data",
            "connection",
            "cookie",
            "cookie2",
            "cross-origin-embedder-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "date",
            "dnt",
            "early-data",
            "etag",
            "expect",
            "expires",
            "forwarded",
            "from",
            "host",
            "http2-settings",
            "idempotency-key",
            "keep-alive",
            "last-event-id",
            "last-modified",
            "link",
            "location",
            "max-forwards",
            "origin",
            "permissions-policy",
            "pragma",
            "prefer",
            "priority",
            "range",
            "referer",
            "referrer-policy",
            "refresh",
            "retry-after",
            "server",
            "server-timing",
            "set-cookie",
            "set-cookie2",
            "strict-transport-security",
            "te",
            "traceparent",
            "tracestate",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "upgrade-insecure-requests",
            "user-agent",
            "vary",
            "via",
            "warning",
            "www-authenticate",
            "x-content-type-options",
            "x-frame-options",
            "x-http-method-override",
            "x-real-ip",
            "x-requested-with",
            "x-robots-tag");

    private static final List<String> FAMILIES =
            List.of("accept", "access-control-", "content-", "if-", "proxy-", "sec-", "x-forwarded-");

    private ReservedHeaders() {}

    static boolean include(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NAMES.contains(lower) || FAMILIES.stream().anyMatch(lower::startsWith);
    }
}
