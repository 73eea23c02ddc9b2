package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.breakwater.fault.Fault;
import io.breakwater.internal.config.CircuitBreakerSettings.SlidingWindowType;
import io.breakwater.internal.config.PageSettings.Replace;
import io.breakwater.internal.config.PageSettings.Theme;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingValuesTest {

    static Stream<Arguments> values() {
        return Stream.of(
                timeouts("timeout=20s", TimeoutSettings::exchange, Duration.ofSeconds(20)),
                timeouts("timeout=1h", TimeoutSettings::exchange, Duration.ofHours(1)),
                timeouts("attempt-timeout=250ms", TimeoutSettings::attempt, Duration.ofMillis(250)),
                timeouts("idle-timeout=2m", TimeoutSettings::idle, Optional.of(Duration.ofMinutes(2))),
                timeouts("idle-timeout=0", TimeoutSettings::idle, Optional.empty()),
                timeouts("idle-timeout=0s", TimeoutSettings::idle, Optional.empty()),
                timeouts("timeout-interrupt=false", TimeoutSettings::interrupt, false),
                timeouts("client-wait=3s", TimeoutSettings::clientWait, Duration.ofSeconds(3)),
                retry("retry.max-attempts=10", RetrySettings::maxAttempts, 10),
                retry("retry.methods=GET,PUT , DELETE", RetrySettings::methods, Set.of("GET", "PUT", "DELETE")),
                retry("retry.methods=none", RetrySettings::methods, Set.of()),
                retry("retry.unsent-methods=any", RetrySettings::unsentMethods, Optional.empty()),
                retry("retry.unsent-methods=none", RetrySettings::unsentMethods, Optional.of(Set.of())),
                retry("retry.unsent-methods=POST", RetrySettings::unsentMethods, Optional.of(Set.of("POST"))),
                retry("retry.on=502, 504", RetrySettings::onStatuses, Set.of(502, 504)),
                retry("retry.on=502, 504", RetrySettings::onFaults, Set.of()),
                retry(
                        "retry.on=pool_exhausted, http_response_timeout",
                        RetrySettings::onFaults,
                        Set.of(Fault.POOL_EXHAUSTED, Fault.RESPONSE_TIMEOUT)),
                retry("retry.idempotency-key=true", RetrySettings::idempotencyKey, true),
                retry("retry.backoff.initial=1ms", RetrySettings::initialBackoff, Duration.ofMillis(1)),
                retry("retry.backoff.max=1s", RetrySettings::maxBackoff, Duration.ofSeconds(1)),
                retry("retry.max-body=1MB", RetrySettings::maxBodyBytes, 1_048_576),
                retry("retry.max-body=0B", RetrySettings::maxBodyBytes, 0),
                retry("retry.budget.ratio=12.5%", r -> r.budget().ratio(), 0.125),
                retry("retry.budget.min-per-second=0", r -> r.budget().minPerSecond(), 0),
                retry("retry.budget.window=1m", r -> r.budget().window(), Duration.ofMinutes(1)),
                breaker("circuit-breaker.failure-rate-threshold=33.3%", b -> b.failureRateThreshold(), 33.3f),
                breaker("circuit-breaker.minimum-number-of-calls=5", b -> b.minimumNumberOfCalls(), 5),
                breaker(
                        "circuit-breaker.sliding-window-type=TIME_BASED",
                        b -> b.slidingWindowType(),
                        SlidingWindowType.TIME_BASED),
                breaker("circuit-breaker.sliding-window-size=100", b -> b.slidingWindowSize(), 100),
                breaker(
                        "circuit-breaker.slow-call-duration-threshold=1s",
                        b -> b.slowCallDurationThreshold(),
                        Duration.ofSeconds(1)),
                breaker("circuit-breaker.slow-call-rate-threshold=100", b -> b.slowCallRateThreshold(), 100f),
                breaker(
                        "circuit-breaker.wait-duration-in-open-state=10s",
                        b -> b.waitDurationInOpenState(),
                        Duration.ofSeconds(10)),
                breaker(
                        "circuit-breaker.max-wait-duration-in-open-state=2m",
                        b -> b.maxWaitDurationInOpenState(),
                        Duration.ofMinutes(2)),
                breaker(
                        "circuit-breaker.permitted-number-of-calls-in-half-open-state=1",
                        b -> b.permittedNumberOfCallsInHalfOpenState(),
                        1),
                breaker(
                        "circuit-breaker.max-wait-duration-in-half-open-state=30s",
                        b -> b.maxWaitDurationInHalfOpenState(),
                        Duration.ofSeconds(30)),
                value("retry.max-attempts=1", RouteSettings::retry, Optional.empty()),
                value("circuit-breaker.enabled=false", RouteSettings::circuitBreaker, Optional.empty()),
                value("mode=observe", RouteSettings::mode, Mode.OBSERVE),
                value("concurrency.max=150", RouteSettings::maxConcurrency, OptionalInt.of(150)),
                value("concurrency.max=none", RouteSettings::maxConcurrency, OptionalInt.empty()),
                value("page.replace=never", r -> r.page().replace(), Replace.NEVER),
                value("page.theme=dusk", r -> r.page().theme(), Theme.DUSK),
                value("page.languages=de, all", r -> r.page().languages(), List.of("de", "all")),
                value("page.languages=zh-Hant,pt-BR", r -> r.page().languages(), List.of("zh-Hant", "pt-BR")),
                value(
                        "page.cors=https://shop.example, https://*.shop.example:8443",
                        r -> r.page().cors().origins(),
                        List.of("https://shop.example", "https://*.shop.example:8443")),
                value("page.cors=*", r -> r.page().cors().isForAny(), true),
                value("page.cors.credentials=true", r -> r.page().cors().credentials(), true),
                value("page.template-reload=true", r -> r.page().reload(), true),
                value("page.details=true", r -> r.page().details(), true),
                brand("brand.name=Größe & Söhne", Brand::name, "Größe & Söhne"),
                brand("brand.accent=#0A66C2", Brand::accent, "#0a66c2"),
                brand("brand.background=#FFEEDD", Brand::background, "#ffeedd"),
                brand("brand.phone=+49 (30) 12-34", Brand::phone, "+49 (30) 12-34"),
                brand("brand.sentence=Call us, we are there.", Brand::sentence, "Call us, we are there."),
                brand("brand.footer=© Größe & Söhne", Brand::footer, "© Größe & Söhne"),
                brand("brand.support=tel:+49301234", Brand::support, URI.create("tel:+49301234")),
                brand("brand.support=mailto:a@b.example", Brand::support, URI.create("mailto:a@b.example")),
                brand("brand.status-page=https://s.example/", Brand::statusPage, URI.create("https://s.example/")),
                brand("brand.home=/start?from=sorry", Brand::home, URI.create("/start?from=sorry")),
                brand("brand.home=https://shop.example/", Brand::home, URI.create("https://shop.example/")));
    }

    private static Arguments value(String pair, Function<RouteSettings, Object> part, Object expected) {
        return arguments(pair, part, expected);
    }

    private static Arguments timeouts(String pair, Function<TimeoutSettings, Object> part, Object expected) {
        return value(pair, route -> part.apply(route.timeouts()), expected);
    }

    private static Arguments retry(String pair, Function<RetrySettings, Object> part, Object expected) {
        return value(pair, route -> part.apply(route.retry().orElseThrow()), expected);
    }

    private static Arguments breaker(String pair, Function<CircuitBreakerSettings, Object> part, Object expected) {
        return value(pair, route -> part.apply(route.circuitBreaker().orElseThrow()), expected);
    }

    private static Arguments brand(String pair, Function<Brand, Object> part, Object expected) {
        return value(pair, route -> part.apply(route.page().brand()), Optional.of(expected));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void aValueShowsInTheDefaultsAndInEveryRouteThatDoesNotSayOtherwise(
            String pair, Function<RouteSettings, Object> part, Object expected) {
        BreakwaterSettings settings = Loading.load(pair, "routes.orders.path=/orders/*");

        assertThat(part.apply(settings.defaults())).isEqualTo(expected);
        assertThat(part.apply(settings.routes().get(0))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "routes.orders.{0}")
    @MethodSource("values")
    void aRouteOverridesItForItselfOnly(String pair, Function<RouteSettings, Object> part, Object expected) {
        BreakwaterSettings settings = Loading.load("routes.orders.path=/orders/*", "routes.orders." + pair);

        assertThat(part.apply(settings.routes().get(0))).isEqualTo(expected);
        assertThat(settings.defaults()).isEqualTo(Loading.load().defaults());
    }

    @Test
    void everySettingOfRoutesIsInThisTable() {
        Set<String> tested =
                values().map(row -> ((String) row.get()[0]).split("=", 2)[0]).collect(Collectors.toSet());

        assertThat(tested)
                .containsAll(KnownKeys.routeKeys().stream()
                        .filter(key -> !key.startsWith("page.template")
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
                        new BrandLink("Imprint", URI.create("/imprint?a=b")),
                        new BrandLink("Privacy", URI.create("https://shop.example/p")));
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
        assertThat(route.maxConcurrency()).isEmpty();
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
