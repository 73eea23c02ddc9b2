package io.breakwater.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The console's form for what is injected on a game day. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class GameDayTest {

    private static final String ACTION = "/shop/ops/console/injection";
    private static final String API = "/shop/api/1";
    private static final String SECRET = "0123456789abcdef";

    @RegisterExtension
    final ConsoleLog log = new ConsoleLog();

    private static String act(ConsoleApp app, String form) throws Exception {
        return app.act(ACTION, form);
    }

    @Test
    void anOperatorInjectsOnOneRouteAndEverythingSaysThatItIsInjected() throws Exception {
        try (ConsoleApp app = ConsoleApp.outsideTheFilter()) {
            String started = app.send(
                    "POST",
                    ACTION,
                    "name=orders&do=start&fault=http_response_timeout&status=&percent=100%25&confirm=true&minutes=30&reason=our+%3Cdrill%3E&sign="
                            + app.sign());

            assertThat(started).startsWith("HTTP/1.1 303").contains("/shop/ops/console/route?name=orders");
            assertThat(app.send("GET", API, "", "Accept: text/html")).startsWith("HTTP/1.1 504");
            assertThat(app.get("/route?name=orders"))
                    .contains("fault=http_response_timeout", "Started by local.", "our &lt;drill&gt;")
                    .contains("operator local", ">game day</span>", ">injected</span>", ">End the injection</button>")
                    .doesNotContain("<drill>");
            assertThat(app.get("/")).contains(">End every injection</button>", ">injected</span>");
            assertThat(app.get("/", "Accept: application/json"))
                    .contains("\"injections\":[{\"route\":\"orders\"", "\"by\":\"local\"", "\"injected\":true");

            assertThat(act(app, "do=end")).startsWith("HTTP/1.1 200").contains("{\"injections\":[]}");
            assertThat(app.send("GET", API, "", "Accept: text/html")).startsWith("HTTP/1.1 502");
        }
        assertThat(log.lines())
                .anyMatch(line ->
                        line.matches("console action=injection who=\"local\" from=127.0.0.1 do=start route=orders"
                                + " until=\\S+Z fault=http_response_timeout"))
                .anyMatch(line -> line.contains("do=end was=true route=*"))
                .anyMatch(line -> line.matches("injection started route=orders source=operator until=\\S+ by=local"
                        + " reason=\"our <drill>\" what=\"fault=http_response_timeout\""))
                .anyMatch(line -> line.startsWith("injection ended route=orders"))
                .anyMatch(line -> line.startsWith("exchange ") && line.contains(" injected=true"));
    }

    @Test
    void theSecretIsShownAndLoggedNowhere() throws Exception {
        try (ConsoleApp app = ConsoleApp.outsideTheFilter()) {
            String header = "X-Game-Day:+" + SECRET;
            assertThat(act(app, "name=orders&do=start&status=503&minutes=5&header=" + header))
                    .contains("\"header\":\"X-Game-Day: ***\"")
                    .doesNotContain(SECRET);
            assertThat(app.get("/route?name=orders"))
                    .contains("X-Game-Day: ***")
                    .doesNotContain(SECRET);
            assertThat(app.send("GET", API, "", "X-Game-Day: " + SECRET)).startsWith("HTTP/1.1 503");
        }
        assertThat(log.lines()).noneMatch(line -> line.contains(SECRET));
    }

    @Test
    void whatTheSettingsWouldRefuseIsRefusedInTheirWords() throws Exception {
        try (ConsoleApp app = ConsoleApp.outsideTheFilter()) {
            assertThat(act(app, "name=orders&do=start&status=503&minutes=5"))
                    .startsWith("HTTP/1.1 422")
                    .contains("would happen to every request of every visitor");
            assertThat(act(app, "name=orders&do=start&status=503&percent=5")).contains("needs inject.until");
            assertThat(act(app, "name=orders&do=start&status=503&percent=5&minutes=0"))
                    .startsWith("HTTP/1.1 422");
            assertThat(act(app, "do=start&status=503&percent=5&minutes=5")).startsWith("HTTP/1.1 422");
            assertThat(act(app, "name=basket&do=start")).startsWith("HTTP/1.1 404");
            assertThat(act(app, "name=orders")).startsWith("HTTP/1.1 422");
        }
    }

    @Test
    void aConsoleBehindTheFilterDoesNotFailItself() throws Exception {
        try (ConsoleApp app = new ConsoleApp(List.of())) {
            assertThat(act(app, "name=default&do=start&status=503&percent=5&minutes=5"))
                    .startsWith("HTTP/1.1 409")
                    .contains("breakwater.exclude");
        }
    }
}
