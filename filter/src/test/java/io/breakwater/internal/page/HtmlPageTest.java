package io.breakwater.internal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import io.breakwater.internal.config.Brand;
import io.breakwater.internal.config.PageSettings.Theme;
import io.breakwater.page.PageFormat;
import io.breakwater.page.PageModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in page as a visitor gets it. */
class HtmlPageTest {

    private static final ErrorPages PLAIN = Pages.errorPages(false);
    private static final ErrorPages DETAILED = Pages.errorPages(true);

    private static final String CANNOT_TELL = "We cannot tell whether what you sent went through.";
    private static final String GO_BACK =
            "To send it yourself, go back: your browser usually keeps what you filled in.";
    private static final String NOT_SENT = "What you sent did not reach the service, so nothing was done with it.";

    @ParameterizedTest
    @EnumSource
    void everyFaultHasACompletePageUnder14KilobytesWithAllDetails(Fault fault) {
        PageModel model = AModel.of(fault)
                .method("POST")
                .path("/" + "p".repeat(500))
                .label("d".repeat(40))
                .retryAfter(Duration.ofHours(3))
                .cause(new IOException("m".repeat(2000)))
                .build();

        String html = page(DETAILED, model);

        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(14 * 1024);
        assertThat(html)
                .startsWith("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">")
                .endsWith("</html>\n")
                .contains(
                        new LocalizedMessages(Messages.english()).happened(Optional.of(fault)),
                        CorrelationIdMarkup.html(model.correlationId()))
                .doesNotContain("{{");
    }

    @ParameterizedTest
    @EnumSource
    void nothingFromTheExceptionIsShownWithoutDetails(Fault fault) {
        PageModel model = AModel.of(fault)
                .receivedStatus(418)
                .cause(new IOException("secret-message"))
                .build();

        assertThat(page(PLAIN, model))
                .doesNotContain("secret-message", "IOException", "the-route", "418", "<details")
                .doesNotContain(Escape.html(fault.operatorSentence()));
        assertThat(page(DETAILED, model))
                .contains("secret-message", "IOException", "the-route", "418", "<details", fault.token())
                .contains(Escape.html(fault.operatorSentence()));
    }

    @Test
    void everyPageTellsItsOwnSecond() {
        Instant first = Instant.parse("2026-11-22T14:05:59.999Z");
        for (Instant time : List.of(first, first.plusMillis(1), first, first.plusSeconds(86_400))) {
            String html = page(PLAIN, AModel.of(Fault.CIRCUIT_OPEN).time(time).build());

            assertThat(html).contains(time.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        assertThat(page(PLAIN, AModel.of(Fault.CIRCUIT_OPEN).time(first).build()))
                .containsPattern("22 November 2026(,| at) 14:05:59 UTC")
                .doesNotContain("14:06:00");
    }

    @Test
    void theWordsDifferByWhatHappened() {
        assertThat(title(Fault.CONNECTION_REFUSED)).isEqualTo("We cannot show this page right now");
        assertThat(title(Fault.RESPONSE_TIMEOUT)).isEqualTo("This page is taking too long");
        assertThat(title(Fault.CIRCUIT_OPEN)).isEqualTo("Sorry, there is a problem with this page");
        assertThat(title(Fault.CONCURRENCY_LIMIT)).isEqualTo("This page is very busy right now");
        assertThat(page(PLAIN, AModel.of(Fault.DOWNSTREAM_STATUS).status(503).build()))
                .contains("<h1>This page is not available right now</h1>");
    }

    @Test
    void itSaysThatItIsNotTheVisitorsDoing() {
        assertThat(page(PLAIN, AModel.of(Fault.DNS_ERROR).build()))
                .contains("not with your device or your internet connection", "nothing you did caused it")
                .contains("nothing you need to clear, change or reinstall");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, CONNECTION_TERMINATED, PERHAPS, ''",
        "HEAD, CONNECTION_TERMINATED, PERHAPS, ''",
        "OPTIONS, DNS_ERROR, NOT_SENT, ''",
        "POST, CONNECTION_REFUSED, NOT_SENT, no",
        "POST, RESPONSE_TIMEOUT, PERHAPS, unknown",
        "PUT, PROTOCOL_ERROR, RECEIVED, unknown",
        "DELETE, CIRCUIT_OPEN, NOT_SENT, no",
        "PUT, CIRCUIT_OPEN, PERHAPS, unknown",
        "post, CONNECTION_REFUSED, PERHAPS, unknown"
    })
    void whoSentSomethingLearnsWhetherItArrived(String method, Fault fault, Reach reach, String expected) {
        String html = page(PLAIN, AModel.of(fault).method(method).reach(reach).build());

        assertThat(html.contains(NOT_SENT)).isEqualTo(expected.equals("no"));
        assertThat(html.contains(CANNOT_TELL)).isEqualTo(expected.equals("unknown"));
        assertThat(html.contains(GO_BACK) && html.contains("id=\"back\"")).isEqualTo(!expected.isEmpty());
    }

    @Test
    void onlyGetAndHeadGetALinkToTryAgainAndItStaysOnThePage() {
        String link = "<a class=\"button\" id=\"again\" href=\"\">Try again</a>";

        assertThat(page(
                        PLAIN,
                        AModel.of(Fault.DNS_ERROR).path("//evil.example/").build()))
                .contains(link)
                .doesNotContain("evil.example");
        assertThat(page(PLAIN, AModel.of(Fault.DNS_ERROR).method("HEAD").build()))
                .contains(link);
        assertThat(page(PLAIN, AModel.of(Fault.DNS_ERROR).method("OPTIONS").build()))
                .doesNotContain(link);
        assertThat(page(PLAIN, AModel.of(Fault.DNS_ERROR).method("POST").build()))
                .doesNotContain(link);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.2S, Try again in about 1 second.",
        "PT19.1S, Try again in about 20 seconds.",
        "PT60S, Try again in about 1 minute.",
        "PT61S, Try again in about 2 minutes.",
        "PT59M1S, Try again in about 1 hour.",
        "PT61M, Try again in about 2 hours."
    })
    void itSaysWhenToTryAgainRoundedUp(Duration retryAfter, String expected) {
        assertThat(page(
                        PLAIN,
                        AModel.of(Fault.CIRCUIT_OPEN).retryAfter(retryAfter).build()))
                .contains(expected);
    }

    @Test
    void theTimeIsThereForPeopleAndForMachines() {
        assertThat(page(PLAIN, AModel.of(Fault.DNS_ERROR).build()))
                .containsPattern("<time datetime=\"2026-11-22T14:05:09Z\">22 November 2026(,| at) 14:05:09 UTC</time>");
    }

    @ParameterizedTest
    @CsvSource({
        "ja, 2026年11月22日 14:05:09 UTC",
        "zh-Hant, 2026年11月22日 下午2:05:09 UTC",
        "sv, 22 november 2026 14:05:09 UTC",
        // What joins the two is another character from one release of the CLDR to the next.
        "ar, 22 نوفمبر 2026( في|،) 2:05:09 م UTC"
    })
    void dateAndTimeAreJoinedAsTheLanguageDoes(String tag, String pattern) {
        ErrorResponse response =
                Pages.inLanguage(PLAIN, AModel.of(Fault.DNS_ERROR).build(), tag, "text/html");

        assertThat(Pages.body(response)).containsPattern(">" + pattern + "</time>");
    }

    @Test
    void theServiceIsCalledWhatVisitorsCallItAndNeverByItsAlias() {
        AModel model = AModel.of(Fault.DNS_ERROR).downstream("orders-v2");

        assertThat(page(DETAILED, model.build()))
                .contains("<b>The service behind it</b>")
                .doesNotContain("orders-v2");
        assertThat(page(PLAIN, model.label("Gifts & orders").build()))
                .contains("<b>Gifts &amp; orders</b>")
                .doesNotContain("orders-v2", "The service behind it");
    }

    @Test
    void brandAndLinksAreShownWhereConfigured() {
        PageModel model = AModel.of(Fault.DNS_ERROR).build();

        assertThat(page(PLAIN, model))
                .contains("<header><bdi>Harbour Books</bdi></header>", "--band:#aa3355;")
                .contains("href=\"mailto:help@example.com\"", "href=\"https://status.example.com/\"")
                .contains("<a href=\"/start\">Go to the home page</a>")
                .contains("<a href=\"https://example.com/imprint?a&amp;b\"><bdi>Imprint &amp; more</bdi></a>");
        assertThat(Pages.html(Brand.NONE, model))
                .doesNotContain("<header", "<footer", "mailto:", "https:", "home page")
                .contains("--band:" + ThemeColours.of(Theme.HARBOUR).accent());
    }

    @Test
    void itNeedsNothingFromElsewhereAndHasNoInlineHandlers() {
        assertThat(page(DETAILED, AModel.of(Fault.DNS_ERROR).build()))
                .doesNotContain(" style=", " src=", "@import", "url(", "javascript:", "http-equiv")
                .doesNotContainPattern("\\son[a-z]+=")
                .containsOnlyOnce("<style>")
                .containsOnlyOnce("<script>");
    }

    @ParameterizedTest
    @EnumSource
    void everyThemeHasTheColoursThatTheBrandsAreMadeLegibleOn(Theme theme) {
        ThemeColours look = ThemeColours.of(theme);
        String page = page(
                ErrorPages.of(Pages.settings(Pages.BRAND, false, theme), "X-Request-ID"),
                AModel.of(Fault.DNS_ERROR).build());

        assertThat(page)
                .contains("--tint:" + look.light() + ";", "--tint:" + look.dark() + ";")
                .contains("--onground:" + look.onGround() + ";")
                .doesNotContain("theme */");
    }

    static Stream<Arguments> themesAndLanguages() {
        return Stream.of(Theme.values())
                .flatMap(theme -> Languages.BUILT_IN.stream().map(tag -> Arguments.of(theme, tag)));
    }

    @ParameterizedTest
    @MethodSource("themesAndLanguages")
    void everyThemeInEveryLanguageIsUnder14KilobytesBeforeTheLogo(Theme theme, String tag) {
        ErrorPages errorPages = ErrorPages.of(Pages.settings(Pages.BRAND, false, theme), "X-Request-ID");

        for (String method : List.of("GET", "POST")) {
            PageModel model = AModel.of(Fault.CONNECTION_TERMINATED)
                    .method(method)
                    .correlationId("a1b2".repeat(16))
                    .label("d".repeat(40))
                    .retryAfter(Duration.ofHours(3))
                    .build();
            PageModel planned = AModel.planned(
                            Optional.of(Instant.parse("2026-12-01T22:00:00Z")), Optional.of("s".repeat(100)))
                    .method(method)
                    .correlationId("a1b2".repeat(16))
                    .label("d".repeat(40))
                    .build();
            assertThat(Pages.inLanguage(errorPages, model, tag, "text/html").body())
                    .hasSizeLessThan(14 * 1024);
            assertThat(Pages.inLanguage(errorPages, planned, tag, "text/html").body())
                    .hasSizeLessThan(14 * 1024);
        }
    }

    @Test
    void theReferenceIsInGroupsAndIsCopiedAsItIs() {
        String uuid = page(
                PLAIN,
                AModel.of(Fault.DNS_ERROR)
                        .correlationId("0123456789abcdef0123456789abcdef")
                        .build());
        String own = page(
                PLAIN,
                AModel.of(Fault.DNS_ERROR).correlationId("7h3k-9qwx-2mzt-c4vd").build());

        assertThat(uuid).contains("id=\"reference\"><b>0123</b><b>4567</b><b>89ab</b>");
        assertThat(own).contains("id=\"reference\">7h3k-9qwx-2mzt-c4vd</code>");
    }

    @Test
    void thePictureCallsTheSiteByItsNameAndMakesRoomForLongWords() {
        PageModel orders = AModel.of(Fault.DNS_ERROR).label("Orders").build();
        PageModel statements = AModel.of(Fault.DNS_ERROR)
                .label("Konto-Bewegungen des Vormonats")
                .build();
        PageModel twelve = AModel.of(Fault.DNS_ERROR).label("Bestellungen").build();
        PageModel thirteen = AModel.of(Fault.DNS_ERROR).label("Reservierungen").build();

        assertThat(Pages.html(Pages.named("Harbour Books"), orders))
                .contains("<b><bdi>Harbour Books</bdi></b>", "<div class=\"way\">")
                .doesNotContain(">This site<");
        assertThat(Pages.html(Brand.NONE, orders)).contains("<b>This site</b>");
        assertThat(Pages.html(Brand.NONE, statements)).contains("<div class=\"way\">");
        assertThat(Pages.html(Brand.NONE, twelve)).contains("<div class=\"way\">");
        assertThat(Pages.html(Brand.NONE, thirteen)).contains("<div class=\"way tall\">");
        assertThat(Pages.html(Pages.named("Hafenbuchhandlung"), orders)).contains("<div class=\"way tall\">");
    }

    @Property(tries = 300)
    void groupsNeverChangeTheReference(@ForAll("nasty") String id) {
        assertThat(CorrelationIdMarkup.html(id).replaceAll("</?b>", "")).isEqualTo(Escape.html(id));
    }

    @Property(tries = 200)
    void noInputChangesTheMarkup(
            @ForAll("nasty") String id,
            @ForAll("nasty") String path,
            @ForAll("nasty") String label,
            @ForAll("nasty") String message) {
        String harmless = page(
                DETAILED,
                AModel.of(Fault.DNS_ERROR)
                        .correlationId("x")
                        .path("x")
                        .label("x")
                        .cause(new IOException("x"))
                        .build());

        String html = page(
                DETAILED,
                AModel.of(Fault.DNS_ERROR)
                        .correlationId("x" + id)
                        .path("x" + path)
                        .label("x" + label)
                        .cause(new IOException("x" + message))
                        .build());

        assertThat(markup(html)).isEqualTo(markup(harmless));
    }

    @Property(tries = 50)
    void noBrandChangesTheMarkup(@ForAll("nasty") String name) {
        PageModel model = AModel.of(Fault.DNS_ERROR).build();

        assertThat(markup(Pages.html(branded("x" + name), model))).isEqualTo(markup(Pages.html(branded("x"), model)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "help"})
    void aLinkThatIsNoneStopsTheStart(String link) {
        Brand brand = Pages.supported(link);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErrorPages.of(Pages.settings(brand, false), "X-Request-ID"))
                .withMessageContaining(link);
    }

    @Provide
    Arbitrary<String> nasty() {
        return EscapeTest.nasty();
    }

    private static Brand branded(String name) {
        return Pages.full(name);
    }

    /** What is left of a page without its texts: every character that has a meaning in HTML. */
    private static String markup(String html) {
        return html.replaceAll("[^<>\"'`=]", "");
    }

    private static String title(Fault fault) {
        String html = page(PLAIN, AModel.of(fault).build());
        return html.substring(html.indexOf("<h1>") + 4, html.indexOf("</h1>"));
    }

    private static String page(ErrorPages errorPages, PageModel model) {
        return Pages.body(errorPages.response(model, PageFormat.HTML));
    }
}
