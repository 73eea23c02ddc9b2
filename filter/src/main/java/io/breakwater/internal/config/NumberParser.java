package io.breakwater.internal.config;

/**
 * Reads a whole number.
 *
 * @param min the least allowed
 * @param max the most allowed
 */
record NumberParser(int min, int max) implements Parser<Integer> {

    private static final int MOST_DIGITS = 9;

    @Override
    public Integer parse(String text) {
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
    }

    @Override
    public String type() {
        return "whole number";
    }

    @Override
    public String allowed() {
        return "a whole number from " + min + " to " + max;
    }
}
