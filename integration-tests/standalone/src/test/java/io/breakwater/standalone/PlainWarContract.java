package io.breakwater.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.ScriptedDownstream;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a WAR gets that was made by the README and nothing else. Three of them, in one server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PlainWarContract {
    private static final String NO_PROVIDER = "Breakwater: SLF4J has no provider";

    private final ScriptedDownstream backend = ScriptedDownstream.start();
    private Server server;

    /** Starts one with these apps. */
    abstract Server start(Map<String, War> apps, String option);

    /** The text of the log that has the lines of an app with {@code slf4j-jdk14}. */
    abstract String containersLog(Server server);

    /** The text of the log that {@code ServletContext.log} writes. */
    abstract String appsLog(Server server);

    /** What visitors get while the app has refused to start. */
    abstract int statusOfRefusedApp();

    @BeforeAll
    void startServer() {
        server = start(
                Map.of(
                        "shop", War.byTheReadme(),
                        "mute", War.byTheReadme().without(jar -> jar.startsWith("slf4j-jdk14")),
                        "typo", War.byTheReadme().with("breakwater.timeuot=3s")),
                "-Dorders=" + backend.uri());
    }

    @AfterAll
    void stopServer() {
        if (server != null) {
            server.close();
        }
        backend.close();
    }

    @BeforeEach
    void backendIsWell() {
        backend.behave(Answer.ok("Moby-Dick"));
    }

    @Test
    void thePageComesAndTheContainersLogHasItsId() {
        HttpResponse<String> page = pageOf("shop");

        await().untilAsserted(() -> assertThat(containersLog(server))
                .contains("settings route=orders")
                .contains("exchange correlationId=" + id(page) + " route=orders downstream=orders")
                .contains("incident opened route=orders"));
    }

    @Test
    void withoutAProviderTheAppsOwnLogSaysSoOnceAndTellsOfTheIncident() {
        HttpResponse<String> page = pageOf("mute");

        await().untilAsserted(() -> assertThat(appsLog(server))
                .containsOnlyOnce(NO_PROVIDER)
                .containsOnlyOnce("incident opened route=orders fault=connection_refused correlationId=" + id(page)));
    }

    @Test
    void aRefusedStartIsToldWhereTheReadmeSays() {
        assertThat(server.get("/typo/alive").statusCode()).isEqualTo(statusOfRefusedApp());
        await().untilAsserted(() ->
                assertThat(appsLog(server)).contains("breakwater.timeuot", "did you mean breakwater.timeout?"));
        assertThat(server.get("/shop/alive").statusCode()).isEqualTo(200);
    }

    /** What a visitor gets while the backend is gone. */
    private HttpResponse<String> pageOf(String app) {
        HttpResponse<String> before = server.get("/" + app + "/api/orders/7");
        backend.behave(new Refuse());
        HttpResponse<String> page = server.get("/" + app + "/api/orders/7");

        assertThat(before.body()).isEqualTo("Moby-Dick");
        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(page.body()).contains("Harbour Books", id(page));
        assertThat(server.get("/" + app + "/alive").body()).isEqualTo("alive");
        return page;
    }

    private static String id(HttpResponse<String> response) {
        return response.headers().firstValue("X-Request-ID").orElseThrow();
    }
}
