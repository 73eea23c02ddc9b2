package io.breakwater.internal.stale;

import io.breakwater.internal.util.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** How long a response is fresh, and how old it was when it came (RFC 9111, section 4.2), in whole seconds. */
final class Freshness {

    /** Of the time since the last change, that is how long a response is held for fresh that does not say (4.2.2). */
    private static final int HEURISTIC_PART = 10;

    private static final Duration HEURISTIC_MAX = Duration.ofDays(1);

    private Freshness() {}

    /** Returns the freshness lifetime (4.2.1). */
    static long lifetimeSeconds(ResponseHead response, Instant now) {
        CacheControl control = response.cacheControl();
        OptionalLong told = control.seconds("s-maxage");
        if (told.isEmpty()) {
            told = control.seconds("max-age");
        }
        if (told.isPresent()) {
            return told.getAsLong();
        }
        Instant date = dateOf(response, now);
        if (response.find("Expires").isPresent()) {
            // What is no date is in the past (5.3).
            return response.find("Expires")
                    .flatMap(HttpDate::parse)
                    .map(expires -> Math.max(0, Duration.between(date, expires).toSeconds()))
                    .orElse(0L);
        }
        return response.find("Last-Modified")
                .flatMap(HttpDate::parse)
                .map(modified -> Duration.between(modified, date).dividedBy(HEURISTIC_PART))
                .filter(part -> !part.isNegative())
                .map(part -> Math.min(part.toSeconds(), HEURISTIC_MAX.toSeconds()))
                .orElse(0L);
    }

    /** Returns when the response was made: what it says, or now, since the container has not stamped it so far. */
    static Instant dateOf(ResponseHead response, Instant now) {
        return response.find("Date").flatMap(HttpDate::parse).orElse(now);
    }

    /** Returns how old it was when it came (4.2.3): the greater of what caches before have counted and what its date tells. */
    static long initialAgeSeconds(ResponseHead response, Instant asked, Instant now) {
        long apparent = Math.max(0, Duration.between(dateOf(response, now), now).toSeconds());
        long told = response.find("Age").map(Freshness::firstAge).orElse(0L);
        long delay = Math.max(0, Duration.between(asked, now).toSeconds());
        return Math.max(apparent, told + delay);
    }

    /** Of a list the first counts (5.1). */
    private static long firstAge(String value) {
        return CacheControl.secondsOf(value.split(",", 2)[0].strip());
    }
}
