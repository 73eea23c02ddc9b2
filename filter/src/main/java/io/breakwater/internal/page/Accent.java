package io.breakwater.internal.page;

/**
 * The brand's colour, adjusted to be legible: as text on the page, or behind text in the page's background colour, it has a
 * contrast of at least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3). Immutable.
 *
 * @param plain the colour as given, for decoration
 * @param onLight the colour, darkened where needed, for the theme's light surfaces
 * @param onDark the colour, lightened where needed, for the theme's dark surfaces
 */
record Accent(String plain, String onLight, String onDark) {

    /** @throws IllegalArgumentException when {@code colour} is not {@code #rrggbb} */
    static Accent of(String colour, ThemeColours colours) {
        Colour given = Colour.of(colour, "brand accent");
        return new Accent(
                colour,
                legible(given, Colour.BLACK, Colour.of(colours.light(), "surface")),
                legible(given, Colour.WHITE, Colour.of(colours.dark(), "surface")));
    }

    /** Returns the first mix of {@code colour} with {@code pole} that has enough contrast with {@code background}. */
    private static String legible(Colour colour, Colour pole, Colour background) {
        Colour mixed = colour;
        for (int percent = 5; mixed.contrast(background) < Colour.AA && percent <= 100; percent += 5) {
            mixed = colour.mix(pole, percent);
        }
        return mixed.toString();
    }
}
