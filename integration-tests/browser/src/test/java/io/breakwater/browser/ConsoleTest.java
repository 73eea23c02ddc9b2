package io.breakwater.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.example.downstreams.Mode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;

/** From the reference on a visitor's page to the cause, in the console; and how the console looks. */
class ConsoleTest extends InBrowser {

    private static final Path DOCS = Path.of("..", "..", "docs", "images");

    /** What sticks out of the window, other than tables, which scroll. */
    private static final String OVERFLOW =
            """
            const wide = document.documentElement.clientWidth;
            return [...document.querySelectorAll('body *')].filter(e => !e.closest('.sr, .skip, svg, .scroll')).filter(e => {
              const box = e.getBoundingClientRect();
              return box.width && (box.left < -0.5 || box.right > wide + 0.5);
            }).map(e => e.outerHTML.slice(0, 120));
            """;

    private static final String FETCH =
            """
            const done = arguments[1];
            fetch(arguments[0]).then(r => r.text().then(() => done(r.headers.get('X-Request-ID'))));
            """;

    @AfterEach
    void forgetSettings() {
        System.clearProperty("breakwater.routes.orders.circuit-breaker.enabled");
        System.clearProperty("breakwater.routes.orders.circuit-breaker.wait-duration-in-open-state");
        System.clearProperty("breakwater.routes.orders.circuit-breaker.max-wait-duration-in-open-state");
    }

    private URI console(String path) {
        return shop().uri().resolve("/breakwater" + path);
    }

    /**
     * What is found in a mode of the downstream.
     *
     * @param cause what the console calls it
     * @param attempts how many attempts were made
     * @param found what the diagnosis says; any of several where it depends on chance
     */
    private record Expected(String cause, int attempts, List<String> found) {}

    private static Expected expected(Mode mode) {
        String well = "It answers, from here and now.";
        String closed = "It takes the request and closes the connection without an answer.";
        return switch (mode) {
            case HEALTHY, SLOW -> new Expected("answered", 1, List.of(well));
            case REFUSED ->
                new Expected(
                        "connection_refused", 2, List.of("Nobody listens at its port: the connection is refused."));
            case RESET -> new Expected("connection_terminated", 2, List.of(closed));
            case BLACK_HOLE ->
                new Expected(
                        "http_response_timeout",
                        1,
                        List.of("It takes the connection and the request, and says nothing."));
            case ONE_IN_FIVE -> new Expected("saved by a retry", 2, List.of(well, closed));
            case GARBAGE -> new Expected("http_protocol_error", 1, List.of("It talks something else than HTTP/1."));
            case UNAVAILABLE ->
                new Expected(
                        "downstream_status",
                        1,
                        List.of("It answers, and says itself that it, or something behind it, is down."));
            case CUT_OFF ->
                new Expected(
                        "http_response_incomplete",
                        1,
                        List.of("It begins an answer and closes the connection before the end of it."));
        };
    }

    @ParameterizedTest
    @EnumSource(names = "HEALTHY", mode = EnumSource.Mode.EXCLUDE)
    void theReferenceOnThePageLeadsToTheCause(Mode mode) {
        turn(mode);
        Expected expected = expected(mode);
        String reference = reference(mode);

        browser().go(console("/search"));
        browser().driver().findElement(By.id("search")).sendKeys(reference);
        browser().driver().findElement(By.cssSelector(".search button")).click();

        await().until(() -> browser().text("h1"), "One request"::equals);
        assertThat(browser().text(".facts")).contains(expected.cause(), "orders");
        assertThat(browser().driver().findElements(By.cssSelector(".attempts li")))
                .hasSize(expected.attempts());
        browser()
                .driver()
                .findElement(By.cssSelector("form[action$=diagnose] button"))
                .click();
        await().until(() -> browser().driver().getCurrentUrl(), url -> url.endsWith("/route?name=orders"));
        URI search = console("/search?id=" + reference);
        await().until(
                        () -> {
                            browser().go(search);
                            return browser().driver().findElements(By.cssSelector(".found"));
                        },
                        found -> !found.isEmpty());
        assertThat(browser().text(".found")).isIn(whole(expected.found()));
    }

    /** The words may go on with a detail. */
    private List<String> whole(List<String> words) {
        String shown = browser().text(".found");
        return words.stream().map(each -> shown.startsWith(each) ? shown : each).toList();
    }

    /** From the page, in capitals and with its dashes as somebody types it from a picture; from the header where there is no page. */
    private String reference(Mode mode) {
        return switch (mode) {
            case SLOW -> fetch(1);
            case ONE_IN_FIVE -> fetch(5);
            default -> {
                browser().go(orders());
                yield browser().text("#reference").toUpperCase(Locale.ROOT);
            }
        };
    }

