package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.operations.console.BreakwaterConsoleServlet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.support.GenericApplicationContext;

/** The console is beside the actuator's endpoints, without a line of the app's. */
class ConsoleTest {

    private static final String TOKEN = "a token of some length";
    private static final String AT = "/actuator/breakwater/console/";

    private static HttpResponse<String> get(Harbour harbour, String path, String... headers)
            throws IOException, InterruptedException {
        String port = harbour.context().getEnvironment().getProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aDirectConnectionSeesItAndNobodyElse() throws Exception {
        try (Harbour harbour = Harbour.start(OrdersApp.class)) {
            assertThat(get(harbour, AT).body()).contains("All is calm");
            assertThat(get(harbour, AT + "settings").body()).contains("Settings in force");
            assertThat(get(harbour, AT, "X-Forwarded-For", "127.0.0.1").statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void theTokenOfTheAppsSettingsOpensItAndIsNotShown() throws Exception {
        try (Harbour harbour = Harbour.start(OrdersApp.class, "breakwater.console.token=" + TOKEN)) {
            assertThat(get(harbour, AT).statusCode()).isEqualTo(401);
            HttpResponse<String> open = get(harbour, AT + "settings", "Authorization", "Bearer " + TOKEN);
            assertThat(open.statusCode()).isEqualTo(200);
            assertThat(open.body()).contains("console.token").doesNotContain(TOKEN);
        }
    }

    @Test
    void itMovesWithTheActuatorAndTheAppCanTakeItAway() throws Exception {
        try (Harbour harbour = Harbour.start(OrdersApp.class, "management.endpoints.web.base-path=/manage")) {
            assertThat(get(harbour, "/manage/breakwater/console/").statusCode()).isEqualTo(200);
        }
        try (Harbour harbour = Harbour.start(
                OrdersApp.class,
                "management.server.port=0",
                // Boot 4 has a server for the actuator by each kind that is on the class path.
                "spring.main.allow-bean-definition-overriding=true")) {
            assertThat(get(harbour, AT).statusCode()).isEqualTo(404);
        }
        Consumer<GenericApplicationContext> away = context -> context.registerBean("noConsole", NoConsole.class);
        try (Harbour harbour = Harbour.start(OrdersApp.class, away)) {
            assertThat(get(harbour, AT).statusCode()).isEqualTo(404);
        }
    }

    /** Takes the console away. */
    static final class NoConsole extends ServletRegistrationBean<BreakwaterConsoleServlet> {
        NoConsole() {
            super(new BreakwaterConsoleServlet(), "/nowhere/*");
            setEnabled(false);
        }
    }
}
