package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What bounds the load on a downstream goes on counting when its settings change. */
@Promise("ReloadedLimits")
public class ReloadedLimitsContract extends GuardedContract {
    private static final int TRIALS = 2;

    @TempDir
    Path directory;

    /** Requests in the app, and the gates that hold them, one each. */
    private final AtomicInteger inside = new AtomicInteger();

    private final ConcurrentLinkedQueue<Gate> gates = new ConcurrentLinkedQueue<>();

    private final Subject holds = (request, response) -> {
        if (request.getRequestURI().equals("/fails")) {
            response.sendError(502);
        } else if (request.getRequestURI().equals("/hold")) {
            Gate gate = new Gate();
            gates.add(gate);
            inside.incrementAndGet();
            try {
                gate.pass();
            } finally {
                inside.decrementAndGet();
            }
        }
    };

    private Path settings(String... lines) throws IOException {
        return new RewrittenSettings(directory)
                .write(List.of(lines).stream().map(line -> "breakwater." + line).toList());
    }

    private void reload(String... lines) throws IOException {
        settings(lines);
        assertThat(breakwater().reload()).isNotEmpty();
    }

    /** One more request, which gets in or is refused. */
    private void oneMore(URI uri) {
        int in = gates.size();
        int refused = reports.all().size();
        connect(uri).send(visit("/hold"));
        await().until(() -> gates.size() > in || reports.all().size() > refused);
    }

    /** So many come, and find room for so many. */
    private void assertOf(URI uri, int come, int room) {
        int before = inside.get();
        for (int i = 0; i < come; i++) {
            oneMore(uri);
        }
        assertThat(inside).hasValue(before + room);
    }

    private void letGo(int count) {
        int after = inside.get() - count;
        for (int i = 0; i < count; i++) {
            gates.remove().open();
        }
        await().until(() -> inside.get() == after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "none"})
    void aLimitThatIsTightenedCountsThoseThatAreInside(String before) throws Exception {
        Path file = settings("reload.interval=0", "concurrency.max=" + before);
        URI uri = start(holds, "config=" + file, "circuit-breaker.enabled=false");
        assertOf(uri, 8, 8);

        for (int max = 7; max >= 5; max--) {
            reload("reload.interval=0", "concurrency.max=" + max);
            assertOf(uri, 1, 0);
        }

        letGo(3);
        awaitAvailable(0);
        assertOf(uri, 1, 0);
        letGo(2);
        awaitAvailable(2);
        assertOf(uri, 3, 2);
        reload("reload.interval=0", "concurrency.max=6");
        assertOf(uri, 2, 1);
        letGo(6);
        awaitAvailable(6);
    }

    @Test
    void aLimitThatLearnsCountsWithTheOthers() throws Exception {
        Path file = settings("reload.interval=0", "concurrency.max=auto");
        URI uri = start(holds, "config=" + file, "circuit-breaker.enabled=false");
        assertOf(uri, 5, 5);

        reload("reload.interval=0", "concurrency.max=5");
        assertOf(uri, 1, 0);
        letGo(2);
        awaitAvailable(2);
        assertOf(uri, 3, 2);

        reload("reload.interval=0", "concurrency.max=auto");
        assertOf(uri, 3, 3);
        assertThat(route().inFlight()).isEqualTo(8);

        reload("reload.interval=0", "concurrency.max=8");
        assertOf(uri, 1, 0);
        letGo(8);
        awaitAvailable(8);
    }

    private void awaitAvailable(int places) {
        await().until(() -> route().availableConcurrency().orElseThrow() == places);
    }

    @Test
    void aHalfOpenBreakerWhoseSettingsChangeCountsTheTrialsUnderWay() throws Exception {
        String[] always = {
            "reload.interval=0",
            "retry.max-attempts=1",
            "circuit-breaker.minimum-number-of-calls=1",
            "circuit-breaker.permitted-number-of-calls-in-half-open-state=" + TRIALS,
            "circuit-breaker.wait-duration-in-open-state=50ms",
            "circuit-breaker.max-wait-duration-in-open-state=50ms",
            "circuit-breaker.slow-call-duration-threshold=5s"
        };
        Path file = settings(always);
        URI uri = start(holds, "config=" + file);
        assertThat(ask(uri, visit("/fails")).status()).isEqualTo(502);
        await().until(() -> {
            oneMore(uri);
            return inside.get() == TRIALS;
        });

        for (int seconds = 6; seconds <= 8; seconds++) {
            always[always.length - 1] = "circuit-breaker.slow-call-duration-threshold=" + seconds + "s";
            reload(always);
            // For longer than it would wait if it were open again.
            await().during(Duration.ofMillis(200)).until(() -> {
                oneMore(uri);
                return inside.get() <= TRIALS;
            });
        }

        gates.forEach(Gate::open);
        await().until(() -> ask(uri, RawRequest.get("/well")).status() == 200
                && route().breakerState().equals("CLOSED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/*", "/api/*", "*.do"})
    void twoGuardsOfWhichOneDoesNothingAreToldOfOnce(String pattern) {
        try (LogLines lines = LogLines.of("io.breakwater")) {
            URI uri = start(GuardedApp.empty()
                    .with(guard("timeout=7s").named("outer-guard"))
                    .with(guard("timeout=5s").named("inner-guard").at(pattern))
                    .with(ServletEntry.of("/*", holds.asServlet())));
            for (int i = 0; i < 3; i++) {
                try (RawClient client = RawClient.to(uri)) {
                    assertThat(client.exchange(visit("/api/x.do")).status()).isEqualTo(200);
                }
            }

            await().until(() -> !lines.messages(Level.WARN).isEmpty());
            assertThat(lines.messages(Level.WARN)).singleElement().asString().contains("inner-guard");
        }
    }

    @Test
    void twoGuardsEachWithItsOwnPathsAreNothingToWarnOf() {
        try (LogLines lines = LogLines.of("io.breakwater")) {
            URI uri = start(GuardedApp.empty()
                    .with(guard("timeout=7s").named("one").at("/api/*"))
                    .with(guard("timeout=5s").named("other").at("/shop/*"))
                    .with(ServletEntry.of("/*", holds.asServlet())));

            assertThat(ask(uri, visit("/api/x")).status()).isEqualTo(200);
            assertThat(ask(uri, visit("/shop/x")).status()).isEqualTo(200);
            reports.await(2);

            assertThat(lines.messages(Level.WARN)).isEmpty();
        }
    }
}
