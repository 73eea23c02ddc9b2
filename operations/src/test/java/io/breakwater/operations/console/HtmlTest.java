package io.breakwater.operations.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing gets into a page that is not escaped, neither into HTML nor into JSON. */
class HtmlTest {

    @Test
    void textsAndAttributesAreEscaped() {
        Html html = new Html().element("p", "<b> & \"it's\"", "title", "\"><script>");

        assertThat(html.toString())
                .isEqualTo("<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt; &amp; &quot;it&#39;s&quot;</p>");
    }

    @Test
    void whatCannotBeSeenIsSeen() {
        // Controls, a turn of direction, nothing of no width, half of a pair.
        assertThat(new Html()
                        .element("p", "a\u0000b\u202Ec\u200Bd\uD800e\u001bf\nä")
                        .toString())
                .isEqualTo("<p>a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\nä</p>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"onclick", "onload", "style", "srcdoc", "a b", "x>", "", "href\""})
    void anAttributeThatRunsOrIsNoneIsRefused(String name) {
        assertThatThrownBy(() -> new Html().open("p", name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNotClosedIsNoPage() {
        assertThatThrownBy(() -> new Html().open("p").toString()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void jsonIsEscapedForScriptsTooAndLeavesOutWhatIsEmpty() {
        Object value = Json.object(
                "text", "a\"\\\n</script>\u2028\uD800é",
                "empty", Optional.empty(),
                "present", Optional.of(1),
                "list", List.of(true, Json.object()));

        assertThat(Json.of(value))
                .isEqualTo("{\"text\":\"a\\u0022\\u005c\\u000a\\u003c/script\\u003e\\u2028\\ud800é\","
                        + "\"present\":1,\"list\":[true,{}]}\n");
    }

    @Test
    void aPasswordOfADownstreamIsNotShown() {
        assertThat(Words.downstream("https://me:secret@orders.example/x")).isEqualTo("https://***@orders.example/x");
        assertThat(Words.downstream("https://me:se/cret@orders.example/x")).isEqualTo("https://***@orders.example/x");
        assertThat(Words.downstream("orders")).isEqualTo("orders");
    }
}
