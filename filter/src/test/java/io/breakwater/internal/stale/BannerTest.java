package io.breakwater.internal.stale;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line at the end of a document, where nothing speaks against it. */
class BannerTest {

    private static final String HTML = "<html><body>old</body></html>";

    private static GivenAnswer banner(String type, String body, Map<String, String> more) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(List.of(Map.entry("Content-Type", type)));
        headers.addAll(more.entrySet());
        GivenAnswer answer = new GivenAnswer(200, headers, body.getBytes(StandardCharsets.UTF_8));
        return Banner.into(answer, "fr", false, "Version du {time} <é>", "2026-11-30T14:05:00Z", "14:05 UTC");
    }

    private static String text(GivenAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html;charset=utf-8",
                "text/html; charset=UTF-8",
                "Text/HTML;Charset=\"utf-8\"",
                "text/html; charset=iso-8859-15",
                "text/html;charset=windows-1252",
                "text/html;x=y;charset=us-ascii"
            })
    void itIsPutBeforeTheEndInNothingButAscii(String type) {
        assertThat(text(banner(type, HTML, Map.of())))
                .isEqualTo(
                        "<html><body>old<aside role=\"note\" lang=\"fr\" dir=\"ltr\"><hr><small>Version du"
                                + " <time datetime=\"2026-11-30T14:05:00Z\">14:05 UTC</time> &#60;&#233;&#62;</small></aside></body></html>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "text/html;charset=utf-16",
                "text/html;charset=shift_jis",
                "application/xhtml+xml;charset=utf-8",
                "text/plain;charset=utf-8"
            })
    void itIsNotPutIntoWhatIsNoHtmlOfAKnownCharset(String type) {
        assertThat(text(banner(type, HTML, Map.of()))).isEqualTo(HTML);
    }

    @ParameterizedTest
    @CsvSource({"Content-Encoding, gzip", "Cache-Control, 'public, no-transform'"})
    void itIsNotPutIntoWhatIsCodedOrMustStayAsItIs(String name, String value) {
        assertThat(text(banner("text/html;charset=utf-8", HTML, Map.of(name, value))))
                .isEqualTo(HTML);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<p>a part of a page</p>",
                "<html><frameset></frameset></html>",
                "<body>a<script>var end = '</body>';</script>",
                "<body>a</body><script>more()</script></html>",
                "<body>a<!-- </body></html>",
                "<body>a</bodywork></html>"
            })
    void itIsNotPutIntoWhatDoesNotEndAsADocumentDoes(String body) {
        assertThat(text(banner("text/html;charset=utf-8", body, Map.of()))).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<body>a</body>", "<BODY>a</BODY >\n</HTML>\n", "<body>a<!-- b --></body></html>"})
    void itIsPutIntoWhatDoes(String body) {
        assertThat(text(banner("text/html;charset=utf-8", body, Map.of()))).contains("</aside></");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ETag", "Last-Modified", "Content-Digest", "Expires"})
    void whatWasSaidOfTheOtherBodyIsNotSaidOfThisOne(String name) {
        GivenAnswer answer = banner("text/html;charset=utf-8", HTML, Map.of(name, "1"));

        assertThat(answer.find(name)).isEmpty();
        assertThat(answer.find("Cache-Control")).contains("no-store");
    }
}
