package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.breakwater.BreakwaterFilter;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.StuckServlet;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Silence;
import io.breakwater.observe.RouteStatus;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is configured is what runs. */
@Promise("Settings")
public class SettingsContract extends GuardedContract {
    private static GuardedApp appWith(String key, String value) {
        return GuardedApp.empty()
                .with(FilterEntry.of("breakwater", BreakwaterFilter.class).with(key, value))
                .with(ServletEntry.of("/*", Failing.not("well").asServlet()));
    }

    @Test
    void aMisspeltKeyStopsTheStart() {
        assertThatThrownBy(() -> start(appWith("breakwater.timeuot", "5s")))
                .hasStackTraceContaining("breakwater.timeuot")
                .hasStackTraceContaining("breakwater.timeout")
                .hasStackTraceContaining("init-param");
    }

    @Test
    void anImpossibleValueStopsTheStart() {
        assertThatThrownBy(() -> start(appWith("breakwater.timeout", "soon")))
                .hasStackTraceContaining("breakwater.timeout")
                .hasStackTraceContaining("soon");
    }

    @Test
    void aMissingTemplateStopsTheStart() {
        assertThatThrownBy(() -> start(appWith("breakwater.page.template", "classpath:no/such/page.html")))
                .hasStackTraceContaining("no/such/page.html");
    }

    @Test
    void whatIsInWebXmlIsInForceAndLoggedOnce() {
        downstream.behave(new Silence());
        try (LogLines lines = LogLines.of("io.breakwater.Breakwater")) {
            URI uri = start(GuardedApp.empty()
                    .with(FilterEntry.of("breakwater", BreakwaterFilter.class).with("breakwater.timeout", "400ms"))
                    .with(ServletEntry.of("/*", new StuckServlet(downstream.uri()))));

            assertThat(lines.events())
                    .filteredOn(line -> line.getFormattedMessage().contains("timeout=400ms"))
                    .hasSize(1);
            assertThat(ask(uri, visit("/")).status()).isEqualTo(504);
        }
    }

    @Test
    void eachRouteHasItsOwnTimeout() {
        downstream.behave(new Silence());
        URI uri = start(
                new StuckServlet(downstream.uri()),
                "timeout=20s",
                "routes.quick.path=/quick/*",
                "routes.quick.timeout=300ms",
                "routes.patient.path=/patient/*",
                "routes.patient.timeout=1s");

        RawResponse quick = ask(uri, visit("/quick/a"));
        RawResponse patient = ask(uri, visit("/patient/a"));

        assertThat(quick.status()).isEqualTo(504);
        assertThat(patient.status()).isEqualTo(504);
        assertThat(quick.firstByte()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(patient.firstByte()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(6));
        assertThat(reports.await(2)).extracting(report -> report.route()).containsExactly("quick", "patient");
    }

    @Test
    void eachRouteHasItsOwnBreaker() {
        downstream.on("/bad", new Reset());
        URI uri = start(
                new ProxyServlet(downstream.uri()),
                "circuit-breaker.minimum-number-of-calls=2",
                "routes.bad.path=/bad/*",
                "routes.good.path=/good/*");
        for (int i = 0; i < 3; i++) {
            ask(uri, visit("/bad/x"));
        }

        assertThat(ask(uri, visit("/bad/x")).status()).isEqualTo(503);
        assertThat(ask(uri, visit("/good/x")).status()).isEqualTo(200);
        assertThat(ask(uri, visit("/elsewhere")).status()).isEqualTo(200);
        assertThat(breakwater().routes())
                .extracting(RouteStatus::route, RouteStatus::breakerState)
                .containsExactlyInAnyOrder(tuple("default", "CLOSED"), tuple("bad", "OPEN"), tuple("good", "CLOSED"));
    }

    @Test
    void theMostSpecificRouteWins() {
        URI uri = start(
                Failing.not("well"),
                "routes.wide.path=/api/*",
                "routes.narrow.path=/api/orders/*",
                "routes.exact.path=/api/orders/new");

        for (String path : new String[] {"/api/x", "/api/orders/7", "/api/orders/new", "/api/orders/%6eew", "/x"}) {
            ask(uri, visit(path));
        }

        assertThat(reports.await(5))
                .extracting(report -> report.route())
                .containsExactly("wide", "narrow", "exact", "exact", "default");
    }

    @Test
    void routesAreFoundWithinTheContextPath() {
        URI uri = start(GuardedApp.empty()
                .at("/app")
                .with(guard("routes.orders.path=/orders/*"))
                .with(ServletEntry.of("/*", Failing.not("well").asServlet())));

        ask(uri, visit("/app/orders/7"));

        assertThat(reports.only().route()).isEqualTo("orders");
        assertThat(reports.only().path()).isEqualTo("/app/orders/7");
    }
}
