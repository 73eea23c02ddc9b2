package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingValuesTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "io.breakwater.internal.config.SettingTables#values",
        "io.breakwater.internal.config.MaintenanceTables#values",
        "io.breakwater.internal.config.InjectTables#values"
    })
    void aValueShowsInTheDefaultsAndInEveryRouteThatDoesNotSayOtherwise(
            String pair, Function<RouteSettings, Object> part, Object expected) {
        BreakwaterSettings settings = Loading.load(pair, "routes.orders.path=/orders/*");

        assertThat(part.apply(settings.defaults())).isEqualTo(expected);
        assertThat(part.apply(settings.routes().get(0))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "routes.orders.{0}")
    @MethodSource({
        "io.breakwater.internal.config.SettingTables#values",
        "io.breakwater.internal.config.MaintenanceTables#values",
        "io.breakwater.internal.config.InjectTables#values"
    })
    void aRouteOverridesItForItselfOnly(String pair, Function<RouteSettings, Object> part, Object expected) {
        BreakwaterSettings settings = Loading.load("routes.orders.path=/orders/*", "routes.orders." + pair);

        assertThat(part.apply(settings.routes().get(0))).isEqualTo(expected);
        assertThat(settings.defaults()).isEqualTo(Loading.load().defaults());
    }

    @Test
    void everySettingOfRoutesIsInThisTable() {
        Set<String> tested = Stream.of(SettingTables.values(), MaintenanceTables.values(), InjectTables.values())
                .flatMap(rows -> rows)
                .map(row -> ((String) row.get()[0]).split("=", 2)[0])
                .collect(Collectors.toSet());

        assertThat(tested)
                .containsAll(Catalogue.routeKeys().stream()
                        .filter(key -> !key.startsWith("page.template")
                                // Absent on a route without stale.enabled.
                                && (!key.startsWith("stale.") || key.equals("stale.enabled"))
                                && !List.of(
                                                "path",
                                                "methods",
                                                "hosts",
                                                "headers",
                                                "downstream",
                                                "label",
                                                "brand.logo",
                                                "brand.links")
                                        .contains(key))
                        .toList());
    }

    @Test
    void aRouteHasItsPathsAndItsDownstream() {
        RouteSettings route = Loading.route(
                "routes.orders.path=/orders/*, /shops/*/orders,*.jpg",
                "routes.orders.downstream=orders-v2.internal",
                "routes.orders.label=Our order desk");

        assertThat(route.name()).isEqualTo("orders");
        assertThat(route.paths()).containsExactly("/orders/*", "/shops/*/orders", "*.jpg");
        assertThat(route.downstream()).contains("orders-v2.internal");
        assertThat(route.label()).contains("Our order desk");
        assertThat(Loading.route("routes.a.path=/", "routes.a.downstream=http://orders:8080/api")
                        .downstream())
                .contains("http://orders:8080/api");
    }

    @Test
    void theLastLineHasLinks() {
        assertThat(Loading.route(
                                "routes.a.path=/a",
                                "brand.links=Imprint = /imprint?a=b, Privacy=https://shop.example/p")
                        .page()
                        .brand()
                        .links())
                .containsExactly(
                        new Brand.Link("Imprint", URI.create("/imprint?a=b")),
                        new Brand.Link("Privacy", URI.create("https://shop.example/p")));
    }

    @Test
    void aRouteMayTakeBackWhatWasGivenForAll() {
        RouteSettings route = Loading.route(
                "brand.support=tel:1",
                "concurrency.max=5",
                "retry.max-attempts=1",
                "routes.a.path=/a",
                "routes.a.brand.support=none",
                "routes.a.concurrency.max=none",
                "routes.a.retry.max-attempts=3");

        assertThat(route.page().brand().support()).isEmpty();
        assertThat(route.concurrency().max()).isEmpty();
        assertThat(route.retry())
                .hasValueSatisfying(r -> assertThat(r.maxAttempts()).isEqualTo(3));
    }

    /** A retry runs the app's code again, so nothing is sent again but what somebody has listed. */
    @Test
    void whatProvablyNeverArrivedFollowsTheRoutesOwnMethodsUnlessToldOtherwise() {
        assertThat(unsentMethods("routes.a.retry.methods=GET, PUT")).contains(Set.of("GET", "PUT"));
        assertThat(unsentMethods("retry.methods=GET", "routes.a.retry.max-attempts=3"))
                .contains(Set.of("GET"));
        assertThat(unsentMethods("retry.unsent-methods=POST", "routes.a.retry.methods=GET"))
                .contains(Set.of("POST"));
        assertThat(unsentMethods(
                        "retry.unsent-methods=any",
                        "routes.a.retry.methods=PUT",
                        "routes.a.retry.unsent-methods=as-retry-methods"))
                .contains(Set.of("PUT"));
    }

    private static Optional<Set<String>> unsentMethods(String... pairs) {
        String[] all =
                Stream.concat(Stream.of("routes.a.path=/a"), Stream.of(pairs)).toArray(String[]::new);
        return Loading.route(all).retry().orElseThrow().unsentMethods();
    }

    @Test
    void theCorrelationHeaderIsOneForAllRoutes() {
        assertThat(Loading.load("correlation.header=X-Correlation-ID").correlationHeader())
                .isEqualTo("X-Correlation-ID");
    }

    @Test
    void howOftenTheFileIsLookedAtIsOneForAllRoutes() {
        assertThat(Loading.load("reload.interval=5s").reloadInterval()).contains(Duration.ofSeconds(5));
        assertThat(Loading.load("reload.interval=0").reloadInterval()).isEmpty();
        assertThat(Loading.problem("routes.a.path=/a", "routes.a.reload.interval=5s")
                        .message())
                .isEqualTo("is the same for all routes");
    }

    @Test
    void routesKeepTheOrderOfTheirFirstMention() {
        assertThat(Loading.load("routes.b.path=/b", "routes.a.path=/a", "routes.b.timeout=1s")
                        .routes())
                .extracting(RouteSettings::name)
                .containsExactly("b", "a");
    }
}
