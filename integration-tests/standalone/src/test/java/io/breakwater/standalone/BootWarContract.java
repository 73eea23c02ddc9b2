package io.breakwater.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.ScriptedDownstream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A WAR of Spring Boot's, and beside it the same with a setting that is none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BootWarContract {
    private static final String USER =
            "Basic " + Base64.getEncoder().encodeToString("user:aye".getBytes(StandardCharsets.UTF_8));

    private final String version;
    private final Path war;
    private final ScriptedDownstream backend = ScriptedDownstream.start();
    private Server server;

    BootWarContract(String version, String war) {
        this.version = version;
        this.war = Path.of("target/wars", war + ".war").toAbsolutePath();
    }

    @BeforeAll
    void startServer() {
        server = new Tomcat(version, "boot")
                .app("shop", War.built(war))
                .context(
                        "typo",
                        "<Context docBase='%s'><Parameter name='breakwater.timeuot' value='3s'/></Context>"
                                .formatted(war))
                .start("-Dorders=" + backend.uri());
    }

    @AfterAll
    void stopServer() {
        if (server != null) {
            server.close();
        }
        backend.close();
    }

    @Test
    void aDeadBackendIsOnThePageInTheLogAndInTheMetricsAndNotInTheLiveness() {
        backend.behave(Answer.ok("Moby-Dick"));
        HttpResponse<String> before = get("/orders/7");
        backend.behave(new Refuse());
        HttpResponse<String> page = get("/orders/7");

        assertThat(before.body()).isEqualTo("Moby-Dick");
        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(page.body()).contains("Harbour Books", id(page));
        await().untilAsserted(
                        () -> assertThat(server.console()).contains("exchange correlationId=" + id(page) + " route="));
        await().untilAsserted(() -> assertThat(get("/actuator/prometheus").body())
                .contains("breakwater_exchanges_seconds_count{ending=\"page\",fault=\"connection_refused\""));
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    /** It is of Boot's error page, for which a filter of Boot's resets the response. */
    @Test
    void theAppsOwnErrorBearsTheId() {
        HttpResponse<String> broken = get("/broken");

        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).contains("Internal Server Error").doesNotContain("Harbour Books");
        assertThat(id(broken)).isNotEmpty();
    }

    @Test
    void aRefusedStartIsToldOnTheConsole() {
        assertThat(server.get("/typo/orders/7").statusCode()).isEqualTo(404);
        assertThat(server.console()).contains("breakwater.timeuot", "did you mean breakwater.timeout?");
    }

    private HttpResponse<String> get(String path) {
        return server.get("/shop" + path, "Authorization", USER);
    }

    private static String id(HttpResponse<String> response) {
        return response.headers().firstValue("X-Request-ID").orElseThrow();
    }
}
