package io.breakwater.internal.fault;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads and writes {@code Retry-After} (RFC 9110, section 10.2.3). Stateless and thread-safe. */
public final class RetryAfterHeader {

    /** The header's name. */
    public static final String NAME = "Retry-After";

    private static final int MAX_DIGITS = 9;
    /** A failing server cannot know more than a day ahead. */
    private static final Duration MAX = Duration.ofDays(1);

    private RetryAfterHeader() {}

    /**
     * Reads seconds, or a date, which may be past.
     *
     * @return the wait from {@code now}, between zero and a day; empty when {@code value} is neither
     */
    public static Optional<Duration> parse(String value, Instant now) {
        String text = value.trim();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(text.length() > MAX_DIGITS ? MAX : atMostADay(Duration.ofSeconds(Long.parseLong(text))));
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(now, date);
            return Optional.of(wait.isNegative() ? Duration.ZERO : atMostADay(wait));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration atMostADay(Duration wait) {
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }

    /** Returns the whole seconds of the header: rounded up, and at least 1, since a client that comes too early fails again. */
    public static long seconds(Duration wait) {
        long seconds = wait.getSeconds();
        if (wait.getNano() > 0 && seconds < Long.MAX_VALUE) {
            seconds++;
        }
        return Math.max(1, seconds);
    }
}
