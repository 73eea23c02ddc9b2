package io.breakwater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.internal.exchange.fake.FakeContainer;
import io.breakwater.internal.exchange.fake.FakeRequest;
import io.breakwater.internal.exchange.fake.FakeResponse;
import io.breakwater.internal.exchange.fake.Link;
import io.breakwater.observe.BreakerAdvisor;
import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerSteering;
import io.breakwater.observe.BreakerSteering.Word;
import io.breakwater.observe.EngineView;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.RouteStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a listener may do to the circuit breakers of an engine. */
class SteeredBreakersTest {

    private static final BreakerId ORDERS = new BreakerId("orders", Optional.empty());

    @TempDir
    Path directory;

    private final List<BreakerSteering> steerings = new ArrayList<>();

    private Breakwater start(Path file) {
        Breakwater.Builder builder = Breakwater.builder()
                .listener(new ExchangeListener() {
                    @Override
                    public void engineStarted(EngineView engine) {
                        steerings.add(engine.breakers().orElseThrow());
                    }
                })
                .set("breakwater.config", file.toString());
        builder.sources().environment(Map.of());
        return builder.build();
    }

    private Path write(String minimumCalls) throws IOException {
        return Files.writeString(
                directory.resolve("a.properties"),
                "breakwater.reload.interval=0\nbreakwater.routes.orders.path=/orders/*\n"
                        + "breakwater.routes.orders.circuit-breaker.minimum-number-of-calls=" + minimumCalls + "\n"
                        + "breakwater.routes.plain.path=/plain/*\n"
                        + "breakwater.routes.plain.circuit-breaker.enabled=false\n");
    }

    private static int retryAfter(Breakwater engine) {
        FakeContainer container =
                new FakeContainer(List.of(new BreakwaterFilter(engine)), (request, response) -> {}, Link::new);
        FakeResponse response = container.serve(FakeRequest.page("/orders/1"));
        assertThat(response.getStatus()).isEqualTo(503);
        return Integer.parseInt(String.valueOf(response.getHeader("Retry-After")));
    }

    private static String state(Breakwater engine, String route) {
        return engine.routes().stream()
                .filter(status -> status.route().equals(route))
                .map(RouteStatus::breakerState)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anOperatorsWordHoldsAcrossReloads() throws IOException {
        Path file = write("20");
        try (Breakwater engine = start(file)) {
            BreakerSteering steering = steerings.get(0);
            assertThat(steering.force("orders", Word.OPEN, Duration.ofSeconds(3)))
                    .isTrue();
            assertThat(steering.force("nowhere", Word.OPEN, Duration.ofMinutes(1)))
                    .isFalse();
            assertThat(steering.force("plain", Word.OPEN, Duration.ofMinutes(1)))
                    .isFalse();
            assertThat(state(engine, "orders")).isEqualTo("FORCED_OPEN");
            // What visitors are told is never sooner than the end, and a little later for some.
            assertThat(retryAfter(engine)).isGreaterThanOrEqualTo(3);
            await().until(() -> retryAfter(engine) == 1);

            write("30");
            engine.reload();

            assertThat(state(engine, "orders")).isEqualTo("FORCED_OPEN");
            assertThat(retryAfter(engine)).as("no longer than was said").isLessThan(3);
            assertThat(steering.minimumCalls(ORDERS)).isEqualTo(30);
            steering.force("orders", Word.AUTOMATIC, Duration.ZERO);
            assertThat(state(engine, "orders")).isEqualTo("CLOSED");
        }
    }

    @Test
    void whatIsNotThereIsLeftAlone() throws IOException {
        try (Breakwater engine = start(write("20"))) {
            BreakerSteering steering = steerings.get(0);
            BreakerId nowhere = new BreakerId("nowhere", Optional.of("/x"));

            steering.adviseBy(new Broken());
            steering.beWary(nowhere, 2, Optional.empty());
            steering.tryWithin(nowhere, Duration.ZERO);

            assertThat(steering.minimumCalls(nowhere)).isZero();
            assertThat(steering.remainingOpen(nowhere)).isZero();
            assertThat(state(engine, "orders")).isEqualTo("CLOSED");
        }
    }

    private static final class Broken implements BreakerAdvisor {
        @Override
        public boolean mayTry(BreakerId breaker) {
            throw new IllegalStateException();
        }

        @Override
        public void failing(BreakerId breaker, int inARow) {
            throw new IllegalStateException();
        }

        @Override
        public void foundWell(BreakerId breaker) {
            throw new IllegalStateException();
        }
    }
}
