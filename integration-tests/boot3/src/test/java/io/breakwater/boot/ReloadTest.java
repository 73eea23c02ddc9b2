package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.config.SettingChange;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;

/** Settings that change while the app runs. */
class ReloadTest {

    private static final String EXPOSED = "management.endpoints.web.exposure.include=*";
    private static final String ALLOWED = "management.endpoint.breakwater.access=unrestricted";
    private static final String ENDPOINT = "/actuator/breakwater";

    @TempDir
    Path directory;

    @Test
    void theEnvironmentIsReadAnew() {
        try (Harbour harbour = Harbour.start(OrdersApp.class, "breakwater.idle-timeout=9s")) {
            Map<String, Object> later = new ConcurrentHashMap<>();
            harbour.context().getEnvironment().getPropertySources().addFirst(new MapPropertySource("later", later));
            assertThat(harbour.bean(Breakwater.class).reload()).isEmpty();

            later.put("breakwater.idleTimeout", "3s");

            assertThat(harbour.bean(Breakwater.class).reload())
                    .containsExactly(new SettingChange("idle-timeout", Optional.of("9s"), Optional.of("3s")));
        }
    }

    @Test
    void theFileThatTheEnvironmentNamesIsWatched() throws IOException {
        Path file = Files.writeString(
                directory.resolve("breakwater.properties"),
                "breakwater.brand.name=Harbour Books\nbreakwater.reload.interval=100ms");
        try (Harbour harbour = Harbour.start(OrdersApp.class, "breakwater.config=" + file)) {
            assertThat(harbour.visit("/orders/7").body()).contains("Harbour Books");

            Files.writeString(file, "breakwater.brand.name=Harbour Teas\nbreakwater.reload.interval=100ms");

            await().until(() -> harbour.visit("/orders/7").body().contains("Harbour Teas"));
        }
    }

    @Test
    void theEndpointIsOffUnlessAskedFor() {
        try (Harbour harbour = Harbour.start(OrdersApp.class, EXPOSED)) {
            assertThat(harbour.get(ENDPOINT, "application/json").statusCode()).isEqualTo(404);
            assertThat(harbour.post(ENDPOINT).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whoMayOnlyReadDoesNotReload() {
        try (Harbour harbour =
                Harbour.start(OrdersApp.class, EXPOSED, "management.endpoint.breakwater.access=read-only")) {
            assertThat(harbour.get(ENDPOINT, "application/json").statusCode()).isEqualTo(200);
            assertThat(harbour.post(ENDPOINT).statusCode()).isEqualTo(405);
        }
    }

    @Test
    void theEndpointTellsHowRoutesStandAndReloads() throws IOException {
        Path file = directory.resolve("breakwater.properties");
        String orders =
                """
                breakwater.reload.interval=0
                breakwater.routes.orders.path=/orders/*
                breakwater.routes.orders.downstream=order-service
                """;
        Files.writeString(file, orders);
        try (Harbour harbour = Harbour.start(OrdersApp.class, EXPOSED, ALLOWED, "breakwater.config=" + file)) {
            assertThat(harbour.get(ENDPOINT, "application/json").body())
                    .contains("\"orders\":{\"downstream\":\"order-service\",\"breaker\":\"CLOSED\",\"settings\":{")
                    .contains("\"path\":{\"value\":\"/orders/*\",\"origin\":\"" + file + ":2\"}")
                    .contains("\"timeout\":{\"value\":\"15s\"}");

            Files.writeString(file, orders + "breakwater.routes.orders.idle-timeout=3s\n");
            HttpResponse<String> changed = harbour.post(ENDPOINT);
            assertThat(changed.statusCode()).isEqualTo(200);
            assertThat(changed.body())
                    .isEqualTo(
                            "{\"changes\":[{\"key\":\"routes.orders.idle-timeout\",\"from\":\"30s\",\"to\":\"3s\"}]}");

            Files.writeString(file, orders + "breakwater.timeuot=3s\n");
            HttpResponse<String> refused = harbour.post(ENDPOINT);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body())
                    .contains("{\"problems\":[\"" + file + ":4: breakwater.timeuot")
                    .contains("did you mean breakwater.timeout?");
        }
    }
}
