package io.breakwater.internal.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code 20%} or {@code 12.5%} as percent. A fraction such as 0.2 is refused: who reads it cannot tell whether 20 %
 * or 0.2 % was meant.
 *
 * @param min the least allowed, in percent
 * @param signOptional whether {@code 50} does for {@code 50%}, as it does where Resilience4j named the setting
 */
record PercentParser(int min, boolean signOptional) implements Parser<Double> {

    private static final Pattern NOTATION = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)(%?)");
    private static final int MAX = 100;

    @Override
    public Double parse(String text) {
        Matcher parts = NOTATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("is not a percentage");
        }
        double percent = Double.parseDouble(parts.group(1));
        if (parts.group(2).isEmpty() && percent > 0 && percent < 1) {
            throw new IllegalArgumentException("looks like a fraction: write 20%, not 0.2");
        }
        if (parts.group(2).isEmpty() && !signOptional) {
            throw new IllegalArgumentException("has no percent sign: write " + text + "%");
        }
        if (percent < min) {
            throw new IllegalArgumentException("is less than " + min + "%");
        }
        if (percent > MAX) {
            throw new IllegalArgumentException("is more than " + MAX + "%");
        }
        return percent;
    }

    @Override
    public String type() {
        return "percentage";
    }

    @Override
    public String allowed() {
        return "a percentage from " + min + "% to " + MAX + "%" + (signOptional ? ", with or without the sign" : "");
    }
}
