package io.breakwater.internal.page;

import io.breakwater.internal.config.PageSettings.Theme;
import java.util.Locale;

/**
 * The colours of a theme with which the brand's colours must have enough contrast. They repeat those in the theme's own
 * file. Immutable.
 *
 * @param accent the colour of links and buttons without a brand
 * @param light the surface in the light scheme on which the accent is hardest to read
 * @param dark the surface in the dark scheme on which the accent is hardest to read
 * @param onGround the text around the sheet in the light scheme
 */
record ThemeColours(String file, String accent, String light, String dark, String onGround) {

    static ThemeColours of(Theme theme) {
        String file = theme.name().toLowerCase(Locale.ROOT) + ".css";
        return switch (theme) {
            case HARBOUR -> new ThemeColours(file, "#1b6b85", "#eaf3f7", "#1d2a34", "#35505f");
            case PLAIN -> new ThemeColours(file, "#1d4f91", "#f2f4f5", "#1a1c1d", "#0b0c0c");
            case DUSK -> new ThemeColours(file, "#6a4a9c", "#f5eef8", "#2b2344", "#4a3d62");
            case PAPER -> new ThemeColours(file, "#7a4b1e", "#f7f2e6", "#2b2620", "#54493a");
        };
    }
}
