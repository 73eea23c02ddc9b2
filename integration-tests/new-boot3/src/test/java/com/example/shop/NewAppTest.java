package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.ScriptedDownstream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** One dependency and two properties, as the README says. */
@ExtendWith(OutputCaptureExtension.class)
class NewAppTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theBrandedPageComesWhenTheBackendIsGone(CapturedOutput output) throws Exception {
        try (ScriptedDownstream backend = ScriptedDownstream.start();
                ConfigurableApplicationContext app =
                        SpringApplication.run(ShopApplication.class, "--server.port=0", "--orders=" + backend.uri())) {
            URI order = URI.create(
                    "http://127.0.0.1:" + app.getEnvironment().getRequiredProperty("local.server.port") + "/orders/7");
            backend.behave(Answer.ok("Moby-Dick"));
            HttpResponse<String> before = get(order, BROWSER);
            backend.behave(new Refuse());
            HttpResponse<String> person = get(order, BROWSER);
            HttpResponse<String> program = get(order, "application/json");

            assertThat(before.body()).isEqualTo("Moby-Dick");
            assertThat(person.statusCode()).isEqualTo(502);
            assertThat(person.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
            assertThat(person.body()).contains("Harbour Books", id(person));
            assertThat(program.statusCode()).isEqualTo(502);
            assertThat(program.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(program.body()).contains("\"connection_refused\"", id(program));
            assertThat(output)
                    .contains("timeout=5s [class path resource [application.properties]")
                    .contains("exchange correlationId=" + id(person) + " route=default");
        }
    }

    /** What is tried here is what the README tells its reader to do. */
    @Test
    void theReadmeNamesTheseTwoPropertiesAndNoOther() throws Exception {
        List<String> told = Files.readAllLines(Path.of("../../README.md")).stream()
                .dropWhile(line -> !line.startsWith("**Spring Boot**"))
                .dropWhile(line -> !line.equals("```properties"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .toList();

        try (InputStream own = ShopApplication.class.getResourceAsStream("/application.properties")) {
            assertThat(new String(own.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .hasSize(2)
                    .containsExactlyElementsOf(told);
        }
    }

    private static String id(HttpResponse<String> response) {
        return response.headers().firstValue("X-Request-ID").orElseThrow();
    }

    private HttpResponse<String> get(URI uri, String accept) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri).header("Accept", accept).build(), HttpResponse.BodyHandlers.ofString());
    }
}