    private String fetch(int times) {
        browser().go(shop().uri());
        String id = "";
        for (int i = 0; i < times; i++) {
            id = String.valueOf(browser().driver().executeAsyncScript(FETCH, orders().toString()));
        }
        return id;
    }

    @Test
    void everyPageFitsEveryScreenAndIsAccessible() throws Exception {
        System.setProperty("breakwater.routes.orders.circuit-breaker.enabled", "true");
        System.setProperty("breakwater.routes.orders.circuit-breaker.wait-duration-in-open-state", "10m");
        System.setProperty("breakwater.routes.orders.circuit-breaker.max-wait-duration-in-open-state", "10m");
        openShop();
        turn(Mode.HEALTHY);
        browser().go(console("/"));
        look("calm");
        String id = trouble();
        Map<String, String> pages = Map.of(
                "overview", "/",
                "search", "/search?id=" + id,
                "nothing", "/search?id=0000-0000-0000-0000",
                "route", "/route?name=orders",
                "settings", "/settings");
        for (Map.Entry<String, String> page : pages.entrySet()) {
            browser().go(console(page.getValue()));
            look(page.getKey());
        }
        assertThat(browser().asked()).isNotEmpty().allSatisfy(request -> assertThat(request.url())
                .startsWith(shop().uri().toString()));
    }

    /** Good answers, then an outage that opens the breaker; returns the reference of one that failed. */
    private String trouble() {
        for (String path : List.of("/api/inventory/lantern", "/api/reviews/lantern", "/api/orders/7")) {
            for (int i = 0; i < 12; i++) {
                browser()
                        .driver()
                        .executeAsyncScript(FETCH, shop().uri().resolve(path).toString());
            }
        }
        turn(Mode.RESET);
        browser().go(orders());
        String id = browser().text("#reference");
        for (int i = 0; i < 12; i++) {
            browser().driver().executeAsyncScript(FETCH, orders().toString());
        }
        await().until(
                        () -> {
                            browser().go(console("/route?name=orders"));
                            return browser().driver().findElements(By.cssSelector(".found"));
                        },
                        found -> !found.isEmpty());
        return id;
    }

    private void look(String what) throws IOException {
        for (String scheme : List.of("light", "dark")) {
            for (int width : List.of(360, 768, 1280)) {
                browser().look(width, scheme, "screen", "reduce");
                String name = String.join("-", "console", what, scheme, String.valueOf(width));
                browser().screenshot(SHOTS.resolve(name + ".png"));
                if (Boolean.getBoolean("docs") && name.equals("console-overview-light-1280")) {
                    browser().screenshot(DOCS.resolve("console.png"));
                }
                assertThat((List<?>) browser().run(OVERFLOW)).as(name).isEmpty();
            }
            assertThat(browser().axe()).as("axe: %s %s", what, scheme).isEmpty();
        }
        assertThat(browser().run("return violations.length")).as(what).isEqualTo(0L);
    }

    @Test
    void theOverviewKeepsItselfUpToDateAndCanBeStopped() {
        turn(Mode.HEALTHY);
        browser().go(console("/"));
        assertThat(browser().text("h1")).isEqualTo("All is calm");
        browser().driver().switchTo().newWindow(WindowType.TAB);
        turn(Mode.RESET);
        browser().go(orders());
        browser().driver().close();
        browser()
                .driver()
                .switchTo()
                .window(browser().driver().getWindowHandles().iterator().next());

        await().until(() -> browser().text("h1"), "orders fails"::equals);

        browser().driver().findElement(By.id("pause")).click();
        assertThat(browser().text("#pause")).isEqualTo("Go on");
    }

    @Test
    void withoutScriptsEverythingIsThereAndTheButtonsWork() {
        browser().withoutScripts();
        turn(Mode.GARBAGE);
        browser().go(orders());
        browser().go(console("/"));
        assertThat(browser().text("h1")).isEqualTo("orders fails");
        assertThat(browser().driver().findElement(By.id("pause")).isDisplayed()).isFalse();

        browser().driver().findElement(By.cssSelector(".incident a")).click();
        await().until(() -> browser().text("h1"), "orders"::equals);
        browser()
                .driver()
                .findElement(By.cssSelector("form[action$=diagnose] button"))
                .click();

        await().until(
                        () -> {
                            browser().go(console("/route?name=orders"));
                            return browser().driver().getPageSource();
                        },
                        page -> page.contains("It talks something else than HTTP/1."));
    }
}
