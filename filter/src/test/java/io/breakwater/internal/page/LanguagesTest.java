package io.breakwater.internal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakwater.fault.Fault;
import io.breakwater.page.PageModel;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which language a visitor gets. */
class LanguagesTest {

    private static final Languages ALL = Languages.of(List.of("all"));

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            de                                   | de
            DE-at                                | de
            de-CH-1996                           | de
            fr;q=0.5, de;q=0.9                   | de
            fr, de                               | fr
            da, nb;q=0.9, sv;q=0.8, en;q=0.5     | sv
            de;q=0, fr;q=0.1                     | fr
            pt-BR,pt;q=0.9                       | pt
            zh                                   | zh
            zh-CN                                | zh
            zh-Hans-HK                           | zh
            zh-TW                                | zh-Hant
            zh-HK, en                            | zh-Hant
            zh-Hant-MO                           | zh-Hant
            iw                                   | he
            he-IL                                | he
            eo                                   | en
            eo, *                                | en
            *                                    | en
            de;q=nonsense, it                    | it
            ,,;;,q=1,-de,-, ;q=1                 | en
            ;q=1,,de-,                           | de
            en-US,en;q=0.9,de;q=0.8              | en
            """)
    void theVisitorGetsTheLanguageTheyLikeBestAmongOurs(String header, String expected) {
        assertThat(ALL.choose(header).messages().tag()).isEqualTo(expected);
    }

    @Test
    void withoutALanguageTheFirstOneCounts() {
        assertThat(ALL.choose(null).messages().tag()).isEqualTo("en");
        assertThat(Languages.of(List.of("de", "all")).choose("eo").messages().tag())
                .isEqualTo("de");
        assertThat(Languages.of(List.of("de", "all")).choose("fr").messages().tag())
                .isEqualTo("fr");
        assertThat(Languages.of(List.of("fr", "de")).choose("es,en").messages().tag())
                .isEqualTo("fr");
    }

    @Test
    void aHeaderOfMoreThanAKilobyteCountsAsAbsent() {
        String longest = "de" + " ".repeat(LanguageRanges.MAX_LENGTH - 2);

        assertThat(ALL.choose(longest).messages().tag()).isEqualTo("de");
        assertThat(ALL.choose(longest + " ").messages().tag()).isEqualTo("en");
    }

    @Property
    void noHeaderMakesItThrowOrSpeakAnotherLanguage(@ForAll String header) {
        assertThat(Languages.BUILT_IN).contains(ALL.choose(header).messages().tag());
    }

    @Test
    void everyFormIsInTheVisitorsLanguageAndSaysSo() {
        ErrorPages errorPages = Pages.errorPages(false);
        PageModel model =
                AModel.of(Fault.CIRCUIT_OPEN).retryAfter(Duration.ofSeconds(20)).build();

        for (String accept : List.of("text/html", "application/json", "text/plain")) {
            ErrorResponse response = Pages.inLanguage(errorPages, model, "de-AT, en;q=0.5", accept);
            assertThat(Pages.body(response)).contains("Tut uns leid, mit dieser Seite gibt es ein Problem");
            assertThat(Pages.header(response, "Content-Language")).hasValue("de");
            assertThat(Pages.header(response, "Vary").orElseThrow()).contains("Accept-Language");
        }
        assertThat(Pages.body(Pages.inLanguage(errorPages, model, "de", "text/html")))
                .contains("<html lang=\"de\" dir=\"ltr\">", "in etwa 20 Sekunden")
                .containsPattern("22\\. November 2026(,| um) 14:05:09 UTC");
        assertThat(Pages.body(Pages.inLanguage(errorPages, model, "ar", "text/html")))
                .contains("<html lang=\"ar\" dir=\"rtl\">", "20 ثانية");
        assertThat(Pages.body(Pages.inLanguage(errorPages, model, "pl", "text/plain")))
                .contains("za około 20 sekund.");
    }

    @Test
    void anAppOverridesWordsAndAddsALanguage() throws IOException {
        Files.writeString(dir.resolve("breakwater-page_de.properties"), "label.tryAgain=Nochmal!\nsentence=Ahoi.");
        Files.writeString(dir.resolve("breakwater-page_cs.properties"), "title.down=Stránku teď nelze zobrazit");

        ErrorPages errorPages = onClassPath(() -> ErrorPages.of(Pages.speaking("all", "cs"), "X-Request-ID"));

        PageModel model = AModel.of(Fault.DNS_ERROR).build();
        assertThat(Pages.body(Pages.inLanguage(errorPages, model, "de", "text/html")))
                .contains(">Nochmal!</a>", "<p dir=\"auto\">Ahoi.</p>", "Wir können diese Seite gerade nicht anzeigen");
        assertThat(Pages.body(Pages.inLanguage(errorPages, model, "cs-CZ", "text/html")))
                .contains("<html lang=\"cs\"", "<h1>Stránku teď nelze zobrazit</h1>", "Try again");
    }

    @Test
    void aRoutesDownstreamHasANameInEachLanguage() throws IOException {
        Files.writeString(dir.resolve("breakwater-page_de.properties"), "routes.the-route.label=Bestellungen");

        ErrorPages errorPages = onClassPath(() -> ErrorPages.of(Pages.speaking("all"), "X-Request-ID"));

        PageModel model = AModel.of(Fault.DNS_ERROR).label("Orders").build();
        assertThat(Pages.body(Pages.inLanguage(errorPages, model, "de", "text/html")))
                .contains("<b>Bestellungen</b>");
        assertThat(Pages.body(Pages.inLanguage(errorPages, model, "fr", "text/html")))
                .contains("<b>Orders</b>");
    }

    @Test
    void aPlannedBreakHasASentenceInEachLanguage() throws IOException {
        Files.writeString(
                dir.resolve("breakwater-page_de.properties"),
                "maintenance.sentence=Wir ziehen um.\nroutes.other.maintenance.sentence=Das andere zieht um.");
        Files.writeString(
                dir.resolve("breakwater-page_fr.properties"),
                "maintenance.sentence=Nous déménageons.\nroutes.the-route.maintenance.sentence=Les commandes déménagent.");

        ErrorPages errorPages = onClassPath(() -> ErrorPages.of(Pages.speaking("all"), "X-Request-ID"));

        PageModel model =
                AModel.planned(Optional.empty(), Optional.of("We move house.")).build();
        assertThat(Pages.body(Pages.inLanguage(errorPages, model, "de", "text/html")))
                .contains("<p dir=\"auto\">Wir ziehen um.</p>");
        assertThat(Pages.body(Pages.inLanguage(errorPages, model, "fr", "text/html")))
                .contains("<p dir=\"auto\">Les commandes déménagent.</p>");
        assertThat(Pages.body(Pages.inLanguage(errorPages, model, "en", "text/html")))
                .contains("<p dir=\"auto\">We move house.</p>");
    }

    @Test
    void aLanguageHasLinksOfItsOwn() throws IOException {
        Path file = dir.resolve("breakwater-page_de.properties");
        Files.writeString(file, "links=Impressum=/impressum, Datenschutz=https://example.com/datenschutz");

        ErrorPages errorPages = onClassPath(() -> ErrorPages.of(Pages.settings(Pages.BRAND, false), "X-Request-ID"));

        PageModel model = AModel.of(Fault.DNS_ERROR).build();
        assertThat(Pages.body(Pages.inLanguage(errorPages, model, "de", "text/html")))
                .contains("<a href=\"/impressum\"><bdi>Impressum</bdi></a>", ">Datenschutz<")
                .doesNotContain("Imprint");
        assertThat(Pages.body(Pages.inLanguage(errorPages, model, "fr", "text/html")))
                .contains("Imprint &amp; more")
                .doesNotContain("Impressum");

        Files.writeString(file, "links=Impressum=javascript:alert(1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> onClassPath(() -> Languages.of(List.of("all"))))
                .withMessageContaining(
                        "breakwater-page_de.properties:1: links = Impressum=javascript:alert(1)\n    begins with javascript:");
    }

    @Test
    void aWordForNoPageOrALanguageWithoutWordsStopsTheStart() throws IOException {
        Files.writeString(dir.resolve("breakwater-page_fr.properties"), "label.tryagain=Encore");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> onClassPath(() -> Languages.of(List.of("all"))))
                .withMessageContaining(
                        "breakwater-page_fr.properties:1: label.tryagain = Encore\n    is a key that no page has");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Languages.of(List.of("tlh")))
                .withMessage(
                        "lists tlh, for which there are no words; put breakwater-page_tlh.properties on the class path");
    }

    private <T> T onClassPath(Supplier<T> work) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {dir.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
