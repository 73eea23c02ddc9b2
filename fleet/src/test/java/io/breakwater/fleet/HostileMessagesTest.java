package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Breakwater;
import io.breakwater.fleet.redis.RedisAddress;
import io.breakwater.observe.EngineView;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.RouteStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever can write to the channel: no exception escapes, memory stays flat, and nothing opens. */
class HostileMessagesTest {

    private static final long MOST_GROWTH = 16L * 1024 * 1024;
    private static final List<String> TYPES =
            List.of("opened", "failing", "recovered", "well", "hello", "word", "exploded", "");
    private static final List<String> ROUTES = List.of("orders", "default", "nowhere", "%00", "%zz", "a%26b", "*");

    private final Random random = new Random(20_261_130);

    private String line() {
        return switch (random.nextInt(4)) {
            case 0 -> noise(random.nextInt(200));
            case 1 -> noise(random.nextInt(3_000));
            case 2 ->
                "v=" + random.nextInt(3) + "&type=" + of(TYPES) + "&replica=" + noise(5) + "&route=" + of(ROUTES)
                        + "&n=" + random.nextLong();
            // The most dangerous: all of it could be true.
            default ->
                "v=1&type=" + of(TYPES) + "&replica=r" + random.nextInt() + "&route=" + of(ROUTES) + "&n="
                        + random.nextInt(3_600_000);
        };
    }

    private String of(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private String noise(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) (random.nextInt(8) == 0 ? random.nextInt(0x10000) : ' ' + random.nextInt(95)));
        }
        return text.toString();
    }

    private void send(int count) {
        AtomicReference<EngineView> view = new AtomicReference<>();
        Breakwater.Builder builder = Breakwater.builder()
                .listener(new ExchangeListener() {
                    @Override
                    public void engineStarted(EngineView engine) {
                        view.set(engine);
                    }
                })
                .set("breakwater.routes.orders.path", "/orders/*");
        builder.sources().environment(Map.of());
        FleetSettings settings = new FleetSettings(
                new RedisAddress("redis://127.0.0.1:1", Optional.empty(), Optional.empty(), Optional.empty()),
                "shop",
                Optional.empty(),
                Optional.empty(),
                2,
                true);
        // Never started: the test is the thread on which it thinks.
        try (Breakwater engine = builder.build();
                Membership membership = new Membership(
                        settings, "self", view.get(), view.get().breakers().orElseThrow())) {
            for (int i = 0; i < 20_000; i++) {
                membership.message(line());
            }
            long before = usedBytes();
            for (int i = 0; i < count; i++) {
                membership.message(line());
            }

            assertThat(usedBytes() - before).isLessThan(MOST_GROWTH);
            assertThat(engine.routes()).extracting(RouteStatus::breakerState).containsOnly("CLOSED");
        }
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void nothingOpensForAHundredThousand() {
        send(100_000);
    }

    @Test
    @Tag("heavy")
    void nothingOpensForAMillion() {
        send(1_000_000);
    }
}
