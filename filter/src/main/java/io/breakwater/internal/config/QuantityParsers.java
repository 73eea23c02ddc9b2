package io.breakwater.internal.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parsers of numbers, and of quantities with their unit. */
final class QuantityParsers {

    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)?");
    private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)(%?)");
    private static final Pattern SIZE = Pattern.compile("(\\d+)(B|KB|MB)");
    /** As many digits as an int holds for certain. */
    private static final int MOST_DIGITS = 9;

    private static final int WHOLE = 100;

    private QuantityParsers() {}

    /**
     * Returns a parser of whole numbers.
     *
     * @param min the least number allowed
     * @param max the greatest number allowed
     */
    static Parser<Integer> number(int min, int max) {
        return Parser.of("whole number", "a whole number from " + min + " to " + max, text -> {
            if (!text.matches("-?\\d+")) {
                throw new IllegalArgumentException("is not a whole number");
            }
            if (text.startsWith("-")) {
                throw new IllegalArgumentException("is less than " + min);
            }
            if (text.length() > MOST_DIGITS || Integer.parseInt(text) > max) {
                throw new IllegalArgumentException("is more than " + max);
            }
            int number = Integer.parseInt(text);
            if (number < min) {
                throw new IllegalArgumentException("is less than " + min);
            }
            return number;
        });
    }

    /**
     * Returns a parser of {@code 250ms}, {@code 15s}, {@code 2m} or {@code 1h}. The unit is required, because a bare number
     * means milliseconds to some tools and seconds to others.
     *
     * @param min the shortest duration allowed, in this notation
     * @param max the longest duration allowed, in this notation
     */
    static Parser<Duration> duration(String min, String max) {
        Duration shortest = duration(min);
        Duration longest = duration(max);
        return Parser.of("duration", "a duration from " + min + " to " + max + " with its unit ms, s, m or h", text -> {
            Matcher parts = DURATION.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException("is not a whole number followed at once by ms, s, m or h");
            }
            if (parts.group(2) == null) {
                throw new IllegalArgumentException(
                        "has no unit: write " + text + "s for seconds or " + text + "ms for milliseconds");
            }
            boolean isHuge = parts.group(1).length() > MOST_DIGITS;
            if (!isHuge && duration(text).compareTo(shortest) < 0) {
                throw new IllegalArgumentException("is shorter than " + min);
            }
            if (isHuge || duration(text).compareTo(longest) > 0) {
                throw new IllegalArgumentException("is longer than " + max);
            }
            return duration(text);
        });
    }

    private static Duration duration(String text) {
        int digits = text.replaceAll("\\D", "").length();
        long number = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** Returns a parser of durations that reads 0, in any unit, as absent; {@code meaningOfZero} says what 0 does. */
    static Parser<Optional<Duration>> durationOrZero(String min, String max, String meaningOfZero) {
        Parser<Duration> duration = duration(min, max);
        return Parser.of(
                duration.type(),
                meaningOfZero + ", or " + duration.allowed(),
                text -> text.matches("0(ms|s|m|h)?") ? Optional.empty() : Optional.of(duration.parse(text)));
    }

    /**
     * Returns a parser of {@code 20%} or {@code 12.5%} as percent. A fraction such as 0.2 is refused, because a reader cannot
     * tell whether 20 % or 0.2 % was meant.
     *
     * @param min the least percentage allowed
     * @param isSignOptional whether {@code 50} may stand for {@code 50%}, as it does in settings that Resilience4j named
     */
    static Parser<Double> percentage(int min, boolean isSignOptional) {
        String allowed = "a percentage from " + min + "% to " + WHOLE + "%"
                + (isSignOptional ? ", with or without the sign" : "");
        return Parser.of("percentage", allowed, text -> {
            Matcher parts = PERCENTAGE.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException("is not a percentage");
            }
            double percent = Double.parseDouble(parts.group(1));
            boolean hasSign = !parts.group(2).isEmpty();
            if (!hasSign && percent > 0 && percent < 1) {
                throw new IllegalArgumentException("looks like a fraction: write 20%, not 0.2");
            }
            if (!hasSign && !isSignOptional) {
                throw new IllegalArgumentException("has no percent sign: write " + text + "%");
            }
            if (percent < min) {
                throw new IllegalArgumentException("is less than " + min + "%");
            }
            if (percent > WHOLE) {
                throw new IllegalArgumentException("is more than " + WHOLE + "%");
            }
            return percent;
        });
    }

    /**
     * Returns a parser of {@code 512B}, {@code 64KB} or {@code 1MB} as bytes; a KB is 1,024 bytes.
     *
     * @param max the largest size allowed, in this notation
     */
    static Parser<Integer> size(String max) {
        return size("0B", max);
    }

    /**
     * Returns a parser as {@link #size(String)} does.
     *
     * @param min the smallest size allowed, in this notation
     */
    static Parser<Integer> size(String min, String max) {
        long smallest = bytes(min);
        long largest = bytes(max);
        return Parser.of("size", "a size from " + min + " to " + max + " with its unit B, KB or MB", text -> {
            if (text.matches("\\d+")) {
                throw new IllegalArgumentException("has no unit: write " + text + "KB or " + text + "B");
            }
            Matcher parts = SIZE.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException("is not a whole number followed at once by B, KB or MB");
            }
            if (parts.group(1).length() > MOST_DIGITS || bytes(text) > largest) {
                throw new IllegalArgumentException("is larger than " + max);
            }
            if (bytes(text) < smallest) {
                throw new IllegalArgumentException("is smaller than " + min);
            }
            return Math.toIntExact(bytes(text));
        });
    }

    private static long bytes(String text) {
        int digits = text.replaceAll("\\D", "").length();
        long number = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits)) {
            case "B" -> number;
            case "KB" -> number * 1024;
            default -> number * 1024 * 1024;
        };
    }
}
