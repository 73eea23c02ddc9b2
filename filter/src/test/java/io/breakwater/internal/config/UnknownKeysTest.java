package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.config.Problem;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownKeysTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "breakwater.retry.max-atempts, breakwater.retry.max-attempts",
        "breakwater.retry.max-attemtps, breakwater.retry.max-attempts",
        "breakwater.retry.maxAttempts, breakwater.retry.max-attempts",
        "breakwater.retry_max_attempts, breakwater.retry.max-attempts",
        "breakwater.Retry.Max-Attempts, breakwater.retry.max-attempts",
        "retry.max-attempts, breakwater.retry.max-attempts",
        "retry.maxAttemts, breakwater.retry.max-attempts",
        "breakwater.max-attempts, breakwater.retry.max-attempts",
        "breakwater.max-body, breakwater.retry.max-body",
        "breakwatr.timeout, breakwater.timeout",
        "Breakwater.timeout, breakwater.timeout",
        "timeout, breakwater.timeout",
        "breakwater.time-out, breakwater.timeout",
        "breakwater.attempt.timeout, breakwater.attempt-timeout",
        "breakwater.circuitbreaker.failureRateThreshold, breakwater.circuit-breaker.failure-rate-threshold",
        "breakwater.circuit-breaker.failure-rate, breakwater.circuit-breaker.failure-rate-threshold",
        "breakwater.brand.colour, ''",
        "breakwater.brand.statuspage, breakwater.brand.status-page",
        "breakwater.routes.orders.timout, breakwater.routes.orders.timeout",
        "breakwater.routes.orders.paths, breakwater.routes.orders.path",
        "breakwater.routes.orders.retry.maxAttempts, breakwater.routes.orders.retry.max-attempts",
        "breakwater.route.orders.path, breakwater.routes.orders.path",
        "breakwater.rotues.Web_Shop.path, breakwater.routes.web-shop.path",
        "routes.orders.path, breakwater.routes.orders.path",
        "breakwater.routes.orders.correlation.header, breakwater.correlation.header",
        "breakwater.routes.orders.config, breakwater.config",
        "breakwater.routes.orders, breakwater.routes.orders.path",
        "breakwater.routes.Orders.path, breakwater.routes.orders.path",
        "breakwater.routes.web_shop.timeout, breakwater.routes.web-shop.timeout",
        "breakwater.routes.default.timeout, breakwater.timeout",
        "breakwater.routes..timeout, ''",
        "breakwater.path, breakwater.routes.<name>.path",
        "breakwater.paht, breakwater.routes.<name>.path",
        "breakwater.downstream, breakwater.routes.<name>.downstream",
        "breakwater.completely-different, ''",
        "spring.datasource.url, ''",
        "'', ''",
    })
    void anUnknownKeyIsRefusedWithTheNearestKnownOne(String typed, String known) {
        Problem problem =
                Loading.only(Loading.problems(SettingsSources.builder().set(typed, "1")));

        assertThat(problem.key()).isEqualTo(typed);
        assertThat(problem.found()).isEmpty();
        assertThat(problem.suggestion()).isEqualTo(Optional.of(known).filter(text -> !text.isEmpty()));
    }

    @ParameterizedTest
    @CsvSource({
        "breakwater.operations.exchanges.memory, breakwater-operations",
        "breakwater.console.token, breakwater-operations",
        "breakwater.fleet.redis, breakwater-fleet"
    })
    void aKeyOfAModuleThatIsNotThereNamesItsJar(String typed, String jar) {
        Problem problem =
                Loading.only(Loading.problems(SettingsSources.builder().set(typed, "s3cr3t")));

        assertThat(problem.message()).startsWith("belongs to " + jar + ", which is not among the libraries");
        assertThat(problem.suggestion()).isEmpty();
        assertThat(problem.toString()).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aTruthValueIsNoNameOfARoute(String name) {
        Problem problem = Loading.only(Loading.problems(
                SettingsSources.builder().set("breakwater.routes." + name + ".path", "/x", "app.yaml - 4:7")));

        assertThat(problem)
                .hasToString("app.yaml - 4:7: breakwater.routes." + name + ".path\n"
                        + "    has a truth value for a route's name: in YAML that is what off, no, on and yes are, unless they stand in"
                        + " quotes, as in 'off'");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "BREAKWATER_TIMEOUTT, BREAKWATER_TIMEOUT",
        "BREAKWATER_RETRY_MAXATEMPTS, BREAKWATER_RETRY_MAX_ATTEMPTS",
        "BREAKWATER_ROUTES_ORDERS_TIMOUT, BREAKWATER_ROUTES_ORDERS_TIMEOUT",
        "BREAKWATER_ROUTES_WEB_SHOP_PATHS, BREAKWATER_ROUTES_WEB_SHOP_PATH",
        "BREAKWATER_ROUTE_ORDERS_TIMEOUT, BREAKWATER_ROUTES_ORDERS_TIMEOUT",
        "BREAKWATER_SOMETHING_ELSE_ALTOGETHER, ''",
        "BREAKWATER_CP, ''",
        "BREAKWATER_DB_PASSWORD, ''",
        "BREAKWATER_ROUTES_ORDERS, ''",
    })
    void ofAnUnknownVariableAWarningTellsTheNearestKnownOne(String typed, String known) {
        LoadedSettings loaded = SettingsLoader.load(
                SettingsSources.builder().environment(Map.of(typed, "hunter2")).build());

        assertThat(loaded.warnings())
                .containsExactly("environment variable " + typed + " is not a setting and is ignored"
                        + (known.isEmpty() ? "" : "; did you mean " + known + "?"));
    }

    @Test
    void aMisspeltPathIsNotAlsoAMissingOne() {
        assertThat(Loading.problem("routes.a.timeout=1s", "routes.a.paht=/a").message())
                .isEqualTo("is not a setting");
    }

    @Test
    void aRouteNameHasAtMost64Characters() {
        String name = "n".repeat(64);

        assertThat(Loading.load("routes." + name + ".path=/a").routes()).hasSize(1);
        assertThat(Loading.problem("routes." + name + "n.path=/a").message())
                .contains("route name that is not 1 to 64");
    }
}
