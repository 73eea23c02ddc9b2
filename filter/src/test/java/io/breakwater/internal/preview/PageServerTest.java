package io.breakwater.internal.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.internal.config.SettingsFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever changes a template, a word or the logo sees it at once. */
class PageServerTest {

    private static final String TEMPLATE =
            "<!doctype html>\n<title>{{title}}</title><img alt=\"\" src=\"{{logo}}\">{{sentence}}";

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private PageServer server;

    @BeforeEach
    void start() throws IOException {
        write("page.mustache", TEMPLATE);
        write("quay.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        write("breakwater-page_de.properties", "sentence=Eins.");
        Path settings = write(
                "breakwater.properties",
                "breakwater.brand.name=Harbour Books",
                "breakwater.brand.logo=classpath:quay.svg",
                "breakwater.page.template=classpath:page.mustache",
                "breakwater.page.languages=en, de");
        server = PageServer.start(
                new PreviewSource(
                        new SettingsFiles(List.of(settings.toString()), List.of()), "default", Optional.empty()),
                0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", lines));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(server.address().resolve(path)).build(), BodyHandlers.ofString());
    }

    @Test
    void aPageComesWithItsStatusAndItsHeaders() throws Exception {
        HttpResponse<String> page = get("/de/circuit_open.html");

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(page.headers().firstValue("Retry-After")).contains("5");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.body()).contains("Eins.").doesNotContain("changes");
        assertThat(get("/de/circuit_open.json").headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "page.mustache, <!doctype html> New {{title}} {{logo}} {{sentence}}, New",
        "breakwater-page_de.properties, sentence=Zwei., Zwei.",
        "quay.svg, <svg><rect/></svg>, PHN2Zz48cmVjdC8+PC9zdmc+",
        "breakwater.properties, breakwater.brand.name=Quay Books, Quay Books"
    })
    void whatChangesIsSeenAndTheGalleryLearnsOfIt(String file, String content, String seen) throws Exception {
        String before = get("/de/changes").body();
        assertThat(get("/de/").body()).contains("data-version=\"" + before + "\"");
        assertThat(get("/de/changes").body()).isEqualTo(before);

        write(file, content);

        assertThat(get("/de/connection_refused.html").body()).contains(seen);
        assertThat(get("/de/changes").body())
                .isNotEqualTo(before)
                .isEqualTo(get("/de/watch/changes").body());
    }

    @Test
    void whatIsBrokenIsToldWhereThePageWasAndIsGoneWhenItIsMended() throws Exception {
        String good = get("/de/changes").body();
        write("page.mustache", "{{titel}}");

        HttpResponse<String> broken = get("/de/");

        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).contains("page.mustache:1", "did you mean {{title}}?");
        String told = get("/de/changes").body();
        assertThat(broken.body()).contains("data-version=\"" + told + "\"");
        assertThat(told).isNotEqualTo(good);

        write("page.mustache", TEMPLATE);
        assertThat(get("/de/changes").body()).isEqualTo(good);
        assertThat(get("/de/").statusCode()).isEqualTo(200);
    }

    @Test
    void aPageIsWatchedInAFrameSinceItMustNotLoadAgainByItself() throws Exception {
        assertThat(get("/de/").body()).contains("href=\"watch/circuit_open.html\"");
        assertThat(get("/de/watch/circuit_open.html").body())
                .contains("<iframe src=\"../circuit_open.html\"")
                .contains("data-version=\"" + get("/de/watch/changes").body());
        assertThat(get("/").body())
                .contains(
                        "de/connection_refused.html",
                        "data-version=\"" + get("/changes").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fr/", "/de/none.html", "/de/../../etc/passwd", "/de/watch/none.html", "/%3Cb%3E"})
    void whatIsNotThereIsNotFound(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("<b>");
    }

    @Test
    void nothingIsSentThere() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(server.address())
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();

        assertThat(client.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
        HttpRequest head = HttpRequest.newBuilder(server.address().resolve("/de/dns_error.html"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(head, BodyHandlers.ofString()).statusCode()).isEqualTo(502);
    }

    @Test
    void theCommandServesOnALoopbackAddressUntilItIsEnded() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Thread command = new Thread(() -> PageCommand.run(List.of("serve-page", "--theme", "dusk"), stream, stream));
        command.start();
        try {
            Awaitility.await().until(() -> out.toString(StandardCharsets.UTF_8).endsWith("\n"));
            URI address = URI.create(out.toString(StandardCharsets.UTF_8).strip());

            assertThat(InetAddress.getByName(address.getHost()).isLoopbackAddress())
                    .isTrue();
            assertThat(client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                            .body())
                    .contains("zh-Hant/index.html");
        } finally {
            command.interrupt();
            command.join();
        }
    }

    @Test
    void aPortThatIsTakenOrNoneIsTold() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Console said = Console.run("serve-page", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(said.code()).isEqualTo(2);
            assertThat(said.messages()).contains("in use");
        }
        assertThat(Console.run("serve-page", "--port", "70000").messages())
                .startsWith("--port 70000 is no port; allowed: 0 to 65535");
        assertThat(Console.run("serve-page", "--lang", "de").messages()).startsWith("the option --lang is not there");
    }
}
