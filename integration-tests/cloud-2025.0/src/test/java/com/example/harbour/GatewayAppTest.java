package com.example.harbour;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.ScriptedDownstream;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The starter beside Spring Cloud, whose versions of what both need are not ours. */
@ExtendWith(OutputCaptureExtension.class)
class GatewayAppTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    /** More than the circuit breaker needs to open. */
    private static final int MANY = 60;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void itStartsWithTheVersionThatTheCloudHasChosenAndGuards(CapturedOutput output) throws Exception {
        try (ScriptedDownstream orders = ScriptedDownstream.start();
                ScriptedDownstream stories = ScriptedDownstream.start();
                ConfigurableApplicationContext app = SpringApplication.run(
                        HarbourApplication.class,
                        "--server.port=0",
                        "--orders=" + orders.uri(),
                        "--stories=" + stories.uri())) {
            String site = "http://127.0.0.1:" + app.getEnvironment().getRequiredProperty("local.server.port");
            orders.behave(Answer.ok("Moby-Dick"));
            HttpResponse<String> before = get(site + "/orders/7");
            orders.behave(new Refuse());
            HttpResponse<String> page = get(site + "/orders/7");

            assertThat(CircuitBreakerConfig.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath())
                    .endsWith("resilience4j-circuitbreaker-" + System.getProperty("expected.resilience4j") + ".jar");
            assertThat(before.body()).isEqualTo("Moby-Dick");
            assertThat(page.statusCode()).isEqualTo(502);
            assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
            String id = page.headers().firstValue("X-Request-ID").orElseThrow();
            assertThat(page.body()).contains("Harbour Books", id);
            assertThat(output).contains("exchange correlationId=" + id + " route=default");
            assertThat(get(site + "/actuator/metrics/breakwater.exchanges?tag=fault:connection_refused")
                            .body())
                    .contains("\"statistic\":\"COUNT\",\"value\":1.0");

            HttpResponse<String> refused = untilRefused(site + "/orders/7");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(output).contains("from=CLOSED to=OPEN");
            // What else goes through the gateway is nobody's fault.
            stories.behave(Answer.ok("Once upon a time"));
            assertThat(get(site + "/stories/1").body()).isEqualTo("Once upon a time");
            assertThat(get(site + "/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get(site + "/actuator/health").statusCode()).isEqualTo(200);
        }
    }

    /** The answer of the open circuit breaker. */
    private HttpResponse<String> untilRefused(String uri) throws Exception {
        HttpResponse<String> answer = get(uri);
        for (int i = 0; i < MANY && answer.statusCode() != 503; i++) {
            answer = get(uri);
        }
        assertThat(answer.statusCode()).isEqualTo(503);
        return answer;
    }

    private HttpResponse<String> get(String uri) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(uri))
                        .header("Accept", uri.contains("/actuator") ? "application/json" : BROWSER)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
