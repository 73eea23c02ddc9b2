package io.breakwater.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.example.downstreams.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the page looks: whole on every screen, in every language and theme, by day and by night. */
class LooksTest extends InBrowser {

    private static final List<String> LANGUAGES = List.of(
            "en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "tr", "uk", "ru", "ar", "he", "hi", "zh", "zh-Hant",
            "ja", "ko");

    private static final Path DOCS = Path.of("..", "..", "docs", "images");

    /** What {@code -Ddocs=true} takes over into the documentation. */
    private static final Map<String, String> IN_DOCS = Map.of(
            "harbour-en-light-768", "page.png",
            "plain-de-light-768", "page-plain.png",
            "dusk-en-dark-768", "page-dusk.png",
            "paper-ar-light-768", "page-paper.png",
            "planned-harbour-en-light-768", "maintenance.png");

    /** What sticks out of the window, or out of the box it is in. */
    private static final String OVERFLOW =
            """
            const wide = document.documentElement.clientWidth;
            return [...document.querySelectorAll('body *')].filter(e => !e.closest('.sr, svg, script')).filter(e => {
              const box = e.getBoundingClientRect();
              return box.width && (box.left < -0.5 || box.right > wide + 0.5 || e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display != 'inline');
            }).map(e => e.outerHTML.slice(0, 120));
            """;

    /** Words, outside of sentences, that begin on one line and end on another; an ID may. */
    private static final String BROKEN =
            """
            const broken = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) {
              const text = texts.currentNode;
              if (text.parentElement.closest('code, .sr, script, p:not(.links)')) continue;
              for (const word of text.data.matchAll(/[\\p{L}\\p{M}\\p{N}]+/gu)) {
                const range = document.createRange();
                range.setStart(text, word.index);
                range.setEnd(text, word.index + word[0].length);
                const boxes = [...range.getClientRects()];
                if (boxes.some(box => box.top >= boxes[0].bottom)) broken.push(word[0]);
              }
            }
            return broken;
            """;

    @AfterEach
    void forgetSettings() {
        System.clearProperty("breakwater.page.theme");
        System.clearProperty("breakwater.timeout");
        System.clearProperty("breakwater.routes.orders.label");
        System.clearProperty("breakwater.brand.name");
        System.clearProperty("breakwater.brand.links");
        System.clearProperty("breakwater.brand.footer");
        System.clearProperty("breakwater.routes.orders.maintenance");
        System.clearProperty("breakwater.routes.orders.maintenance.until");
        System.clearProperty("breakwater.routes.orders.maintenance.sentence");
        System.clearProperty("breakwater.routes.orders.circuit-breaker.enabled");
        System.clearProperty("breakwater.routes.orders.circuit-breaker.wait-duration-in-open-state");
        System.clearProperty("breakwater.routes.orders.circuit-breaker.max-wait-duration-in-open-state");
    }

