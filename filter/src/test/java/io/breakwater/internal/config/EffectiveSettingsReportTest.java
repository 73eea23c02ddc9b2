package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EffectiveSettingsReportTest {

    @Test
    void oneLinePerRouteTellsEveryValueAndWhereItIsFrom() {
        List<String> listing = SettingsLoader.load(
                        Loading.given("routes.orders.path=/orders/*, /o/*", "routes.orders.timeout=5s")
                                .initParams(Map.of("breakwater.page.replace", "always"))
                                .environment(Map.of("BREAKWATER_RETRY_MAX_ATTEMPTS", "3"))
                                .build())
                .listing();

        assertThat(listing).hasSize(2);
        assertThat(listing.get(0))
                .startsWith("route=default mode=guard timeout=15s attempt-timeout=10s idle-timeout=30s")
                .doesNotContain(" path=")
                .contains(" concurrency.max=auto ")
                .contains(" retry.max-attempts=3 [environment variable BREAKWATER_RETRY_MAX_ATTEMPTS] ")
                .contains(" retry.methods=\"GET, HEAD, OPTIONS\" ")
                .contains(" page.replace=always [init-param] ")
                .contains(" exclude=none correlation.header=X-Request-ID reload.interval=1s"
                        + " config=classpath:breakwater.properties");
        assertThat(listing.get(1))
                .startsWith("route=orders path=\"/orders/*, /o/*\" [Breakwater.builder()] methods=any"
                        + " hosts=any headers=any downstream=none label=none mode=guard"
                        + " timeout=5s [Breakwater.builder()] attempt-timeout=5s [no longer than timeout] ")
                .contains(" retry.max-attempts=3 [environment variable BREAKWATER_RETRY_MAX_ATTEMPTS] ")
                .contains(" page.replace=always [init-param] ")
                .doesNotContain("correlation.header")
                .doesNotContain(" config=");
    }

    @Test
    void theSummaryTellsOfEachRouteWhatWasGivenForIt() {
        List<String> summary = SettingsLoader.load(Loading.given(
                                "timeout=12s",
                                "routes.orders.path=/orders/*",
                                "routes.orders.timeout=5s",
                                "routes.stock.path=/stock/*",
                                "routes.stock.timeout=12s")
                        .environment(Map.of("BREAKWATER_RETRY_MAX_ATTEMPTS", "3"))
                        .build())
                .summary();

        assertThat(summary)
                .containsExactly(
                        "route=default timeout=12s [Breakwater.builder()]"
                                + " retry.max-attempts=3 [environment variable BREAKWATER_RETRY_MAX_ATTEMPTS]",
                        "route=orders path=/orders/* [Breakwater.builder()] timeout=5s [Breakwater.builder()]"
                                + " attempt-timeout=5s [no longer than timeout]",
                        "route=stock path=/stock/* [Breakwater.builder()]");
        assertThat(SettingsLoader.load(SettingsSources.builder().build()).summary())
                .containsExactly("route=default");
    }

    @Test
    void whatIsSwitchedOffIsNotListed() {
        String line = SettingsLoader.load(Loading.given("retry.max-attempts=1", "circuit-breaker.enabled=false")
                        .build())
                .listing()
                .get(0);

        assertThat(line)
                .contains(" retry.max-attempts=1 ")
                .contains(" circuit-breaker.enabled=false ")
                .doesNotContain("retry.on")
                .doesNotContain("sliding-window");
    }
}
