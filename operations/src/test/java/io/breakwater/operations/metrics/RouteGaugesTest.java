package io.breakwater.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.observe.RouteLimits;
import io.breakwater.observe.RouteStatus;
import io.breakwater.observe.SettingsReload;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Gauges are those of the routes in force. */
class RouteGaugesTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeterListener listener = new MeterListener(registry);
    private final List<RouteStatus> routes = new ArrayList<>();

    private static RouteStatus route(String name, OptionalInt maxConcurrency, Map<String, String> byHandler) {
        return new RouteStatus(
                name,
                Optional.empty(),
                "CLOSED",
                Optional.empty(),
                Optional.empty(),
                maxConcurrency,
                maxConcurrency,
                byHandler,
                3,
                2,
                OptionalInt.of(7),
                new RouteLimits(Duration.ofSeconds(15), Duration.ofSeconds(10), maxConcurrency, 2, false));
    }

    private static RouteStatus route(String name) {
        return route(name, OptionalInt.empty(), Map.of());
    }

    private Set<String> routesWithGauges() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getType() == Meter.Type.GAUGE)
                .map(id -> String.valueOf(id.getTag("route")))
                .collect(Collectors.toSet());
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private void reload(List<RouteStatus> next, Optional<String> refusal) {
        routes.clear();
        routes.addAll(next);
        listener.settingsReloaded(new SettingsReload(List.of(), refusal));
    }

    @Test
    void aRouteThatVanishesInAReloadLosesItsGaugesAndANewOneGetsThem() {
        routes.addAll(List.of(route("default"), route("orders")));
        listener.engineStarted(() -> routes);
        assertThat(routesWithGauges()).containsExactlyInAnyOrder("default", "orders");

        reload(List.of(route("default"), route("stock")), Optional.empty());

        assertThat(routesWithGauges()).containsExactlyInAnyOrder("default", "stock");
        assertThat(gauge("breakwater.threads.stuck", "route", "stock")).isEqualTo(2);
    }

    @Test
    void aLimitHasANumberWhileItHoldsAlsoWithoutAReload() {
        routes.add(route("orders"));
        listener.engineStarted(() -> routes);
        assertThat(gauge("breakwater.concurrency.limit", "route", "orders")).isNaN();

        routes.set(0, route("orders", OptionalInt.of(4), Map.of()));
        await().untilAsserted(() -> assertThat(gauge("breakwater.concurrency.limit", "route", "orders"))
                .isEqualTo(4));

        routes.set(0, route("orders"));
        await().untilAsserted(() -> assertThat(gauge("breakwater.concurrency.limit", "route", "orders"))
                .isNaN());
    }

    @Test
    void aReloadThatIsRefusedIsCountedAndChangesNoGauge() {
        routes.add(route("orders"));
        listener.engineStarted(() -> routes);

        reload(List.of(route("stock")), Optional.of("timeout: soon is no duration"));

        assertThat(routesWithGauges()).containsExactly("orders");
        assertThat(registry.get("breakwater.settings.reloads")
                        .tag("result", "refused")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void theBreakersOfTheDefaultRoutesHandlersAreCountedWithItsOwn() {
        routes.add(route("default", OptionalInt.empty(), Map.of("/orders/*", "OPEN", "/stock/*", "CLOSED")));
        listener.engineStarted(() -> routes);

        assertThat(gauge("breakwater.breaker.state", "route", "default", "state", "open"))
                .isEqualTo(1);
        assertThat(gauge("breakwater.breaker.state", "route", "default", "state", "closed"))
                .isEqualTo(2);
        assertThat(gauge("breakwater.breaker.state", "route", "default", "state", "half_open"))
                .isZero();
    }

    @Test
    void anEngineThatHasEndedLeavesNoGauge() {
        routes.add(route("orders"));
        listener.engineStarted(() -> routes);

        listener.engineStopped();

        assertThat(routesWithGauges()).isEmpty();
        assertThat(registry.find("breakwater.settings.reloads").counters())
                .as("counters go on to be read")
                .isNotEmpty();
    }

    @Test
    void tagsOfTheAppsOwnTellTwoEnginesApart() {
        MeterListener api = new MeterListener(registry, Tags.of("filter", "api"));
        MeterListener shop = new MeterListener(registry, Tags.of("filter", "shop"));
        routes.add(route("default"));
        api.engineStarted(() -> routes);
        shop.engineStarted(() -> List.of(route("default"), route("stock")));

        api.exchangeSucceeded("default", 200, 1_000);
        api.engineStopped();

        assertThat(routesWithGauges()).containsExactlyInAnyOrder("default", "stock");
        assertThat(registry.get("breakwater.attempts")
                        .tag("filter", "api")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("breakwater.attempts")
                        .tags("filter", "shop", "route", "default")
                        .counter()
                        .count())
                .isZero();
    }
}
