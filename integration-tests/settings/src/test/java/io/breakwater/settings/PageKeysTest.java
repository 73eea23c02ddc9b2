package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.GuardedContract;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each key of {@code page} and {@code brand} changes in the page. */
final class PageKeysTest extends GuardedContract {
    private static final String OWN =
            "<!doctype html><html lang=\"en\"><title>{{title}}</title><p>Our words</p></html>";

    /** The page of a request whose downstream was not there, for a visitor who reads German. */
    private String page(String... settings) {
        URI uri = start(Failing.byThrowing(new ConnectException("Connection refused")), settings);
        return ask(uri, visit("/").with("Accept-Language", "de")).body().utf8();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    brand.name       | Lantern & Rope            | Lantern &amp; Rope
                    brand.accent     | #123456                   | #123456
                    brand.background | #ffeedd                   | #ffeedd
                    brand.support    | mailto:help@shop.example  | mailto:help@shop.example
                    brand.phone      | +49 30 123456             | +49 30 123456
                    brand.status-page| https://s.shop.example/   | https://s.shop.example/
                    brand.home       | /start                    | <a href="/start">Zur Startseite</a>
                    brand.links      | Imprint=/imprint          | <a href="/imprint"><bdi>Imprint</bdi></a>
                    brand.sentence   | Parcels leave all the same. | Parcels leave all the same.
                    brand.footer     | The shop by the harbour   | The shop by the harbour
                    page.details     | true                      | ConnectException
                    page.theme       | dusk                      | #f3e6e6
                    page.languages   | fr, en                    | <html lang="fr"
                    """)
    @Shows({
        "brand.name",
        "brand.accent",
        "brand.background",
        "brand.support",
        "brand.phone",
        "brand.status-page",
        "brand.home",
        "brand.links",
        "brand.sentence",
        "brand.footer",
        "page.details",
        "page.theme",
        "page.languages"
    })
    void whatIsSetIsOnThePage(String key, String value, String shown) {
        assertThat(page()).contains("</html>").doesNotContain(shown);
        assertThat(page(key + "=" + value)).contains("</html>", shown);
    }

    @Test
    @Shows("label")
    void label() {
        String route = "routes.orders.path=/*";

        assertThat(page(route, "routes.orders.downstream=order-desk"))
                .contains("<b>Der Dienst dahinter</b>")
                .doesNotContain("order-desk");
        assertThat(page(route, "routes.orders.label=Bestellungen")).contains("<b>Bestellungen</b>");
    }

    @Test
    @Shows("brand.logo")
    void logo(@TempDir Path directory) throws Exception {
        Path logo = Files.writeString(
                directory.resolve("logo.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>");

        assertThat(page()).doesNotContain("data:image/svg+xml");
        assertThat(page("brand.logo=" + logo)).contains("data:image/svg+xml");
    }

    @Test
    @Shows("page.template")
    void template(@TempDir Path directory) throws Exception {
        Path template = Files.writeString(directory.resolve("own.mustache"), OWN);

        assertThat(page()).doesNotContain("Our words");
        assertThat(page("page.template=" + template)).contains("Our words");
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    @Shows({"page.template.502", "page.template.503", "page.template.504"})
    void templateOfOneStatus(int status, @TempDir Path directory) throws Exception {
        Path template = Files.writeString(directory.resolve("own.mustache"), OWN);

        for (int answered : new int[] {502, 503, 504}) {
            URI uri = start(Failing.bySendError(answered), "page.template." + status + "=" + template);
            String page = ask(uri, visit("/")).body().utf8();
            assertThat(page.contains("Our words"))
                    .as("%s of %s", page, answered)
                    .isEqualTo(answered == status);
        }
    }

    @ParameterizedTest
    @CsvSource({"off, none", "*, *", "https://shop.example, https://shop.example"})
    @Shows("page.cors")
    void cors(String origins, String allowed) {
        URI uri = start(Failing.bySendError(503), "page.cors=" + origins);

        RawResponse seen = ask(uri, visit("/").with("Origin", "https://shop.example"));

        assertThat(seen.headers().first("Access-Control-Allow-Origin").orElse("none"))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Shows("page.cors.credentials")
    void corsCredentials(boolean credentials) {
        URI uri = start(
                Failing.bySendError(503), "page.cors=https://shop.example", "page.cors.credentials=" + credentials);

        RawResponse seen = ask(uri, visit("/").with("Origin", "https://shop.example"));

        assertThat(seen.headers().has("Access-Control-Allow-Credentials")).isEqualTo(credentials);
    }

    @ParameterizedTest
    @CsvSource({"true, Second thoughts", "false, Our words"})
    @Shows("page.template-reload")
    void templateReload(boolean reload, String shown, @TempDir Path directory) throws Exception {
        Path template = Files.writeString(directory.resolve("own.mustache"), OWN);
        URI uri = start(Failing.bySendError(503), "page.template=" + template, "page.template-reload=" + reload);
        assertThat(ask(uri, visit("/")).body().utf8()).contains("Our words");

        Files.writeString(template, OWN.replace("Our words", "Second thoughts"));

        assertThat(ask(uri, visit("/")).body().utf8()).contains(shown);
    }

    @ParameterizedTest
    @CsvSource({"always, application/problem+json", "never, application/json"})
    @Shows("page.replace")
    void replace(String mode, String type) {
        URI uri = start(Failing.byStatus(503, "{\"error\":\"our own\"}"), "page.replace=" + mode);

        assertThat(ask(uri, RawRequest.get("/").with("Accept", "application/json"))
                        .header("Content-Type"))
                .startsWith(type);
    }
}
