package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.config.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PropertiesTextTest {

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void everyKeyKnowsTheLineItBeginsOn() {
        String text =
                """
                # a comment \\
                a=1
                ! another

                b : 2\\
                   ,3\\
                   # not a comment
                  c 4
                d=back\\\\
                e=\\u00e4ö
                """;

        assertThat(entries(text))
                .containsExactly("f:2 a=1", "f:5 b=2,3# not a comment", "f:8 c=4", "f:9 d=back\\", "f:10 e=äö");
        assertThat(problems).isEmpty();
    }

    @Test
    void linesEndAsTheyDoOnEverySystem() {
        assertThat(entries("a=1\r\nb=\\\r\n2\rc=3\n\rd=4")).containsExactly("f:1 a=1", "f:2 b=2", "f:4 c=3", "f:6 d=4");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKey() {
        assertThat(entries("\ufeffa=1")).containsExactly("f:1 a=1");
    }

    @Test
    void aKeyThatIsThereTwiceNamesBothLinesAndTheFirstStays() {
        assertThat(entries("breakwater.a=1\n\nbreakwater.a=2\n")).containsExactly("f:1 breakwater.a=1");

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).origin()).isEqualTo("f:3");
        assertThat(problems.get(0).message()).isEqualTo("is there twice: f:1 has it, too; keep one of the two");
    }

    @Test
    void aBrokenEscapeIsAProblemOfItsLineAlone() {
        assertThat(entries("a=1\nb=\\u12\nc=3\n")).containsExactly("f:1 a=1", "f:3 c=3");

        assertThat(problems).extracting(Problem::origin).containsExactly("f:2");
        assertThat(problems).extracting(Problem::message).containsExactly("has a broken \\u escape");
    }

    @Test
    void anEmptyFileHasNoEntries() {
        assertThat(entries("")).isEmpty();
        assertThat(entries("\n \n#\n\\\n\n")).isEmpty();
    }

    @Property(tries = 5_000)
    void itReadsWhatPropertiesReads(@ForAll("texts") String text) throws IOException {
        Properties expected = new Properties();
        expected.load(new StringReader(text));
        // One of several equal keys: the first here, the last there.
        List<Problem> twice = new ArrayList<>();
        List<RawEntry> found = PropertiesText.entries("f", text, RawEntry::isOurs, twice);

        assertThat(found.stream().map(RawEntry::key).collect(Collectors.toSet()))
                .isEqualTo(expected.stringPropertyNames());
        if (twice.isEmpty()) {
            assertThat(found).allSatisfy(entry -> assertThat(entry.value())
                    .isEqualTo(expected.getProperty(entry.key()).strip()));
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "=", ":", " ", "\t", "\f", "\\", "\n", "\r", "\r\n", "#", "!")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    private List<String> entries(String text) {
        return PropertiesText.entries("f", text, RawEntry::isOurs, problems).stream()
                .map(entry -> entry.origin() + " " + entry.key() + "=" + entry.value())
                .toList();
    }
}
