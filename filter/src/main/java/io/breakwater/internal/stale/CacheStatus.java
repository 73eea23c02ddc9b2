package io.breakwater.internal.stale;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** The header that says where an answer comes from (RFC 9211). */
public final class CacheStatus {

    static final String NAME = "Cache-Status";

    /** The cache, for whoever reads it: who answers, not on which host. */
    private static final String CACHE = "Breakwater";

    private CacheStatus() {}

    /**
     * What came of asking the downstream.
     *
     * @param asked whether it was asked at all
     * @param status what it answered; empty when it did not
     * @param detail why that is no answer, as a token
     */
    public record Forwarded(boolean asked, OptionalInt status, String detail) {}

    static String of(StoredAnswer stored, Forwarded forwarded, Instant now) {
        long ttl = stored.freshForSeconds(now);
        StringBuilder value = new StringBuilder(CACHE);
        if (forwarded.asked()) {
            // A fresh one goes forward, too: this store answers in place of failures alone.
            value.append(ttl > 0 ? "; fwd=bypass" : "; fwd=stale");
            forwarded.status().ifPresent(status -> value.append("; fwd-status=").append(status));
        } else {
            value.append("; hit");
        }
        value.append("; ttl=").append(ttl);
        return Optional.of(forwarded.detail())
                .filter(detail -> !detail.isEmpty())
                .map(detail -> value.append("; detail=").append(detail))
                .orElse(value)
                .toString();
    }
}
