package io.breakwater.browser;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** One window of a headless Chromium, which remembers what it asked of whom and what a policy forbade. */
final class Browser implements AutoCloseable {

    /** Faster than a person could wait, and slow enough that a step can be seen. */
    static final int FAST = 40;

    private static final long SCREEN = 900;

    private static final String WATCH =
            """
            window.violations = [];
            document.addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective + ' ' + e.blockedURI));
            """;

    /** Time of the page's own, so that its waits are real and short, and a hidden tab at will. */
    private static final String QUICK =
            """
            const now = Date.now.bind(Date), start = now(), every = setInterval.bind(window);
            Date.now = () => start + (now() - start) * %d;
            window.setInterval = (act, ms) => every(act, ms / %d);
            Math.random = () => 0;
            window.away = false;
            Object.defineProperty(document, 'hidden', { get: () => window.away });
            """;

    /** One request that the window made. */
    record Asked(String method, String url) {}

    private final ChromeDriver driver;
    private final List<Asked> asked = new ArrayList<>();

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser open(Chromium chromium) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.browser().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--force-prefers-no-reduced-motion");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromium.driver().toFile())
                .usingAnyFreePort()
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.cdp("Network.enable", Map.of());
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
        return browser;
    }

    /** Makes time run {@value #FAST} times as fast in every page from now on. */
    void quicken() {
        cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", QUICK.formatted(FAST, FAST)));
    }

    /** Runs a script in every page from now on, before its own. */
    void before(String script) {
        cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    ChromeDriver driver() {
        return driver;
    }

    void go(URI uri) {
        driver.get(uri.toString());
    }

    void speak(String acceptLanguage) {
        cdp("Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", acceptLanguage)));
    }

    /** Puts the visitor where clocks go by {@code zone}. */
    void live(String zone) {
        cdp("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
    }

    void withoutScripts() {
        cdp("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    }

    void allowClipboard(URI site) {
        cdp(
                "Browser.grantPermissions",
                Map.of(
                        "origin",
                        site.resolve("/").toString(),
                        "permissions",
                        List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    }

    /** Looks at the page as on a screen of that width, by day or by night, or on paper. */
    void look(int width, String scheme, String media, String motion) {
        window(width, SCREEN);
        cdp(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        media,
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", motion))));
    }

    /** As for visitors who have set the size of all letters, in percent, in their browser. */
    void letters(int percent) {
        cdp(
                "Page.setFontSizes",
                Map.of("fontSizes", Map.of("standard", 16 * percent / 100, "fixed", 13 * percent / 100)));
    }

    private void window(int width, long height) {
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    Object run(String script, Object... arguments) {
        Object result = driver.executeScript(script, arguments);
        return result == null ? "" : result;
    }

    String text(String selector) {
        return run("const e = document.querySelector(arguments[0]); return e ? e.textContent : '';", selector)
                .toString();
    }

    /** The rules that the page breaks, each with the elements that break it. */
    List<?> axe() throws IOException {
        try (InputStream in =
                Browser.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
            if (in == null) {
                throw new IOException("axe-core is not on the class path");
            }
            run(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        Object found = driver.executeAsyncScript(
                """
                const done = arguments[0];
                axe.run().then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' '))), e => done([String(e)]));
                """);
        return found instanceof List<?> list ? list : List.of("axe gave " + found);
    }

    /** The whole page: in a window as high as that, because of a page from right to left a longer picture is out of place. */
    void screenshot(Path file) throws IOException {
        int width = ((Long) run("return innerWidth")).intValue();
        window(width, Math.max(SCREEN, (Long) run("return document.documentElement.scrollHeight")));
        Object data = cdp("Page.captureScreenshot", Map.of("format", "png")).get("data");
        window(width, SCREEN);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
    }

    /** All that was asked since the window was opened. */
    List<Asked> asked() {
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            Map<String, Object> message = map(
                    map(new Json().toType(entry.getMessage(), Json.MAP_TYPE)).get("message"));
            if ("Network.requestWillBeSent".equals(message.get("method"))) {
                Map<String, Object> request = map(map(message.get("params")).get("request"));
                asked.add(new Asked(String.valueOf(request.get("method")), String.valueOf(request.get("url"))));
            }
        }
        return List.copyOf(asked);
    }

    long asked(String method, URI uri) {
        return asked().stream()
                .filter(request ->
                        request.method().equals(method) && request.url().equals(uri.toString()))
                .count();
    }

    private Map<String, Object> cdp(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object value) {
        Map<String, Object> map = new HashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, item) -> {
                if (item != null) {
                    map.put(String.valueOf(key), item);
                }
            });
        }
        return map;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
