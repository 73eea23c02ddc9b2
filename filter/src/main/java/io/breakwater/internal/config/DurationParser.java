package io.breakwater.internal.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code 250ms}, {@code 15s}, {@code 2m} or {@code 1h}. The unit is required, because a bare number means
 * milliseconds to some tools and seconds to others.
 *
 * @param min the shortest allowed, in the same notation
 * @param max the longest allowed, in the same notation
 */
record DurationParser(String min, String max) implements Parser<Duration> {

    private static final Pattern NOTATION = Pattern.compile("(\\d+)(ms|s|m|h)?");
    private static final int MOST_DIGITS = 9;

    @Override
    public Duration parse(String text) {
        Duration duration = read(text);
        if (duration.compareTo(read(min)) < 0) {
            throw new IllegalArgumentException("is shorter than " + min);
        }
        if (duration.compareTo(read(max)) > 0) {
            throw new IllegalArgumentException("is longer than " + max);
        }
        return duration;
    }

    private Duration read(String text) {
        Matcher parts = NOTATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("is not a whole number followed at once by ms, s, m or h");
        }
        if (parts.group(2) == null) {
            throw new IllegalArgumentException(
                    "has no unit: write " + text + "s for seconds or " + text + "ms for milliseconds");
        }
        if (parts.group(1).length() > MOST_DIGITS) {
            throw new IllegalArgumentException("is longer than " + max);
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    @Override
    public String type() {
        return "duration";
    }

    @Override
    public String allowed() {
        return "a duration from " + min + " to " + max + " with its unit ms, s, m or h";
    }
}
