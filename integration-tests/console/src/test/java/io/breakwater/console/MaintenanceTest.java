package io.breakwater.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The console's buttons for planned breaks. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MaintenanceTest {

    private static final String ACTION = "/shop/ops/console/maintenance";
    private static final String API = "/shop/api/1";

    @RegisterExtension
    final ConsoleLog log = new ConsoleLog();

    private static String act(ConsoleApp app, String form) throws Exception {
        return app.act(ACTION, form);
    }

    @Test
    void anOperatorStartsAndEndsTheBreakOfOneRoute() throws Exception {
        try (ConsoleApp app = ConsoleApp.outsideTheFilter()) {
            assertThat(app.send("GET", API, "", "Accept: text/html")).startsWith("HTTP/1.1 502");

            String started = app.send(
                    "POST", ACTION, "name=orders&do=start&minutes=30&reason=new+%3Cdisks%3E&sign=" + app.sign());

            assertThat(started).startsWith("HTTP/1.1 303").contains("/shop/ops/console/route?name=orders");
            assertThat(app.send("GET", API, "", "Accept: text/html"))
                    .startsWith("HTTP/1.1 503")
                    .contains("Planned maintenance", "Retry-After: ", " GMT");
            assertThat(app.get("/route?name=orders"))
                    .contains("Started by local.", "new &lt;disks&gt;", ">End maintenance</button>")
                    .contains("operator local")
                    .doesNotContain("<disks>");
            assertThat(app.get("/", "Accept: application/json"))
                    .contains("\"state\":\"maintenance\"", "\"source\":\"operator\"", "\"by\":\"local\"");

            assertThat(act(app, "name=orders&do=end"))
                    .startsWith("HTTP/1.1 200")
                    .contains("{\"maintenance\":[]}");
            assertThat(app.send("GET", API, "", "Accept: text/html")).startsWith("HTTP/1.1 502");
        }
        assertThat(log.lines())
                .anyMatch(line -> line.matches(
                        "console action=maintenance who=\"local\" from=127.0.0.1 do=start until=\\S+Z route=orders"))
                .anyMatch(line -> line.contains("do=end was=true route=orders"))
                .anyMatch(line -> line.matches(
                        "maintenance started route=orders source=operator until=\\S+ by=local reason=\"new <disks>\""))
                .anyMatch(line -> line.startsWith("maintenance ended route=orders"));
    }

    @Test
    void aBreakOfEveryRouteEndsOnlyWhenSomebodySaysSo() throws Exception {
        try (ConsoleApp app = ConsoleApp.outsideTheFilter()) {
            assertThat(act(app, "do=start&until=2120-01-01T00:00%2B01:00"))
                    .contains("\"route\":\"default\"", "\"route\":\"orders\"", "\"until\":\"2119-12-31T23:00:00Z\"");
            assertThat(app.get("/")).contains("default, orders are in maintenance, as planned");
            assertThat(act(app, "do=end")).contains("{\"maintenance\":[]}");
        }
    }

    @Test
    void aConsoleBehindTheFilterDoesNotCloseItself() throws Exception {
        try (ConsoleApp app = new ConsoleApp(List.of())) {
            assertThat(act(app, "do=start")).startsWith("HTTP/1.1 409").contains("breakwater.exclude");
            assertThat(act(app, "name=default&do=start")).startsWith("HTTP/1.1 409");
            assertThat(act(app, "name=orders&do=start")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whatCannotBeMeantIsRefused() throws Exception {
        try (ConsoleApp app = ConsoleApp.outsideTheFilter()) {
            assertThat(act(app, "name=payments&do=start")).startsWith("HTTP/1.1 404");
            assertThat(act(app, "name=orders")).startsWith("HTTP/1.1 422");
            assertThat(act(app, "name=orders&do=start&minutes=0")).startsWith("HTTP/1.1 422");
            assertThat(act(app, "name=orders&do=start&minutes=soon")).startsWith("HTTP/1.1 422");
            assertThat(act(app, "name=orders&do=start&until=2120-01-01T00:00")).startsWith("HTTP/1.1 422");
            assertThat(act(app, "name=orders&do=start&until=2020-01-01T00:00Z")).startsWith("HTTP/1.1 422");
            assertThat(app.send("POST", ACTION, "name=orders&do=start")).startsWith("HTTP/1.1 403");
            assertThat(app.get("/", "Accept: application/json")).contains("\"maintenance\":[]");
        }
    }
}
