package io.breakwater.internal.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code 512B}, {@code 64KB} or {@code 1MB} as bytes; a KB is 1,024 of them.
 *
 * @param max the largest allowed, in the same notation
 */
record SizeParser(String max) implements Parser<Integer> {

    private static final Pattern NOTATION = Pattern.compile("(\\d+)(B|KB|MB)");
    private static final int MOST_DIGITS = 9;

    @Override
    public Integer parse(String text) {
        long bytes = read(text);
        if (bytes > read(max)) {
            throw new IllegalArgumentException("is larger than " + max);
        }
        return Math.toIntExact(bytes);
    }

    private long read(String text) {
        if (text.matches("\\d+")) {
            throw new IllegalArgumentException("has no unit: write " + text + "KB or " + text + "B");
        }
        Matcher parts = NOTATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("is not a whole number followed at once by B, KB or MB");
        }
        if (parts.group(1).length() > MOST_DIGITS) {
            throw new IllegalArgumentException("is larger than " + max);
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "B" -> number;
            case "KB" -> number * 1024;
            default -> number * 1024 * 1024;
        };
    }

    @Override
    public String type() {
        return "size";
    }

    @Override
    public String allowed() {
        return "a size from 0B to " + max + " with its unit B, KB or MB";
    }
}
