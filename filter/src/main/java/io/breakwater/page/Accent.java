package io.breakwater.page;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The brand's colour, made legible: as text on the page, or under text in the page's own background colour, it has a contrast
 * of at least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3), whatever colour the brand is.
 *
 * @param plain the colour as given, for decoration
 * @param onLight the colour, darkened where needed, for a white background
 * @param onDark the colour, lightened where needed, for the dark background
 */
record Accent(String plain, String onLight, String onDark) {

    static final String DEFAULT = "#1b6b85";

    /** The background that {@code default.mustache} has in dark mode. */
    static final String DARK_BACKGROUND = "#1b242c";

    private static final String LIGHT_BACKGROUND = "#ffffff";

    private static final double MINIMUM_CONTRAST = 4.5;

    private static final Pattern FORM = Pattern.compile("#[0-9a-fA-F]{6}");

    /** @throws IllegalArgumentException when {@code colour} is not {@code #rrggbb} */
    static Accent of(String colour) {
        if (!FORM.matcher(colour).matches()) {
            throw new IllegalArgumentException("brand accent is not a colour: " + colour + ", allowed is #rrggbb");
        }
        int rgb = parse(colour);
        return new Accent(colour, legible(rgb, 0x000000, LIGHT_BACKGROUND), legible(rgb, 0xFFFFFF, DARK_BACKGROUND));
    }

    /** The first mix of {@code colour} with {@code pole} that stands out enough from {@code background}. */
    private static String legible(int colour, int pole, String background) {
        int mixed = colour;
        for (int percent = 5; contrast(mixed, parse(background)) < MINIMUM_CONTRAST && percent <= 100; percent += 5) {
            mixed = mix(colour, pole, percent);
        }
        return String.format(Locale.ROOT, "#%06x", mixed);
    }

    private static int mix(int colour, int pole, int percent) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = colour >> shift & 0xFF;
            int to = pole >> shift & 0xFF;
            mixed |= (from + (to - from) * percent / 100) << shift;
        }
        return mixed;
    }

    /** WCAG's contrast ratio, 1 to 21. */
    static double contrast(int one, int other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    static int parse(String colour) {
        return Integer.parseInt(colour.substring(1), 16);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double value = (channel & 0xFF) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
