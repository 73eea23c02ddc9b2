package io.breakwater.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.page.PageFormat;
import io.breakwater.page.PageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of a planned break. The model's time is 14:05:09 UTC on the 22nd of November 2026. */
class MaintenancePageTest {

    private static final Instant END = Instant.parse("2026-11-23T04:00:00Z");
    private static final PageModel WINDOW =
            AModel.planned(Optional.of(END), Optional.of("Harbour <b>move</b>")).build();
    private static final PageModel OPEN_ENDED =
            AModel.planned(Optional.empty(), Optional.empty()).build();

    private static String body(PageModel model, PageFormat format) {
        return Pages.body(Pages.errorPages(false).response(model, format)).replace("2026 at ", "2026, ");
    }

    @Test
    void thePageSaysThatItIsPlannedAndWhenItEnds() {
        String html = body(WINDOW, PageFormat.HTML);

        assertThat(html)
                .contains(
                        "<h1>Planned maintenance</h1>",
                        "This is planned: nothing is broken",
                        "<p dir=\"auto\">Harbour &lt;b&gt;move&lt;/b&gt;</p>",
                        "Planned end: <time class=\"short\" datetime=\"2026-11-23T04:00:00Z\">23 November 2026, 04:00 UTC</time>",
                        "Try again in about 14 hours.",
                        "<span>Being worked on</span>",
                        "<a class=\"button\" id=\"again\" href=\"\">")
                .doesNotContain("The problem is not with your device", "Sorry", "{{");
    }

    @Test
    void withoutAKnownEndItNamesNone() {
        String html = body(OPEN_ENDED, PageFormat.HTML);

        assertThat(html)
                .contains("<p class=\"when\">Try again later.</p>", "<a class=\"button\" href=\"\">Try again</a>")
                .doesNotContain("Planned end", "in a moment")
                .as("nobody tries again by itself")
                .doesNotContain("id=\"again\"");
    }

    @Test
    void anEndThatIsNoWholeMinuteIsRoundedUp() {
        PageModel model =
                AModel.planned(Optional.of(END.plusMillis(1)), Optional.empty()).build();

        assertThat(body(model, PageFormat.TEXT)).contains("Planned end: 23 November 2026, 04:01 UTC");
    }

    @Test
    void whoHasSentSomethingReadsThatNothingWasDoneWithIt() {
        PageModel model = AModel.planned(Optional.of(END), Optional.empty())
                .method("POST")
                .build();

        assertThat(body(model, PageFormat.HTML))
                .contains(
                        "What you sent did not reach the service, so nothing was done with it.",
                        "You can send it again in about 14 hours.",
                        "your browser usually keeps what you filled in");
    }

    @Test
    void anApiClientGetsTheSameAsProblemDetails() {
        Map<String, Object> json = Json.parse(body(WINDOW, PageFormat.JSON));

        assertThat(json)
                .containsEntry("type", "urn:breakwater:maintenance")
                .containsEntry("title", "Planned maintenance")
                .containsEntry("status", 503L)
                .containsEntry("maintenance", true)
                .containsEntry("until", "2026-11-23T04:00:00Z")
                .containsEntry("retryAfter", 50_091L)
                .doesNotContainKey("fault");
        assertThat(String.valueOf(json.get("detail"))).endsWith("you need to do. Harbour <b>move</b>");
        assertThat(Json.parse(body(OPEN_ENDED, PageFormat.JSON)))
                .containsEntry("maintenance", true)
                .doesNotContainKeys("until", "retryAfter");
    }

    @Test
    void aTerminalGetsTheSameAsText() {
        assertThat(body(WINDOW, PageFormat.TEXT))
                .isEqualTo(
                        """
                        503 Planned maintenance

                        We are working on a service that this page needs. This is planned: nothing is broken, and there is nothing you need to do.
                        Harbour <b>move</b>
                        Planned end: 23 November 2026, 04:00 UTC
                        Try again in about 14 hours.

                        Reference: 01JDCAZ3K4T6V8W9XYZ0ABCDEF
                        Time: 22 November 2026, 14:05:09 UTC
                        """);
    }

    @Test
    void anEventStreamIsToldInAComment() {
        assertThat(body(WINDOW, PageFormat.EVENTS)).isEqualTo(": maintenance 01JDCAZ3K4T6V8W9XYZ0ABCDEF\n\n");
    }

    @ParameterizedTest(name = "{0} comes as {1}")
    @CsvSource({
        "2026-11-23T04:00:00Z, 'Mon, 23 Nov 2026 04:00:00 GMT'",
        "2026-12-01T04:00:00.001Z, 'Tue, 01 Dec 2026 04:00:01 GMT'"
    })
    void aKnownEndIsADateAndNoProxyHasFailed(Instant end, String date) {
        ErrorResponse response = Pages.errorPages(false)
                .response(AModel.planned(Optional.of(end), Optional.empty()).build(), PageFormat.HTML);

        assertThat(response.status()).isEqualTo(503);
        assertThat(Pages.header(response, "Retry-After")).hasValue(date);
        assertThat(Pages.header(response, "Proxy-Status")).isEmpty();
        assertThat(Pages.header(response, "Cache-Control")).hasValue("no-store");
        assertThat(Pages.header(response, "X-Request-ID")).isPresent();
    }

    @Test
    void anEndThatNobodyKnowsIsNotMadeUp() {
        ErrorResponse response = Pages.errorPages(false).response(OPEN_ENDED, PageFormat.HTML);

        assertThat(Pages.header(response, "Retry-After")).isEmpty();
    }

    @Test
    void theDetailsOfAFailureAreNotThere() {
        ErrorPages pages = Pages.errorPages(true);

        assertThat(Pages.body(pages.response(WINDOW, PageFormat.HTML))).doesNotContain("What to check");
        assertThat(Pages.body(pages.response(WINDOW, PageFormat.TEXT))).doesNotContain("Fault:");
        assertThat(Pages.body(pages.response(WINDOW, PageFormat.JSON))).doesNotContain("operator");
    }

    static Stream<String> languages() {
        return Languages.BUILT_IN.stream();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageSaysAllOfIt(String tag) {
        LocalizedMessages words = new LocalizedMessages(Messages.builtIn(tag));
        ErrorPages pages = ErrorPages.of(Pages.speaking(tag), "X-Request-ID");
        String html = Pages.body(pages.response(WINDOW, PageFormat.HTML));

        assertThat(html)
                .contains(
                        words.title(Optional.empty(), 503),
                        words.happened(Optional.empty()),
                        words.state(Optional.empty(), 503),
                        words.messages().text("label.until") + ": <time",
                        words.end(WINDOW).orElseThrow().text(),
                        words.retry(WINDOW))
                .doesNotContain(words.messages().text("label.notYou"));
        assertThat(Pages.body(pages.response(OPEN_ENDED, PageFormat.HTML)))
                .contains(words.retry(OPEN_ENDED))
                .contains(words.messages().text("when.later"));
    }

    @Test
    void aTemplateOfOnesOwnThatKnowsNothingOfItShowsItsWords(@TempDir Path dir) throws IOException {
        Path template = Files.writeString(
                dir.resolve("own.html"), "{{#paused}}a pause{{/paused}}{{title}}. {{happened}} {{retry}}");
        ErrorPages pages = ErrorPages.of(Pages.template(template.toString()), "X-Request-ID");

        assertThat(Pages.body(pages.response(WINDOW, PageFormat.HTML)))
                .startsWith("Planned maintenance. We are working on")
                .endsWith("Try again in about 14 hours.");
    }
}
