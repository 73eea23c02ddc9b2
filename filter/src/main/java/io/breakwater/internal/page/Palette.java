package io.breakwater.internal.page;

import io.breakwater.internal.config.Brand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The brand's colours on a theme: what the template gets, and what the operator should know of them. A colour that would be
 * hard to read is not refused, it is put right, and said so.
 */
final class Palette {

    /** How much of a background is left in the dark. */
    private static final int DARKENED = 78;

    private final ThemeColours colours;
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    /** @throws IllegalArgumentException when the brand has a colour that is none */
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

    /** Where a colour as given has less contrast than WCAG's level AA wants, with the ratio and what is used in its place. */
    List<String> warnings() {
        return warnings;
    }

    /** In the light alone: that a colour made for white paper has to be lighter in the dark goes without saying. */
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
