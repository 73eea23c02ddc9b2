package io.breakwater.internal.stale;

import io.breakwater.internal.config.StaleSettings.Waiver;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Whether a stored answer may be given in place of a failure: RFC 9111, sections 4 and 4.2.4, RFC 5861, section 4. The name of a
 * constant says why not.
 */
enum Reuse {
    USABLE,
    /** Older than the settings allow. */
    TOO_OLD,
    /** Staler than the answer, or the request, allows. */
    TOO_STALE,
    /** It says that a stale one must not be given. */
    MUST_REVALIDATE,
    /** The client wants to hear of the origin alone. */
    REQUEST_NO_CACHE,
    /** The request has conditions that only the origin can evaluate (RFC 9111, section 4.3.2). */
    CONDITION,
    /** The sender is known, and the answer was for those that are not. */
    SENDER,
    /** The body is in a coding that the client does not take. */
    CODING;

    static Reuse of(StoredAnswer stored, RequestHead request, Duration maxAge, Set<Waiver> waivers, Instant now) {
        if (stored.ageSeconds(now) > maxAge.toSeconds()) {
            return TOO_OLD;
        }
        CacheControl asked = request.cacheControl();
        if (asked.has("no-cache")) {
            return REQUEST_NO_CACHE;
        }
        if (request.has("If-Match") || request.has("If-Unmodified-Since")) {
            return CONDITION;
        }
        if (Storability.bySender(request, stored.control(), waivers) != Storability.STORABLE) {
            return SENDER;
        }
        if (!takesCoding(stored, request)) {
            return CODING;
        }
        long staleFor = -stored.freshForSeconds(now);
        return staleFor < 0 ? USABLE : ofStale(stored.control(), asked, staleFor, waivers);
    }

    /**
     * The word of the answer is law (RFC 9111, section 4.2.4). {@code max-age} and {@code min-fresh} of the request are wishes, which
     * nobody can meet now: a browser sends {@code max-age=0} whenever its user reloads.
     */
    private static Reuse ofStale(CacheControl answer, CacheControl asked, long staleFor, Set<Waiver> waivers) {
        boolean revalidated = answer.has("must-revalidate") || answer.has("proxy-revalidate") || answer.has("s-maxage");
        if (revalidated && !waivers.contains(Waiver.MUST_REVALIDATE)) {
            return MUST_REVALIDATE;
        }
        boolean within = isWithin(staleFor, answer.seconds("stale-if-error"))
                && isWithin(staleFor, asked.seconds("stale-if-error"))
                && (asked.hasForAll("max-stale") || isWithin(staleFor, asked.seconds("max-stale")));
        return within ? USABLE : TOO_STALE;
    }

    private static boolean isWithin(long staleFor, OptionalLong limit) {
        return limit.isEmpty() || staleFor <= limit.getAsLong();
    }

    /** Whether the client takes the coding of the body; who says nothing about codings is sent none. */
    private static boolean takesCoding(StoredAnswer stored, RequestHead request) {
        String coding =
                stored.find("Content-Encoding").orElse("identity").strip().toLowerCase(Locale.ROOT);
        String accepted = request.header("Accept-Encoding");
        return coding.equals("identity")
                || (accepted != null && Field.tokens(accepted).stream().anyMatch(range -> accepts(range, coding)));
    }

    private static boolean accepts(String range, String coding) {
        String[] parts = range.split(";", 2);
        boolean none = parts.length > 1 && parts[1].strip().matches("q=0(\\.0*)?");
        String name = parts[0].strip();
        return !none && (name.equals(coding) || name.equals("*"));
    }
}
