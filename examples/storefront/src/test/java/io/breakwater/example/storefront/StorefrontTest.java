package io.breakwater.example.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.config.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorefrontTest {
    private static final String CONFIG = "breakwater.config";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aMisspeltKeyStopsTheStartAndNamesFileLineKeyAndTheNearestOne(@TempDir Path directory) throws Exception {
        String good = "breakwater.routes.inventory.timeout=2s";
        String typo = "breakwater.routes.inventory.timout=2s";
        String text = ownProperties();
        assertThat(text).contains(good);
        Path file = directory.resolve("breakwater.properties");
        Files.writeString(file, text.replace(good, typo));
        long line = text.substring(0, text.indexOf(good)).lines().count() + 1;

        System.setProperty(CONFIG, file.toString());
        try {
            assertThatThrownBy(() -> Storefront.open(0))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining(file + ":" + line)
                    .hasMessageContaining("breakwater.routes.inventory.timout")
                    .hasMessageContaining("did you mean breakwater.routes.inventory.timeout?");
        } finally {
            System.clearProperty(CONFIG);
        }
    }

    @Test
    void aTakenPortIsNamedWithTheWayOut() throws Exception {
        try (Storefront first = Storefront.open(0)) {
            int port = first.uri().getPort();
            assertThatThrownBy(() -> Storefront.open(port))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessage("Port " + port
                            + " is taken; choose another with -Dport=9090, or -Dport=0 for any free one");
        }
    }

    @Test
    void theFrontPageIsServedWithItsParts() throws Exception {
        try (Storefront storefront = Storefront.open(0)) {
            String page = get(storefront, "").body();
            assertThat(page).contains("<title>", "panel.css", "panel.js");
            assertThat(get(storefront, "panel.css").statusCode()).isEqualTo(200);
            assertThat(get(storefront, "panel.js").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aSwitchBreaksItsDownstreamAndTheFiguresTellOfIt() throws Exception {
        try (Storefront storefront = Storefront.open(0)) {
            assertThat(post(storefront, "control/mode?service=orders&mode=refused"))
                    .isEqualTo(204);
            assertThat(post(storefront, "control/forget")).isEqualTo(204);
            assertThat(get(storefront, "api/orders/7").statusCode()).isEqualTo(502);
            assertThat(get(storefront, "api/reviews/lantern").statusCode()).isEqualTo(200);

            assertThat(get(storefront, "control/state").body())
                    .contains(
                            "\"app\":\"Storefront\"",
                            "\"mode\":\"refused\"",
                            "\"502\":1",
                            "\"fault\":\"connection_refused\"");
        }
    }

    @Test
    void aSwitchInjectsAFaultThatTheServiceHearsNothingOf() throws Exception {
        try (Storefront storefront = Storefront.open(0)) {
            assertThat(post(storefront, "control/inject?service=orders&fault=dns_timeout"))
                    .isEqualTo(204);
            assertThat(get(storefront, "api/orders/7").statusCode()).isEqualTo(504);
            assertThat(get(storefront, "api/reviews/lantern").statusCode()).isEqualTo(200);
            assertThat(get(storefront, "control/state").body())
                    .contains("\"injected\":\"dns_timeout\"", "\"injected\":true", "\"reached\":0");

            assertThat(post(storefront, "control/inject?service=orders&fault=")).isEqualTo(204);
            assertThat(get(storefront, "api/orders/7").statusCode()).isEqualTo(200);
            assertThat(post(storefront, "control/inject?service=orders&fault=thunder"))
                    .isEqualTo(400);
        }
    }

    @Test
    void aSwitchPlansABreakOfOneService() throws Exception {
        try (Storefront storefront = Storefront.open(0)) {
            assertThat(post(storefront, "control/maintenance?service=orders&on=true"))
                    .isEqualTo(204);
            HttpResponse<String> closed = get(storefront, "api/orders/7");
            assertThat(closed.statusCode()).isEqualTo(503);
            assertThat(closed.headers().firstValue("Retry-After"))
                    .hasValueSatisfying(date -> assertThat(date).endsWith(" GMT"));
            assertThat(closed.body()).startsWith("503 Planned maintenance");
            assertThat(get(storefront, "api/reviews/lantern").statusCode()).isEqualTo(200);
            assertThat(get(storefront, "control/state").body())
                    .contains("\"maintenance\":true", "\"ending\":\"maintenance\"", "\"fault\":\"\"");

            assertThat(post(storefront, "control/maintenance?service=orders&on=false"))
                    .isEqualTo(204);
            assertThat(get(storefront, "api/orders/7").statusCode()).isEqualTo(200);
            assertThat(post(storefront, "control/maintenance?service=payments&on=true"))
                    .isEqualTo(400);
        }
    }

    @Test
    void whatNobodyServesIsNotFound() throws Exception {
        try (Storefront storefront = Storefront.open(0)) {
            assertThat(get(storefront, "api/payments/7").statusCode()).isEqualTo(404);
            assertThat(get(storefront, "api").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whatIsOnNoSwitchIsRefused() throws Exception {
        try (Storefront storefront = Storefront.open(0)) {
            assertThat(post(storefront, "control/mode?service=orders&mode=calm"))
                    .isEqualTo(400);
            assertThat(post(storefront, "control/mode?service=payments&mode=reset"))
                    .isEqualTo(400);
        }
    }

    private static String ownProperties() throws IOException {
        try (InputStream in = Storefront.class.getResourceAsStream("/breakwater.properties")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> get(Storefront storefront, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(storefront.uri().resolve(path)).build(), BodyHandlers.ofString());
    }

    private int post(Storefront storefront, String path) throws Exception {
        URI uri = storefront.uri().resolve(path);
        return client.send(
                        HttpRequest.newBuilder(uri)
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
