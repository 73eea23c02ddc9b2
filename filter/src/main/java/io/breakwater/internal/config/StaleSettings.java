package io.breakwater.internal.config;

import java.time.Duration;
import java.util.Set;

/**
 * The settings of answers that are kept to be given in place of a page. Immutable.
 *
 * @param maxAge the greatest age of an answer that is given
 * @param maxEntryBytes the length of the longest body that is kept
 * @param waivers the rules that the user has taken on themself
 * @param banner whether an HTML answer says how old it is
 */
public record StaleSettings(Duration maxAge, int maxEntryBytes, Set<Waiver> waivers, boolean banner) {

    public StaleSettings {
        waivers = Set.copyOf(waivers);
    }

    /** A rule of HTTP, or of ours, that the user has taken on themself. */
    public enum Waiver {
        /** Requests with cookies count as ones without. */
        COOKIES,
        /** {@code no-store} in an answer is not heeded. */
        NO_STORE,
        /** {@code no-cache} in an answer is not heeded. */
        NO_CACHE,
        /** {@code must-revalidate}, {@code proxy-revalidate} and {@code s-maxage} do not forbid a stale answer. */
        MUST_REVALIDATE
    }
}
