package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Breakwater;
import io.breakwater.observe.RouteStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The command line, and a replica in this JVM. */
class CommandLineTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, String... args) {
        out.reset();
        return Main.run(List.of(args), environment, new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private String told() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whoCallsItWronglyIsToldHow() {
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(told()).startsWith("usage: ");
        assertThat(run(Map.of(), "status", "--redis", "redis://127.0.0.1:1")).isEqualTo(2);
        assertThat(run(Map.of(), "force", "orders", "ajar", "--redis", "redis://x", "--name", "shop", "--for", "1m"))
                .isEqualTo(2);
        assertThat(run(Map.of(), "force", "orders", "open", "--redis", "redis://x", "--name", "shop", "--for", "8d"))
                .isEqualTo(2);
    }

    @Test
    void withoutRedisItSaysSoAndTellsNoSecret() {
        int code = run(
                Map.of("BREAKWATER_FLEET_REDIS", "redis://:s3cret@127.0.0.1:1", "BREAKWATER_FLEET_NAME", "shop"),
                "status");

        assertThat(code).isEqualTo(1);
        assertThat(told()).contains("Redis is not to be had").doesNotContain("s3cret");
    }

    @Test
    void aRouteIsForcedAndGivenBack() throws Exception {
        try (RedisServer redis = RedisServer.start();
                Breakwater engine = Breakwater.builder()
                        .listener(new Fleet())
                        .set("breakwater.routes.orders.path", "/orders/*")
                        .set("breakwater.fleet.redis", redis.url())
                        .set("breakwater.fleet.name", "shop")
                        .set("breakwater.fleet.environment", "test")
                        .set("breakwater.fleet.replica", "pod-1")
                        .build()) {
            Map<String, String> where = Map.of(
                    "BREAKWATER_FLEET_REDIS", redis.url(),
                    "BREAKWATER_FLEET_NAME", "shop",
                    "BREAKWATER_FLEET_ENVIRONMENT", "test");
            Awaitility.await().atMost(PATIENCE).until(() -> {
                run(where, "status");
                return told().contains("replica pod-1") && told().contains("  orders closed");
            });

            assertThat(run(where, "force", "nowhere", "open", "--for", "5m")).isEqualTo(1);
            assertThat(told()).contains("no replica has a route nowhere");
            assertThat(run(where, "force", "orders", "open", "--for", "5m", "--by", "Ada", "--reason", "a move"))
                    .isZero();
            awaitState(engine, "FORCED_OPEN");
            assertThat(run(where, "status")).isZero();
            assertThat(told()).contains("said orders open on all replicas by Ada, a move, for ");

            assertThat(run(where, "force", "orders", "automatic", "--for", "1s"))
                    .isZero();
            awaitState(engine, "CLOSED");

            // Another environment is another fleet.
            Map<String, String> elsewhere =
                    Map.of("BREAKWATER_FLEET_REDIS", redis.url(), "BREAKWATER_FLEET_NAME", "shop");
            assertThat(run(elsewhere, "status")).isZero();
            assertThat(told()).contains("no replica is there");
        }
    }

    private static void awaitState(Breakwater engine, String state) {
        Awaitility.await().atMost(PATIENCE).until(() -> engine.routes().stream()
                .filter(route -> route.route().equals("orders"))
                .map(RouteStatus::breakerState)
                .anyMatch(state::equals));
    }
}