    @Test
    void everyLanguageFitsEveryScreenAndIsAccessible() throws IOException {
        for (String language : LANGUAGES) {
            browser().speak(language);
            browser().go(orders());
            assertThat(browser().run("return document.documentElement.lang")).isEqualTo(language);
            assertThat(browser().run("return getComputedStyle(document.body).direction"))
                    .isEqualTo(List.of("ar", "he").contains(language) ? "rtl" : "ltr");
            fitsEveryScreen("harbour", language);
        }
        everythingCameFromTheShop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "dusk", "paper"})
    void everyThemeFitsEveryScreenAndIsAccessible(String theme) throws Exception {
        System.setProperty("breakwater.page.theme", theme);
        openShop();
        for (String language : List.of("en", "de", "ru", "ar", "ja")) {
            browser().speak(language);
            browser().go(orders());
            fitsEveryScreen(theme, language);
        }
        everythingCameFromTheShop();
    }

    @ParameterizedTest
    @EnumSource(names = {"GARBAGE", "UNAVAILABLE", "BLACK_HOLE"})
    void noWordBreaksOnAPhoneHoweverLargeTheLetters(Mode mode) throws Exception {
        System.setProperty("breakwater.timeout", "200ms");
        openShop();
        turn(mode);
        everyWordIsWholeOnAPhone(mode.id());
    }

    @Test
    void noWordBreaksOnAPhoneWhenTheBreakerIsOpen() throws Exception {
        System.setProperty("breakwater.routes.orders.circuit-breaker.enabled", "true");
        System.setProperty("breakwater.routes.orders.circuit-breaker.wait-duration-in-open-state", "10m");
        System.setProperty("breakwater.routes.orders.circuit-breaker.max-wait-duration-in-open-state", "10m");
        openShop();
        browser().speak("en");
        for (int i = 0; i < 20; i++) {
            browser().go(orders());
        }
        assertThat(browser().text("h1")).isEqualTo("Sorry, there is a problem with this page");
        everyWordIsWholeOnAPhone("open");
    }

    @ParameterizedTest
    @CsvSource({"Bestellungen, Hafenbuchhandlung", "Kontobewegungen, Lantern & Rope", "Shop, Rechenzentrumsbetrieb"})
    void noWordOfTheAppsOwnBreaksOnAPhone(String label, String brand) throws Exception {
        System.setProperty("breakwater.routes.orders.label", label);
        System.setProperty("breakwater.brand.name", brand);
        for (String theme : List.of("harbour", "plain", "dusk", "paper")) {
            System.setProperty("breakwater.page.theme", theme);
            openShop();
            browser().speak("de");
            browser().go(orders());
            assertThat(browser().text(".chain")).contains(label, brand);
            for (int percent : List.of(100, 200)) {
                for (int width : List.of(360, 768)) {
                    browser().letters(percent);
                    browser().look(width, "light", "screen", "reduce");
                    String what =
                            String.join("-", "label", label, theme, String.valueOf(percent), String.valueOf(width));
                    browser().screenshot(SHOTS.resolve(what + ".png"));
                    assertThat((List<?>) browser().run(OVERFLOW)).as(what).isEmpty();
                    // In large letters the longest of these have no room on a phone, whatever is below what.
                    if (percent == 100) {
                        assertThat((List<?>) browser().run(BROKEN)).as(what).isEmpty();
                    }
                }
            }
        }
    }

    private void everyWordIsWholeOnAPhone(String state) throws IOException {
        List<String> broken = new ArrayList<>();
        for (String language : LANGUAGES) {
            browser().speak(language);
            browser().go(orders());
            for (int percent : List.of(100, 200)) {
                browser().letters(percent);
                browser().look(360, "light", "screen", "reduce");
                String what = String.join("-", "phone", state, language, String.valueOf(percent));
                browser().screenshot(SHOTS.resolve(what + ".png"));
                // Chinese and Japanese have no blanks, and break between any two characters.
                if (!List.of("zh", "zh-Hant", "ja").contains(language)) {
                    ((List<?>) browser().run(BROKEN)).forEach(word -> broken.add(what + ": " + word));
                }
                assertThat((List<?>) browser().run(OVERFLOW)).as(what).isEmpty();
            }
        }
        assertThat(broken).isEmpty();
    }

    private void fitsEveryScreen(String theme, String language) throws IOException {
        for (String scheme : List.of("light", "dark")) {
            for (int width : List.of(320, 768, 1440)) {
                browser().look(width, scheme, "screen", "reduce");
                String what = String.join("-", theme, language, scheme, String.valueOf(width));
                assertThat((List<?>) browser().run(OVERFLOW)).as(what).isEmpty();
                assertThat(browser().run("return document.documentElement.scrollWidth"))
                        .as(what)
                        .isEqualTo(Long.valueOf(width));
                browser().screenshot(SHOTS.resolve(what + ".png"));
                if (Boolean.getBoolean("docs") && IN_DOCS.containsKey(what)) {
                    browser().screenshot(DOCS.resolve(IN_DOCS.getOrDefault(what, what)));
                }
            }
            assertThat(browser().axe())
                    .as("axe: %s %s %s", theme, language, scheme)
                    .isEmpty();
        }
        assertThat(browser().run("return violations.length")).isEqualTo(0L);
    }

    private void everythingCameFromTheShop() {
        assertThat(browser().asked()).isNotEmpty().allSatisfy(request -> assertThat(request.url())
                .startsWith(shop().uri().toString()));
    }

    @Test
    void thePageOfAPlannedBreakFitsEveryScreenInEveryLanguageAndIsAccessible() throws Exception {
        System.setProperty("breakwater.routes.orders.maintenance", "true");
        Instant end = Instant.now().plus(Duration.ofHours(7)).truncatedTo(ChronoUnit.HOURS);
        System.setProperty("breakwater.routes.orders.maintenance.until", end.toString());
        System.setProperty(
                "breakwater.routes.orders.maintenance.sentence",
                "We are moving to a larger warehouse. Orders placed before are on their way.");
        browser().live("Europe/Berlin");
        openShop();
        for (String language : LANGUAGES) {
            browser().speak(language);
            browser().go(orders());
            assertThat(browser().text("time.short")).isNotEmpty();
            fitsEveryScreen("planned-harbour", language);
        }
        everythingCameFromTheShop();
        everyWordIsWholeOnAPhone("planned");
    }

    @Test
    void nothingMovesForWhoeverPrefersThat() {
        browser().go(orders());

        browser().look(768, "light", "screen", "reduce");
        assertThat(browser().run("return document.getAnimations().length")).isEqualTo(0L);
        browser().look(768, "light", "screen", "no-preference");
        assertThat(browser().run("return document.getAnimations().length")).isEqualTo(1L);
    }

    @Test
    void onPaperThereAreTheWordsAndNothingToPress() throws IOException {
        browser().go(orders());
        browser().look(768, "light", "print", "reduce");
        browser().screenshot(SHOTS.resolve("print.png"));

        assertThat(
                        browser()
                                .run(
                                        "return [...document.querySelectorAll('button, .button')].filter(e => e.offsetParent).length"))
                .isEqualTo(0L);
        assertThat(browser().run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(browser()
                        .run("return document.querySelector('main').innerText")
                        .toString())
                .contains(browser().text("#reference"));
    }

    @Test
    void thePageForWhatWasSentIsAccessibleToo() throws Exception {
        System.setProperty("breakwater.brand.links", "Imprint=/imprint, Privacy=/privacy");
        System.setProperty("breakwater.brand.footer", "Lantern & Rope, by the old harbour");
        openShop();
        turn(Mode.RESET);
        browser().go(shop().uri());
        browser()
                .run("const f = document.createElement('form'); f.method = 'post'; f.action = '/api/orders/7';"
                        + " document.body.append(f); f.submit();");
        await().until(() -> browser().text("#reference"), id -> !id.isEmpty());

        assertThat(browser().text(".note")).contains("We cannot tell whether what you sent went through.");
        assertThat(browser().text("footer")).contains("Imprint", "Privacy");
        for (String scheme : List.of("light", "dark")) {
            for (int width : List.of(360, 768)) {
                browser().look(width, scheme, "screen", "reduce");
                browser().screenshot(SHOTS.resolve("sent-" + scheme + "-" + width + ".png"));
                assertThat((List<?>) browser().run(OVERFLOW)).isEmpty();
            }
            assertThat(browser().axe()).isEmpty();
        }
    }
}
