package io.breakwater.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccentTest {

    @Property
    void everyColourIsLegibleInTheLightAndInTheDark(@ForAll @IntRange(max = 0xFFFFFF) int rgb) {
        Accent accent = Accent.of(String.format(Locale.ROOT, "#%06x", rgb));

        assertThat(Accent.contrast(Accent.parse(accent.onLight()), 0xFFFFFF)).isGreaterThanOrEqualTo(4.5);
        assertThat(Accent.contrast(Accent.parse(accent.onDark()), Accent.parse(Accent.DARK_BACKGROUND)))
                .isGreaterThanOrEqualTo(4.5);
    }

    @Test
    void aColourThatIsLegibleStaysAsItIs() {
        assertThat(Accent.of("#1b6b85").onLight()).isEqualTo("#1b6b85");
        assertThat(Accent.of("#ffcc00").onDark()).isEqualTo("#ffcc00");
    }

    @Test
    void contrastIsTheOneOfWcag() {
        assertThat(Accent.contrast(0x000000, 0xFFFFFF)).isEqualTo(21.0);
        assertThat(Accent.contrast(0x777777, 0xFFFFFF)).isBetween(4.47, 4.49);
    }

    @ParameterizedTest
    @ValueSource(strings = {"red", "#fff", "#12345g", "#123456;}", "</style>"})
    void whatIsNoColourIsRefused(String colour) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Accent.of(colour))
                .withMessageContaining("allowed is #rrggbb");
    }
}
