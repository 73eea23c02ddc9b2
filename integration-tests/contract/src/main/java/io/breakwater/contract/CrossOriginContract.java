package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.Failing;
import io.breakwater.contract.client.RawResponse;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose scripts may read what the guard answers itself. */
@Promise("CrossOrigin")
public class CrossOriginContract extends GuardedContract {
    /** Or a script's fetch would hear of a network error, and never of the id. */
    @Test
    void whoTheAppLetsReadItsAnswersMayReadThePage() {
        URI uri = start((request, response) -> {
            response.setHeader("Access-Control-Allow-Origin", "https://shop.example");
            response.setHeader("Access-Control-Allow-Credentials", "true");
            response.addHeader("Vary", "Origin");
            response.setHeader("X-Own", "1");
            throw new ConnectException("refused");
        });

        RawResponse seen = ask(uri, visit("/").with("Origin", "https://shop.example"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
        assertThat(seen.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(seen.headers().all("Vary")).anyMatch(vary -> vary.contains("Origin"));
        assertThat(seen.headers().has("X-Own")).isFalse();
    }

    /** Also where nobody in the app was asked. */
    @Test
    void whoTheSettingsNameMayReadThePageWithItsId() {
        URI uri = start(Failing.byThrowing(new ConnectException("refused")), "page.cors=https://*.shop.example");

        RawResponse friend = ask(uri, visit("/").with("Origin", "https://www.shop.example"));
        RawResponse stranger = ask(uri, visit("/").with("Origin", "https://shop.example.evil.example"));

        assertThat(friend.header("Access-Control-Allow-Origin")).isEqualTo("https://www.shop.example");
        assertThat(friend.header("Access-Control-Expose-Headers")).contains(ID, "Retry-After", "Proxy-Status");
        assertThat(stranger.headers().has("Access-Control-Allow-Origin")).isFalse();
        assertThat(stranger.headers().all("Vary")).contains("Origin");
    }

    /** Who is named by both, as where the settings follow the app's own. */
    @Test
    void whatAnAnswerVariesByIsSaidOnce() {
        URI uri = start(
                (request, response) -> {
                    response.setHeader("Access-Control-Allow-Origin", "https://shop.example");
                    response.addHeader("Vary", "Origin");
                    response.addHeader("Vary", "Access-Control-Request-Method");
                    throw new ConnectException("refused");
                },
                "page.cors=https://shop.example");

        RawResponse seen = ask(uri, visit("/").with("Origin", "https://shop.example"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.headers().all("Access-Control-Allow-Origin")).containsExactly("https://shop.example");
        assertThat(seen.headers().all("Vary"))
                .flatExtracting(vary -> List.of(vary.split(", *")))
                .contains("Origin", "Accept")
                .doesNotHaveDuplicates();
    }
}
