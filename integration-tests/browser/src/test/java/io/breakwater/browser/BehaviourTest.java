package io.breakwater.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.example.downstreams.Mode;
import io.breakwater.example.downstreams.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What the page does for its visitor, and what it never does. */
class BehaviourTest extends InBrowser {

    /** Nobody looks at the tab, and each second of its time is counted. */
    private static final String AWAY_AND_COUNTED =
            """
            window.away = true;
            window.ticks = 0;
            const tick = window.setInterval;
            window.setInterval = (act, ms) => tick(() => { ticks++; act(); }, ms);
            """;

    @Test
    void itAsksBeforeItLoadsAndIsBackWhenTheDownstreamIs() {
        browser().quicken();
        // Nobody looks at the tab until the downstream is back, so that the first try finds it so.
        browser().before("window.away = true;");
        browser().go(orders());
        assertThat(browser().text("#next")).startsWith("Next automatic try: in ");

        turn(Mode.HEALTHY);
        browser().run("window.away = false;");

        await().until(() -> browser().text("body"), text -> text.contains("\""));
        assertThat(browser().asked("HEAD", orders())).isEqualTo(1);
        assertThat(browser().asked("GET", orders())).isEqualTo(2);
        assertThat(browser().text("#reference")).isEmpty();
    }

    @Test
    void itStopsAfterThreeTriesAndNeverLoadsTheSamePageAgain() {
        browser().quicken();
        browser().go(orders());

        await().until(() -> browser().text("#next"), "It still does not work. Please try again later."::equals);
        await().until(() -> browser().text("#said"), "It still does not work. Please try again later."::equals);
        assertThat(browser().asked("HEAD", orders())).isEqualTo(3);
        assertThat(browser().asked("GET", orders())).isEqualTo(1);
        assertThat(browser().driver().findElement(By.id("stop")).isDisplayed()).isFalse();
        assertThat(browser().driver().findElement(By.id("again")).isDisplayed()).isTrue();

        // Only the visitor's own press starts it anew.
        browser().driver().navigate().refresh();
        assertThat(browser().text("#next")).isEqualTo("It still does not work. Please try again later.");
        browser().driver().findElement(By.id("again")).click();
        await().until(() -> browser().asked("GET", orders()) == 3);
        await().until(() -> browser().text("#next"), text -> text.startsWith("Next automatic try"));
    }

    @Test
    void whereHeadIsRefusedItAsksByGet() {
        browser().quicken();
        browser()
                .before(
                        "const plain = window.fetch.bind(window); window.heads = 0; window.fetch = (url, how) =>"
                                + " how.method == 'HEAD' ? (heads++, Promise.resolve(new Response(null, { status: 405 }))) : plain(url, how);");
        browser().go(orders());

        await().until(() -> browser().text("#next"), "It still does not work. Please try again later."::equals);
        assertThat(browser().run("return heads")).isEqualTo(3L);
        assertThat(browser().asked("GET", orders())).isEqualTo(4);
    }

    @Test
    void theVisitorCanStopIt() {
        browser().quicken();
        browser().before(AWAY_AND_COUNTED);
        browser().go(orders());

        browser().driver().findElement(By.id("stop")).click();

        assertThat(browser().text("#next")).isEqualTo("Stopped. It will not try again by itself.");
        await().until(() -> browser().text("#said"), "Stopped. It will not try again by itself."::equals);
        assertThat(browser().run("return document.activeElement.id")).isEqualTo("again");
        browser().run("window.away = false; window.ticks = 0;");
        await().until(() -> (Long) browser().run("return ticks"), ticks -> ticks > 100);
        assertThat(browser().asked("HEAD", orders())).isZero();
    }

    @Test
    void aTabThatNobodyLooksAtAsksNothingUntilSomebodyDoes() {
        browser().quicken();
        browser().before(AWAY_AND_COUNTED);
        browser().go(orders());

        // A hundred seconds of the page's own time.
        await().until(() -> (Long) browser().run("return ticks"), ticks -> ticks > 100);
        assertThat(browser().asked("HEAD", orders())).isZero();

        browser().run("window.away = false");
        await().until(() -> browser().asked("HEAD", orders()) == 1);
    }

    @Test
    void whatWasPostedIsNeverSentAgainAndNothingHappensByItself() {
        browser().quicken();
        browser().before("window.ticks = 0; setInterval(() => ticks++, 1000);");
        turn(Mode.RESET);
        browser().go(shop().uri());
        int before = shop().services().downstream(Service.ORDERS).requests();
        browser()
                .run("const f = document.createElement('form'); f.method = 'post'; f.action = '/api/orders/7';"
                        + " document.body.append(f); f.submit();");
        await().until(() -> browser().text("#reference"), id -> !id.isEmpty());

        await().until(() -> (Long) browser().run("return ticks"), ticks -> ticks > 100);
        assertThat(browser().asked("POST", orders())).isEqualTo(1);
        assertThat(browser().asked("HEAD", orders()) + browser().asked("GET", orders()))
                .isZero();
        assertThat(shop().services().downstream(Service.ORDERS).requests()).isEqualTo(before + 1);
        assertThat(browser().driver().findElements(By.id("again"))).isEmpty();

        browser().driver().findElement(By.id("back")).click();
        await().until(() -> browser().driver().getCurrentUrl(), shop().uri().toString()::equals);
        assertThat(browser().asked("POST", orders())).isEqualTo(1);
    }

