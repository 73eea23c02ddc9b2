package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "'', '', 0",
        "a, '', 1",
        "abc, abc, 0",
        "abc, abd, 1",
        "abc, ab, 1",
        "abc, abcd, 1",
        "abc, acb, 1",
        "kitten, sitting, 3",
    })
    void aChangeAGapAnExtraLetterAndASwapCountOne(String a, String b, int distance) {
        assertThat(Suggestions.distance(a, b)).isEqualTo(distance);
    }

    @Property
    void distanceIsTheSameBothWaysAndNeverMoreThanTheLongerText(
            @ForAll @CharRange(from = 'a', to = 'd') @StringLength(max = 8) String a,
            @ForAll @CharRange(from = 'a', to = 'd') @StringLength(max = 8) String b) {
        int distance = Suggestions.distance(a, b);

        assertThat(distance).isEqualTo(Suggestions.distance(b, a));
        assertThat(distance).isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
        assertThat(distance == 0).isEqualTo(a.equals(b));
    }
}
