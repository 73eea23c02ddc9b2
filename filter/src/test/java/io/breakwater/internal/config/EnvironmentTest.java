package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    @ParameterizedTest(name = "{1} with routes {0}: {2}")
    @CsvSource({
        "'', BREAKWATER_TIMEOUT, breakwater.timeout",
        "'', BREAKWATER_ATTEMPT_TIMEOUT, breakwater.attempt-timeout",
        "'', BREAKWATER_RETRY_BUDGET_MIN_PER_SECOND, breakwater.retry.budget.min-per-second",
        "'', BREAKWATER_CONFIG, breakwater.config",
        "'', BREAKWATER_ATTEMPTTIMEOUT, breakwater.attempt-timeout",
        "'', BREAKWATER_CIRCUITBREAKER_ENABLED, breakwater.circuit-breaker.enabled",
        "'', BREAKWATER_CIRCUITBREAKER_MINIMUMNUMBEROFCALLS, breakwater.circuit-breaker.minimum-number-of-calls",
        "'', BREAKWATER_PAGE_TEMPLATE_502, breakwater.page.template.502",
        "'', BREAKWATER_PAGE_TEMPLATERELOAD, breakwater.page.template-reload",
        "'', BREAKWATER_PATH, ''",
        "'', BREAKWATER_timeout, ''",
        "orders, BREAKWATER_ROUTES_ORDERS_TIMEOUT, breakwater.routes.orders.timeout",
        "orders, BREAKWATER_ROUTES_ORDERS_ATTEMPT_TIMEOUT, breakwater.routes.orders.attempt-timeout",
        "orders-attempt, BREAKWATER_ROUTES_ORDERS_ATTEMPT_TIMEOUT, breakwater.routes.orders-attempt.timeout",
        "orders orders-attempt, BREAKWATER_ROUTES_ORDERS_ATTEMPT_TIMEOUT, breakwater.routes.orders-attempt.timeout",
        "web-shop, BREAKWATER_ROUTES_WEB_SHOP_RETRY_ON, breakwater.routes.web-shop.retry.on",
        "web web-shop, BREAKWATER_ROUTES_WEB_SHOP_PATH, breakwater.routes.web-shop.path",
        "'', BREAKWATER_ROUTES_NEW_SHOP_PATH, breakwater.routes.new-shop.path",
        "'', BREAKWATER_ROUTES_NEW_SHOP_IDLE_TIMEOUT, breakwater.routes.new-shop.idle-timeout",
        "web-shop, BREAKWATER_ROUTES_WEBSHOP_RETRY_MAXATTEMPTS, breakwater.routes.web-shop.retry.max-attempts",
        "web-shop, BREAKWATER_ROUTES_WEB_SHOP_RETRY_MAXATTEMPTS, breakwater.routes.web-shop.retry.max-attempts",
        "web-shop webshop, BREAKWATER_ROUTES_WEBSHOP_PATH, breakwater.routes.webshop.path",
        "'', BREAKWATER_ROUTES_SLOW_ATTEMPTTIMEOUT, breakwater.routes.slow.attempt-timeout",
        "'', BREAKWATER_ROUTES_PATH_PATH, breakwater.routes.path.path",
        "'', BREAKWATER_ROUTES_PATH, ''",
        "'', BREAKWATER_ROUTES_DEFAULT_TIMEOUT, ''",
        "orders, BREAKWATER_ROUTES_ORDERS_CORRELATION_HEADER, ''",
    })
    void aVariableStandsForTheKeyThatItSpells(String routes, String variable, String key) {
        assertThat(EnvironmentNames.keyOf(variable, List.of(routes.split(" ", -1))))
                .isEqualTo(Optional.of(key).filter(text -> !text.isEmpty()));
    }

    @Test
    void theEnvironmentReachesARouteOfTheFileAndMakesNewOnes() {
        BreakwaterSettings settings = Loading.load(
                Map.of(
                        "BREAKWATER_ROUTES_WEB_SHOP_TIMEOUT", "3s",
                        "BREAKWATER_ROUTES_NEW_ONE_PATH", "/new/*",
                        "BREAKWATER_ROUTES_NEW_ONE_TIMEOUT", "4s"),
                "routes.web-shop.path=/shop/*");

        assertThat(settings.routes()).extracting(RouteSettings::name).containsExactly("web-shop", "new-one");
        assertThat(settings.routes())
                .extracting(route -> route.timeouts().exchange().toSeconds())
                .containsExactly(3L, 4L);
    }

    @Test
    void theItemsOfAListMayBeNumbered() {
        BreakwaterSettings settings = Loading.load(Map.of(
                "BREAKWATER_ROUTES_SLOW_PATH_10", "/c/*",
                "BREAKWATER_ROUTES_SLOW_PATH_0", "/a/*",
                "BREAKWATER_ROUTES_SLOW_PATH_2", "/b/*",
                "BREAKWATER_EXCLUDE_0", "/about",
                "BREAKWATER_ROUTES_SLOW_ATTEMPTTIMEOUT", "2s"));

        RouteSettings slow = settings.routes().get(0);
        assertThat(slow.name()).isEqualTo("slow");
        assertThat(slow.paths()).containsExactly("/a/*", "/b/*", "/c/*");
        assertThat(slow.timeouts().attempt().toSeconds()).isEqualTo(2);
        assertThat(settings.excluded()).containsExactly("/about");
    }

    @Test
    void onlyListsHaveItems() {
        LoadedSettings loaded = SettingsLoader.load(SettingsSources.builder()
                .environment(Map.of("BREAKWATER_TIMEOUT_0", "2s"))
                .build());

        assertThat(loaded.warnings()).singleElement().asString().contains("BREAKWATER_TIMEOUT_0 is not a setting");
    }

    @Test
    void twoVariablesForOneSettingAreAProblem() {
        assertThat(Loading.only(Loading.problems(SettingsSources.builder()
                                .environment(
                                        Map.of("BREAKWATER_ATTEMPT_TIMEOUT", "1s", "BREAKWATER_ATTEMPTTIMEOUT", "2s"))))
                        .message())
                .contains("says what BREAKWATER_ATTEMPTTIMEOUT says already");
        assertThat(Loading.only(Loading.problems(SettingsSources.builder()
                                .environment(Map.of("BREAKWATER_EXCLUDE", "/a", "BREAKWATER_EXCLUDE_0", "/b"))))
                        .message())
                .contains("says what BREAKWATER_EXCLUDE says already");
    }

    @Test
    void noNameStandsForTwoSettings() {
        assertThat(SettingsLoader.catalogue().stream().flatMap(setting -> Stream.of(
                                EnvironmentNames.nameOf(setting.key()), EnvironmentNames.bootNameOf(setting.key()))
                        .distinct()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BREAKWATER_SERVICE_HOST",
                "BREAKWATER_SERVICE_PORT",
                "BREAKWATER_SERVICE_PORT_HTTP",
                "BREAKWATER_PORT",
                "BREAKWATER_PORT_8080_TCP",
                "BREAKWATER_PORT_8080_TCP_ADDR",
                "BREAKWATER_DEMO_SERVICE_HOST",
                "BREAKWATER_DEMO_PORT_53_UDP_PROTO",
            })
    void whatKubernetesTellsAboutAServiceOfThisNameIsPassedOver(String variable) {
        assertThat(Loading.problems(SettingsSources.builder().environment(Map.of(variable, "tcp://10.0.0.1:80"))))
                .isEmpty();
    }

    @Test
    void noSettingIsTakenForKubernetes() {
        assertThat(SettingsLoader.catalogue())
                .noneMatch(setting ->
                        EnvironmentNames.isKubernetes(EnvironmentNames.nameOf(RawEntry.PREFIX + setting.key())));
    }

    @Test
    void anEmptyVariableIsAProblem() {
        assertThat(Loading.only(Loading.problems(
                                SettingsSources.builder().environment(Map.of("BREAKWATER_TIMEOUT", " "))))
                        .message())
                .startsWith("is empty");
    }
}
