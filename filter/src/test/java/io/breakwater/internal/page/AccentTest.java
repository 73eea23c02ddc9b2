package io.breakwater.internal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakwater.internal.config.Brand;
import io.breakwater.internal.config.PageSettings.Theme;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The brand's colours: legible whatever they are, and said so where they had to be put right. */
class AccentTest {

    private static final ThemeColours HARBOUR = ThemeColours.of(Theme.HARBOUR);

    @Property
    void everyColourIsLegibleInEveryThemeInTheLightAndInTheDark(
            @ForAll @IntRange(max = 0xFFFFFF) int rgb, @ForAll Theme theme) {
        ThemeColours look = ThemeColours.of(theme);
        Accent accent = Accent.of(String.format(Locale.ROOT, "#%06x", rgb), look);

        assertThat(contrast(accent.onLight(), look.light())).isGreaterThanOrEqualTo(Colour.AA);
        assertThat(contrast(accent.onDark(), look.dark())).isGreaterThanOrEqualTo(Colour.AA);
    }

    @Property
    void theTextAroundTheSheetIsLegibleOnEveryBackground(
            @ForAll @IntRange(max = 0xFFFFFF) int rgb, @ForAll Theme theme) {
        String ground = String.format(Locale.ROOT, "#%06x", rgb);
        Palette palette = new Palette(Pages.coloured("#1b6b85", ground), ThemeColours.of(theme));

        assertThat(contrast(variable(palette, "backgroundText"), ground)).isGreaterThanOrEqualTo(Colour.AA);
        assertThat(contrast("#ffffff", variable(palette, "backgroundInDark"))).isGreaterThanOrEqualTo(Colour.AA);
    }

    @Test
    void aColourThatIsLegibleStaysAsItIsAndNothingIsSaid() {
        assertThat(Accent.of("#1b6b85", HARBOUR).onLight()).isEqualTo("#1b6b85");
        assertThat(Accent.of("#ffcc00", HARBOUR).onDark()).isEqualTo("#ffcc00");
        assertThat(new Palette(Brand.NONE, HARBOUR).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "#ffcc00, #ffffff, brand.accent=#ffcc00 and #eaf3f7 have a contrast of 1.3:1, less than the 4.5:1 of WCAG's level AA",
        "#ffffff, #35505f, brand.background=#35505f and #35505f have a contrast of 1.0:1",
        "#3399cc, #ffffff, brand.accent=#3399cc and #eaf3f7 have a contrast of 2.8:1"
    })
    void aColourWithTooLittleContrastIsWarnedOfWithItsRatio(String accent, String background, String warning) {
        List<String> warnings = new Palette(Pages.coloured(accent, background), HARBOUR).warnings();

        assertThat(warnings).anySatisfy(text -> assertThat(text).startsWith(warning));
    }

    @Test
    void aColourThatOnlyTheDarkNeedsLighterIsNoMistakeOfAnybodys() {
        assertThat(new Palette(Pages.coloured("#000000", "#ffffff"), HARBOUR).warnings())
                .isEmpty();
    }

    @Test
    void contrastIsTheOneOfWcag() {
        assertThat(Colour.BLACK.contrast(Colour.WHITE)).isEqualTo(21.0);
        assertThat(new Colour(0x777777).contrast(Colour.WHITE)).isBetween(4.47, 4.49);
    }

    @ParameterizedTest
    @ValueSource(strings = {"red", "#fff", "#12345g", "#123456;}", "</style>"})
    void whatIsNoColourIsRefused(String colour) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Accent.of(colour, HARBOUR))
                .withMessageContaining("allowed is #rrggbb");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Palette(Pages.coloured("#000000", colour), HARBOUR))
                .withMessageContaining("allowed is #rrggbb");
    }

    private static double contrast(String one, String other) {
        return Colour.of(one, "one").contrast(Colour.of(other, "other"));
    }

    private static String variable(Palette palette, String name) {
        return palette.variables().getOrDefault(name, "");
    }
}
