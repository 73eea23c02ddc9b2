package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.GuardedContract;
import io.breakwater.contract.app.Answering;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each key of {@code stale} changes. */
final class StaleKeysTest extends GuardedContract {

    private static final int LONG = 300_000;

    /** What a visitor gets whose downstream is not there, who has got an answer before. */
    private RawResponse given(String header, int length, String... settings) {
        Answering app = new Answering();
        app.on("/", (request, response) -> {
            String[] pair = header.split(": ", 2);
            response.setHeader(pair[0], pair[1]);
            response.setContentType("text/html;charset=UTF-8");
            response.getOutputStream().print("x".repeat(length) + "</body>");
        });
        String[] all = Stream.concat(Stream.of("stale.enabled=true"), Stream.of(settings))
                .toArray(String[]::new);
        URI uri = start(app, all);
        RawRequest visit = visit("/").with("Cookie", "a=b");
        ask(uri, visit);
        return ask(uri, visit.with(Answering.DOWN, "1"));
    }

    @Test
    @Shows("stale.enabled")
    void enabled() {
        assertThat(given("Cache-Control: public", 10).status()).isEqualTo(200);
        assertThat(given("Cache-Control: public", 10, "stale.enabled=false").status())
                .isEqualTo(502);
    }

    @Test
    @Shows("stale.max-age")
    void maxAge() {
        String old = "Age: 5000";

        assertThat(given(old, 10, "stale.ignore=cookies").status()).isEqualTo(200);
        assertThat(given(old, 10, "stale.ignore=cookies", "stale.max-age=1h").status())
                .isEqualTo(502);
    }

    @Test
    @Shows({"stale.max-entry", "stale.max-bytes"})
    void howLongAnAnswerMayBe() {
        String all = "Cache-Control: public";

        assertThat(given(all, LONG).status()).isEqualTo(502);
        assertThat(given(all, LONG, "stale.max-entry=1MB").status()).isEqualTo(200);
        assertThat(given(all, 200_000, "stale.max-bytes=2MB").status()).isEqualTo(200);
        assertThat(given(all, 2000, "stale.max-bytes=2MB", "stale.max-entry=1KB")
                        .status())
                .isEqualTo(502);
    }

    @Test
    @Shows("stale.ignore")
    void ignore() {
        assertThat(given("Cache-Control: max-age=60", 10).status()).isEqualTo(502);
        assertThat(given("Cache-Control: max-age=60", 10, "stale.ignore=cookies")
                        .status())
                .isEqualTo(200);
    }

    @Test
    @Shows("stale.banner")
    void banner() {
        String all = "Cache-Control: public";

        assertThat(given(all, 10).body().utf8()).doesNotContain("<aside");
        assertThat(given(all, 10, "stale.banner=true").body().utf8()).contains("<aside");
    }
}
