package io.breakwater.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class EscapeTest {

    @Property
    void htmlHoldsNothingThatCouldEndATextOrAnAttribute(@ForAll("nasty") String text) {
        String escaped = Escape.html(text);

        assertThat(escaped)
                .doesNotContain("<", ">", "\"", "'", "`", "=")
                .doesNotContain("\0", "\r", "\u202E", "\uFDD0");
        assertThat(escaped.replaceAll("&(amp|lt|gt|quot|#39|#96|#61);", "")).doesNotContain("&");
    }

    @Test
    void htmlLeavesOrdinaryWordsAlone() {
        assertThat(Escape.html("Zoë’s 書店 👩\u200D💻")).isEqualTo("Zoë’s 書店 👩\u200D💻");
    }

    @Property
    void jsonReadsBackAsTheSameText(@ForAll("nasty") String text) {
        String escaped = Escape.json(text);

        assertThat(escaped).doesNotContain("\n", "\0", "\u007F", "\u2028", "\u2029", "<", ">", "&");
        assertThat(Json.parse("{\"text\":\"" + escaped + "\"}").get("text")).isEqualTo(wellFormed(text));
    }

    @Property
    void aLineStaysOneLineWithoutControls(@ForAll("nasty") String text) {
        assertThat(Escape.line(text).codePoints())
                .noneMatch(Character::isISOControl)
                .doesNotContain(0x202E, 0x2028);
    }

    @Property
    void aHeaderIsPrintableAscii(@ForAll("nasty") String text) {
        assertThat(Escape.header(text)).matches("[ -~]*");
    }

    @Property
    void aPathIsAUriReferenceWithoutAHost(@ForAll("nasty") String text) {
        URI uri = URI.create(Escape.path("/" + text).replace("%", "%25"));

        assertThat(uri.getHost()).isNull();
        assertThat(uri.getRawAuthority()).isNull();
        assertThat(uri.getScheme()).isNull();
    }

    @Test
    void aPathThatLooksLikeAHostIsMadeToLookLikeAPath() {
        assertThat(Escape.path("//evil.example/x")).isEqualTo("/.//evil.example/x");
        assertThat(Escape.path("/a%20b/ü?<\"")).isEqualTo("/a%20b/%C3%BC%3F%3C%22");
    }

    /** Any text, with the characters that matter mixed in often. */
    @Provide
    static Arbitrary<String> nasty() {
        Arbitrary<Character> special = Arbitraries.of(
                        '<', '>', '&', '"', '\'', '`', '=', '\\', '/', ';', '{', '}', '\0', '\r', '\n', '\t')
                .edgeCases(edges -> edges.none());
        Arbitrary<Character> odd = Arbitraries.of(
                '\u001B', '\u007F', '\u0085', '\u2028', '\u2029', '\u202E', '\uD800', '\uDC00', '\uFDD0', '\uFEFF',
                'é');
        return Arbitraries.frequencyOf(Tuple.of(2, special), Tuple.of(1, odd), Tuple.of(2, Arbitraries.chars()))
                .list()
                .ofMaxSize(40)
                .map(chars -> {
                    StringBuilder text = new StringBuilder();
                    chars.forEach(text::append);
                    return text.toString();
                });
    }

    private static String wellFormed(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return out.toString();
    }
}