    @Test
    void theReferenceIsCopiedAndThatIsSaid() {
        browser().allowClipboard(shop().uri());
        browser().go(orders());
        String id = browser().text("#reference");

        browser().driver().findElement(By.id("copy")).click();

        await().until(() -> browser().text("#said"), "Copied"::equals);
        assertThat(browser().text("#copy")).isEqualTo("Copied");
        await().until(() -> browser().text("#copy"), "Copy"::equals);
        assertThat(browser()
                        .driver()
                        .executeAsyncScript(
                                "const done = arguments[0]; navigator.clipboard.readText().then(done, done);"))
                .isEqualTo(id);
        assertThat(browser().run("return violations.length")).isEqualTo(0L);
    }

    private void plan(Optional<Instant> until) throws Exception {
        System.setProperty("breakwater.routes.orders.maintenance", "true");
        until.ifPresent(end -> System.setProperty("breakwater.routes.orders.maintenance.until", end.toString()));
        try {
            openShop();
        } finally {
            System.clearProperty("breakwater.routes.orders.maintenance");
            System.clearProperty("breakwater.routes.orders.maintenance.until");
        }
    }

    @Test
    void theEndOfAPlannedBreakIsInTheVisitorsOwnTime() throws Exception {
        plan(Optional.of(Instant.parse("2126-12-01T21:00:00Z")));
        browser().live("Asia/Tokyo");
        browser().speak("en");
        browser().go(orders());

        assertThat(browser().text("time.short")).matches("(December 2, 2126|2 December 2126).*0?6:00.*");
        assertThat(browser().text(".when")).contains("1 December 2126", "21:00 UTC");
        assertThat(browser().text("#next")).as("it is too far away").isEmpty();
    }

    @Test
    void aPlannedBreakWithoutAKnownEndIsNotAskedForAgain() throws Exception {
        plan(Optional.empty());
        browser().quicken();
        browser().go(orders());

        assertThat(browser().text(".button")).isEqualTo("Try again");
        assertThat(browser().text("#next")).isEmpty();
        assertThat(browser().asked("HEAD", orders())).isZero();
    }

    @Test
    void itIsBackWhenThePlannedBreakIsOver() throws Exception {
        plan(Optional.of(Instant.now().plusSeconds(600)));
        turn(Mode.HEALTHY);
        browser().quicken();
        browser().before("window.away = true;");
        browser().go(orders());
        assertThat(browser().text("#next")).startsWith("Next automatic try: in ");

        assertThat(browser()
                        .run("return fetch('/control/maintenance?service=orders&on=false', { method: 'POST' })"
                                + ".then(answer => answer.status)"))
                .isEqualTo(204L);
        browser().run("window.away = false;");

        await().until(() -> browser().text("body"), text -> text.contains("\""));
        assertThat(browser().asked("HEAD", orders())).isEqualTo(1);
    }

    @Test
    void theTimeIsTheVisitorsOwnWithUtcBesideIt() {
        browser().live("Asia/Tokyo");
        browser().speak("ja");
        browser().go(orders());
        List<?> times = times();

        assertThat(times).hasSize(2);
        assertThat(times.get(0).toString()).matches("20\\d\\d年\\d+月\\d+日 \\d+:\\d\\d:\\d\\d (JST|GMT\\+9)");
        assertThat(times.get(1).toString()).matches("20\\d\\d年\\d+月\\d+日 \\d+:\\d\\d:\\d\\d UTC");

        browser().live("Africa/Abidjan");
        browser().go(orders());
        assertThat(times()).singleElement().asString().endsWith("UTC");
    }

    private List<?> times() {
        return (List<?>) browser().run("return [...document.querySelectorAll('time')].map(e => e.textContent)");
    }

    @Test
    void theKeyboardAloneReachesEverything() {
        browser().go(orders());
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            browser().driver().switchTo().activeElement().sendKeys(Keys.TAB);
            reached.add(browser()
                    .run(
                            "const e = document.activeElement; return getComputedStyle(e).outlineStyle + ' ' + (e.id || e.href)")
                    .toString());
        }

        assertThat(reached)
                .containsExactly(
                        "solid again",
                        "solid stop",
                        "solid copy",
                        "solid " + shop().uri(),
                        "solid mailto:help@lantern-and-rope.example",
                        "solid https://status.lantern-and-rope.example/");
    }

    @Test
    void withoutScriptsThereIsALinkThatWorks() {
        browser().withoutScripts();
        browser().go(orders());
        assertThat(browser().driver().findElement(By.id("copy")).isDisplayed()).isFalse();
        assertThat(browser().driver().findElement(By.id("stop")).isDisplayed()).isFalse();
        turn(Mode.HEALTHY);

        browser().driver().findElement(By.id("again")).click();

        await().until(() -> browser().driver().getPageSource(), text -> !text.contains("id=\"again\""));
        assertThat(browser().driver().getCurrentUrl()).isEqualTo(orders().toString());
    }
}
