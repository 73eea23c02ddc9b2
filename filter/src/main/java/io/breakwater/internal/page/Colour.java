package io.breakwater.internal.page;

import java.util.Locale;
import java.util.regex.Pattern;

/** A colour in sRGB. Immutable. */
record Colour(int rgb) {

    static final Colour BLACK = new Colour(0x000000);
    static final Colour WHITE = new Colour(0xFFFFFF);

    /** The contrast that text needs (WCAG 2.2, success criterion 1.4.3). */
    static final double AA = 4.5;

    private static final Pattern FORM = Pattern.compile("#[0-9a-fA-F]{6}");

    /**
     * Reads {@code #rrggbb}.
     *
     * @param what the purpose of the colour, for the message
     * @throws IllegalArgumentException when {@code text} is no colour
     */
    static Colour of(String text, String what) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " is not a colour: " + text + ", allowed is #rrggbb");
        }
        return new Colour(Integer.parseInt(text.substring(1), 16));
    }

    /** Returns WCAG's contrast ratio, 1 to 21. */
    double contrast(Colour other) {
        double lighter = Math.max(luminance(), other.luminance());
        double darker = Math.min(luminance(), other.luminance());
        return (lighter + 0.05) / (darker + 0.05);
    }

    /** Returns this colour mixed with {@code percent} of another. */
    Colour mix(Colour other, int percent) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = rgb >> shift & 0xFF;
            int to = other.rgb >> shift & 0xFF;
            mixed |= (from + (to - from) * percent / 100) << shift;
        }
        return new Colour(mixed);
    }

    private double luminance() {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double value = (channel & 0xFF) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }
}
