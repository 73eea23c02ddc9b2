package io.breakwater.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluralTest {

    @ParameterizedTest
    @CsvSource({
        "en, 0, b",
        "en, 1, a",
        "en, 2, b",
        "fr, 0, a",
        "fr, 1, a",
        "fr, 2, b",
        "de, 1, a",
        "de, 21, b",
        "ru, 1, a",
        "ru, 2, b",
        "ru, 5, c",
        "ru, 11, c",
        "ru, 12, c",
        "ru, 14, c",
        "ru, 21, a",
        "ru, 22, b",
        "ru, 25, c",
        "ru, 111, c",
        "uk, 31, a",
        "uk, 34, b",
        "uk, 40, c",
        "pl, 1, a",
        "pl, 3, b",
        "pl, 12, c",
        "pl, 21, c",
        "pl, 22, b",
        "pl, 112, c",
        "cs, 1, a",
        "cs, 4, b",
        "cs, 5, c",
        "cs, 22, c",
        "he, 1, a",
        "he, 2, b",
        "he, 20, c",
        "ar, 0, a",
        "ar, 1, b",
        "ar, 2, c",
        "ar, 3, d",
        "ar, 10, d",
        "ar, 11, e",
        "ar, 59, e",
        "ar, 99, e",
        "ar, 100, f",
        "ar, 103, d",
        "xx, 1, a",
        "xx, 2, f"
    })
    void theFormFollowsTheNumber(String language, long count, String expected) {
        String forms = Plural.forms(language) == 2 && !language.equals("xx") ? "a|b" : "a|b|c|d|e|f";

        assertThat(Plural.form(language, count, language.equals("cs") ? "a|b|c" : forms))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"ja, 1", "ja, 20", "xx, 7"})
    void aTextWithOneFormHasThatForEveryNumber(String language, long count) {
        assertThat(Plural.form(language, count, "one")).isEqualTo("one");
    }
}
