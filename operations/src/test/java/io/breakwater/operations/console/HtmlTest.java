package io.breakwater.operations.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing gets into a page that is not escaped. */
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
}
