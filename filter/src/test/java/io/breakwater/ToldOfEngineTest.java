package io.breakwater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.config.SettingChange;
import io.breakwater.config.SettingsException;
import io.breakwater.observe.EngineView;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.RouteStatus;
import io.breakwater.observe.SettingsReload;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a listener is told of the engine itself. */
class ToldOfEngineTest {

    @TempDir
    Path directory;

    private final Hearing hearing = new Hearing();

    private static final class Hearing implements ExchangeListener {
        private final List<SettingsReload> reloads = new CopyOnWriteArrayList<>();
        private volatile Supplier<List<RouteStatus>> routes = List::of;
        private volatile int stopped;

        @Override
        public void engineStarted(EngineView engine) {
            routes = engine::routes;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one engine, one close
        public void engineStopped() {
            stopped++;
        }

        @Override
        public void settingsReloaded(SettingsReload reload) {
            reloads.add(reload);
        }
    }

    private Breakwater start(Path file) {
        Breakwater.Builder builder = Breakwater.builder().listener(hearing).set("breakwater.config", file.toString());
        builder.sources().environment(Map.of());
        return builder.build();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("a.properties"), text);
    }

    @Test
    void routesTellTheLimitsInForceAndWhereTheDownstreamIs() throws IOException {
        Path file = write(
                """
                breakwater.reload.interval=0
                breakwater.routes.orders.path=/orders/*
                breakwater.routes.orders.downstream=https://orders.example:8443/v1
                breakwater.routes.orders.timeout=5s
                breakwater.routes.orders.attempt-timeout=2s
                breakwater.routes.orders.concurrency.max=7
                breakwater.routes.stock.path=/stock/*
                breakwater.routes.stock.downstream=stock
                """);
        try (Breakwater breakwater = start(file)) {
            assertThat(hearing.routes.get()).isEqualTo(breakwater.routes());
            RouteStatus orders = named("orders");
            assertThat(orders.downstreamUrl()).contains(URI.create("https://orders.example:8443/v1"));
            assertThat(orders.limits().timeout()).isEqualTo(Duration.ofSeconds(5));
            assertThat(orders.limits().attemptTimeout()).isEqualTo(Duration.ofSeconds(2));
            assertThat(orders.limits().maxConcurrency()).hasValue(7);
            assertThat(orders.limits().maxAttempts()).isEqualTo(2);
            assertThat(orders.breakerOpenUntil()).isEmpty();
            assertThat(named("stock").downstreamUrl()).as("of a name").isEmpty();
            assertThat(named("default").downstreamUrl()).as("of none").isEmpty();
        }
        assertThat(hearing.stopped).isOne();
    }

    private RouteStatus named(String route) {
        return hearing.routes.get().stream()
                .filter(status -> status.route().equals(route))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReloadIsToldWithItsChangesOrWithWhatIsWrong() throws IOException {
        Path file = write("breakwater.reload.interval=0\nbreakwater.attempt-timeout=1s\nbreakwater.timeout=5s\n");
        try (Breakwater breakwater = start(file)) {
            write("breakwater.reload.interval=0\nbreakwater.attempt-timeout=1s\nbreakwater.timeout=3s\n");
            breakwater.reload();
            write("breakwater.reload.interval=0\nbreakwater.attempt-timeout=1s\nbreakwater.timeout=soon\n");
            assertThatThrownBy(breakwater::reload).isInstanceOf(SettingsException.class);

            assertThat(hearing.reloads).hasSize(2);
            assertThat(hearing.reloads.get(0).accepted()).isTrue();
            assertThat(hearing.reloads.get(0).changes())
                    .containsExactly(new SettingChange("timeout", Optional.of("5s"), Optional.of("3s")));
            assertThat(hearing.reloads.get(1).accepted()).isFalse();
            assertThat(hearing.reloads.get(1).refusal().orElseThrow()).contains("soon");
        }
    }

    @Test
    void aFileThatHasGoneIsARefusal() throws IOException {
        Path file = write("breakwater.reload.interval=100ms\n");
        try (Breakwater breakwater = start(file)) {
            Files.delete(file);

            await().until(() -> !hearing.reloads.isEmpty());
            assertThat(hearing.reloads.get(0).refusal().orElseThrow()).contains("is not there any more");
            assertThat(breakwater.routes()).isNotEmpty();
        }
    }
}
