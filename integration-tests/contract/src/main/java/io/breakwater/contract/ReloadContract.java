package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.BreakwaterFilter;
import io.breakwater.config.SettingsException;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.LateWriter;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Silence;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings change while the app runs, and nobody notices but by what they say. */
@Promise("Reload")
public class ReloadContract extends GuardedContract {
    private static final int RELOADS = 100;
    private static final int REQUESTS_A_RELOAD = 10;
    private static final int CLIENTS = 4;

    @TempDir
    Path directory;

    private Path settings(String... lines) throws IOException {
        return new RewrittenSettings(directory).write(List.of(lines));
    }

    @Test
    void aHundredReloadsUnderLoadFailNoExchangeAndNoBreakerForgets() throws Exception {
        downstream.on("/broken", new Reset());
        downstream.on("/shaky", new Reset());
        String[] always = {
            "breakwater.reload.interval=0",
            "breakwater.retry.max-attempts=1",
            "breakwater.concurrency.max=50",
            "breakwater.circuit-breaker.sliding-window-type=COUNT_BASED",
            "breakwater.circuit-breaker.minimum-number-of-calls=4",
            "breakwater.circuit-breaker.wait-duration-in-open-state=1h",
            "breakwater.circuit-breaker.max-wait-duration-in-open-state=1h",
            "breakwater.routes.broken.path=/broken",
            "breakwater.routes.shaky.path=/shaky"
        };
        Path file = settings(always);
        URI uri = start(new ProxyServlet(downstream.uri()), "config=" + file);
        for (int i = 0; i < 4; i++) {
            assertThat(ask(uri, visit("/broken")).status()).isEqualTo(502);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(ask(uri, visit("/shaky")).status()).isEqualTo(502);
        }

        AtomicInteger toSend = new AtomicInteger(RELOADS * REQUESTS_A_RELOAD);
        Semaphore answered = new Semaphore(0);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<List<Integer>>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> visitAll(uri, toSend, answered)));
            }
            for (int i = 0; i < RELOADS; i++) {
                assertThat(answered.tryAcquire(REQUESTS_A_RELOAD, 20, TimeUnit.SECONDS))
                        .isTrue();
                reload(i, always);
                assertThat(ask(uri, visit("/broken")).header("Proxy-Status")).contains("destination_unavailable");
            }
            for (Future<List<Integer>> client : clients) {
                assertThat(client.get(20, TimeUnit.SECONDS)).allMatch(status -> status == 200);
            }
        } finally {
            threads.shutdownNow();
        }
        // The fourth failure, though a hundred reloads lie between it and the third.
        assertThat(ask(uri, visit("/shaky")).status()).isEqualTo(502);
        assertThat(ask(uri, visit("/shaky")).status()).isEqualTo(503);
        await().until(() -> route().availableConcurrency().equals(OptionalInt.of(50)));
    }

    /** Every second one is refused. */
    private void reload(int round, String... always) throws IOException {
        List<String> lines = new ArrayList<>(List.of(always));
        lines.add("breakwater.timeout=" + (20 + round) + "s");
        if (round % 2 == 1) {
            lines.add("breakwater.timeuot=5s");
        }
        settings(lines.toArray(String[]::new));
        if (round % 2 == 1) {
            assertThatThrownBy(breakwater()::reload).isInstanceOf(SettingsException.class);
        } else {
            assertThat(breakwater().reload()).extracting(change -> change.key()).containsExactly("timeout");
        }
    }

    private static List<Integer> visitAll(URI uri, AtomicInteger toSend, Semaphore answered) {
        List<Integer> statuses = new ArrayList<>();
        try (RawClient client = RawClient.to(uri)) {
            while (toSend.getAndDecrement() > 0) {
                statuses.add(client.exchange(visit("/well")).status());
                answered.release();
            }
        }
        return statuses;
    }

    @Test
    void whoIsUnderWayFinishesOnTheOldSettingsAndWhoComesHasTheNew() throws Exception {
        downstream.behave(new Silence());
        LateWriter inside = new LateWriter("on the old");
        Path file = settings("breakwater.timeout=50s", "breakwater.reload.interval=0");
        URI uri = start(GuardedApp.empty()
                .with(guard("config=" + file, "circuit-breaker.enabled=false"))
                .with(ServletEntry.of("/late", inside.asServlet()))
                .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri()))));
        RawClient early = connect(uri).send(visit("/late"));
        inside.awaitArrival();

        settings("breakwater.timeout=300ms", "breakwater.reload.interval=0");
        breakwater().reload();

        assertThat(ask(uri, visit("/new")).status()).isEqualTo(504);
        inside.letGo();
        assertThat(early.receive().body().utf8()).isEqualTo("on the old");
        assertThat(inside.result().get(10, TimeUnit.SECONDS).interrupted()).isFalse();
    }

    @Test
    void aFileIsWatchedFromTheStartOfTheAppToItsEnd() throws Exception {
        downstream.behave(new Refuse());
        Path file = settings("breakwater.reload.interval=100ms", "breakwater.brand.name=Harbour Books");
        ContainerUnderTest container = newContainer();
        URI uri = start(container, GuardedApp.of(Failing.not("root").asServlet()));
        ContainerUnderTest.Deployed app = container.deploy(
                GuardedApp.empty()
                        .at("/app")
                        .with(FilterEntry.of("breakwater", BreakwaterFilter.class)
                                .with("breakwater.config", file.toString()))
                        .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri()))),
                getClass().getClassLoader());
        assertThat(ask(uri, visit("/app/x")).body().utf8()).contains("Harbour Books");

        settings("breakwater.reload.interval=100ms", "breakwater.brand.name=Harbour Teas");

        await().until(() -> ask(uri, visit("/app/x")).body().utf8().contains("Harbour Teas"));
        app.close();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("breakwater-settings"));
    }

    @Test
    void aRouteThatCameAndOneThatWentAreFoundAtOnce() throws Exception {
        Path file = settings("breakwater.reload.interval=0", "breakwater.routes.old.path=/old");
        URI uri = start(Failing.not("well"), "config=" + file);

        settings("breakwater.reload.interval=0", "breakwater.routes.new.path=/new");
        breakwater().reload();
        RawResponse old = ask(uri, visit("/old"));
        RawResponse fresh = ask(uri, visit("/new"));

        assertThat(old.status()).isEqualTo(200);
        assertThat(fresh.status()).isEqualTo(200);
        assertThat(reports.await(2)).extracting(report -> report.route()).containsExactly("default", "new");
    }
}
