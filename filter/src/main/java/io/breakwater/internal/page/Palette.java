package io.breakwater.internal.page;

import io.breakwater.internal.config.Brand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The brand's colours on a theme, with the template variables and warnings for the operator. A colour that would be hard to
 * read is not refused but adjusted, with a warning.
 */
final class Palette {

    /** The percentage of black in a background in the dark scheme. */
    private static final int DARKENED = 78;

    private final ThemeColours colours;
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    /** @throws IllegalArgumentException when a colour of the brand is invalid */
    Palette(Brand brand, ThemeColours colours) {
        this.colours = colours;
        Accent accent = Accent.of(brand.accent().orElse(colours.accent()), colours);
        variables.put("accent", accent.plain());
        variables.put("accentOnLight", accent.onLight());
        variables.put("accentOnDark", accent.onDark());
        brand.accent().ifPresent(colour -> checkAccent(colour, accent));
        background(brand.background());
    }

    Map<String, String> variables() {
        return variables;
    }

    /**
     * Returns a warning for each colour with less contrast than WCAG's level AA requires, with the ratio and what is used
     * instead.
     */
    List<String> warnings() {
        return warnings;
    }

    /** Checks the light scheme only, because a colour for a light background always needs adjustment for a dark one. */
    private void checkAccent(String colour, Accent accent) {
        double light = ratio(colour, colours.light());
        if (light < Colour.AA) {
            warn(
                    "brand.accent",
                    colour,
                    colours.light(),
                    light,
                    "links and buttons are " + accent.onLight() + " in the light");
        }
    }

    private void background(Optional<String> background) {
        variables.put("background", background.orElse(""));
        variables.put("backgroundText", "");
        variables.put("backgroundInDark", "");
        background.ifPresent(colour -> {
            Colour ground = Colour.of(colour, "brand background");
            double ratio = ratio(colours.onGround(), colour);
            Colour best = ground.contrast(Colour.BLACK) > ground.contrast(Colour.WHITE) ? Colour.BLACK : Colour.WHITE;
            String text = ratio < Colour.AA ? best.toString() : colours.onGround();
            if (ratio < Colour.AA) {
                warn("brand.background", colour, colours.onGround(), ratio, "the text around the sheet is " + text);
            }
            variables.put("backgroundText", text);
            variables.put("backgroundInDark", ground.mix(Colour.BLACK, DARKENED).toString());
        });
    }

    private void warn(String key, String colour, String other, double ratio, String instead) {
        warnings.add(String.format(
                Locale.ROOT,
                "%s=%s and %s have a contrast of %.1f:1, less than the %.1f:1 of WCAG's level AA; %s",
                key,
                colour,
                other,
                ratio,
                Colour.AA,
                instead));
    }

    private static double ratio(String one, String other) {
        return Colour.of(one, "colour").contrast(Colour.of(other, "colour"));
    }
}
