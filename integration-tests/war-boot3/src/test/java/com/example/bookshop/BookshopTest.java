package com.example.bookshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.downstream.Silence;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The starter beside Spring Security, the Actuator, Prometheus and a tracer, none of which is told anything. */
@ExtendWith(OutputCaptureExtension.class)
class BookshopTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final String USER =
            "Basic " + Base64.getEncoder().encodeToString("user:aye".getBytes(StandardCharsets.UTF_8));

    private final HttpClient client = HttpClient.newHttpClient();
    private ScriptedDownstream backend;
    private ConfigurableApplicationContext app;

    @BeforeEach
    void start() {
        backend = ScriptedDownstream.start();
        app = SpringApplication.run(
                BookshopApplication.class,
                "--server.port=0",
                "--orders=" + backend.uri(),
                // Not five seconds, since a test waits for it.
                "--breakwater.timeout=2s");
    }

    @AfterEach
    void stop() {
        app.close();
        backend.close();
    }

    @Test
    void aDeadBackendIsOnThePageInTheLogAndInTheMetricsAndNotInTheLiveness(CapturedOutput output) throws Exception {
        backend.behave(Answer.ok("Moby-Dick"));
        HttpResponse<String> before = visit("/orders/7");
        backend.behave(new Refuse());
        HttpResponse<String> page = visit("/orders/7");

        assertThat(before.body()).isEqualTo("Moby-Dick");
        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("X-Frame-Options"))
                .as("Security's own")
                .contains("DENY");
        assertThat(page.body()).contains("Harbour Books", id(page));
        await().untilAsserted(
                        () -> assertThat(output).contains("exchange correlationId=" + id(page) + " route=default"));
        await().untilAsserted(() -> assertThat(visit("/actuator/prometheus").body())
                .contains(
                        "breakwater_exchanges_seconds_count{ending=\"page\",fault=\"connection_refused\",injected=\"false\","
                                + "page=\"html\",route=\"default\",status=\"5xx\"} 1",
                        "http_server_requests_seconds_count{error=\"ResourceAccessException\"")
                .as("no metric beside those that are documented")
                .doesNotContain("breakwater_fault"));
        assertThat(anonymous("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(anonymous("/orders/7").statusCode()).as("to the login").isEqualTo(302);
    }

    @Test
    void theLineOfTheAnsweringThreadIsInTheRequestsTrace(CapturedOutput output) throws Exception {
        backend.behave(new Silence());
        HttpResponse<String> page = visit("/orders/7");

        assertThat(page.statusCode()).isEqualTo(504);
        await().untilAsserted(() -> assertThat(output.toString().lines()).anySatisfy(line -> assertThat(line)
                .contains("answer]", "exchange correlationId=" + id(page))
                .matches(".* \\[[0-9a-f]{32}-[0-9a-f]{16}] .*")));
    }

    private static String id(HttpResponse<String> response) {
        return response.headers().firstValue("X-Request-ID").orElseThrow();
    }

    private HttpResponse<String> visit(String path) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", USER));
    }

    private HttpResponse<String> anonymous(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        String site = "http://127.0.0.1:" + app.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create(site + path))
                .header("Accept", path.startsWith("/actuator") ? "*/*" : BROWSER);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
