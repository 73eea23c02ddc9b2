package io.breakwater.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every language says everything. */
class MessagesTest {

    private static final Messages ENGLISH = Messages.english();

    private static final Pattern BRACES = Pattern.compile("\\{[^}]*\\}");

    /** What may be the same as in English. */
    private static final Set<String> LOAN_WORDS = Set.of("label.reference", "label.stop", "label.service", "label.you");

    static List<String> languages() {
        return Languages.BUILT_IN;
    }

    @Test
    void theLanguagesAreThoseThatThePageIsKnownFor() {
        assertThat(languages())
                .containsExactly(
                        "en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "tr", "uk", "ru", "ar", "he", "hi", "zh",
                        "zh-Hant", "ja", "ko");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageHasEveryKeyAndNoOther(String tag) {
        Messages messages = Messages.builtIn(tag);

        assertThat(new TreeSet<>(messages.keys())).isEqualTo(new TreeSet<>(ENGLISH.keys()));
        assertThat(messages.keys()).allSatisfy(key -> assertThat(messages.text(key))
                .isNotBlank()
                .isEqualTo(messages.text(key).strip()));
        assertThat(messages.tag()).isEqualTo(tag);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void whatIsFilledInIsThereInEveryLanguage(String tag) {
        Messages messages = Messages.builtIn(tag);

        assertThat(messages.keys())
                .filteredOn(key -> !key.startsWith("when."))
                .allSatisfy(key -> assertThat(braces(messages.text(key))).isEqualTo(braces(ENGLISH.text(key))));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void whatCountsHasAFormForEachPluralOfItsLanguage(String tag) {
        Messages messages = Messages.builtIn(tag);
        int forms = Plural.forms(messages.locale().getLanguage());

        for (String key : List.of("when.seconds", "when.minutes", "when.hours")) {
            assertThat(messages.text(key).split("\\|", -1))
                    .as(key)
                    .hasSize(forms)
                    .doesNotContain("");
            assertThat(messages.text(key, 5)).as(key).contains("5").doesNotContain("|", "{");
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void nothingWasLeftInEnglish(String tag) {
        Messages messages = Messages.builtIn(tag);

        assertThat(messages.keys().stream()
                        .filter(key -> !tag.equals("en") && !LOAN_WORDS.contains(key))
                        .filter(key -> messages.text(key).equals(ENGLISH.text(key))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void theTitlesDiffer(String tag) {
        Map<String, String> titles = Messages.builtIn(tag).under("title");

        assertThat(titles.values()).doesNotHaveDuplicates().hasSize(6);
    }

    @Test
    void itSaysSorryOnceAndOnlyWhereTheBreakerKeepsTheVisitorOut() {
        assertThat(ENGLISH.keys())
                .filteredOn(key -> ENGLISH.text(key).matches("(?i).*\\bsorry\\b.*"))
                .containsExactly("title.pause");
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultHasAMessageATitleAndAState(Fault fault) {
        LocalizedMessages wording = new LocalizedMessages(ENGLISH);

        assertThat(wording.happened(Optional.of(fault))).endsWith(".");
        assertThat(Stream.<Function<Integer, String>>of(
                                status -> wording.title(Optional.of(fault), status),
                                status -> wording.state(Optional.of(fault), status))
                        .flatMap(words -> Stream.of(502, 503, 504, 599).map(words)))
                .allSatisfy(words -> assertThat(words).isNotBlank());
    }

    @Test
    void noMessageIsLeftWithoutAFault() {
        Set<FaultMessage> told = Stream.concat(
                        Stream.of(Fault.values()).map(Optional::of), Stream.of(Optional.<Fault>empty()))
                .map(FaultMessage::of)
                .collect(Collectors.toSet());

        assertThat(told).containsExactlyInAnyOrder(FaultMessage.values());
        assertThat(ENGLISH.under("happened").keySet())
                .isEqualTo(
                        Stream.of(FaultMessage.values()).map(FaultMessage::key).collect(Collectors.toSet()));
    }

    private static Set<String> braces(String text) {
        return BRACES.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
