package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.BreakwaterFilter;
import io.breakwater.contract.FilterEntry;
import io.breakwater.contract.GuardedApp;
import io.breakwater.contract.GuardedContract;
import io.breakwater.contract.ServletEntry;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.BodyDrip;
import io.breakwater.downstream.InTurn;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Slow;
import jakarta.servlet.ServletException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the keys change that concern an exchange as a whole. */
final class ExchangeKeysTest extends GuardedContract {
    private static final Duration LATE = Duration.ofSeconds(1);

    private RawResponse through(String... settings) {
        return ask(start(new ProxyServlet(downstream.uri()), settings), visit("/orders/7"));
    }

    @Test
    @Shows("timeout")
    void timeout() {
        downstream.behave(new Slow(LATE, Answer.ok("late")));

        assertThat(through("timeout=200ms").status()).isEqualTo(504);
        assertThat(through("timeout=50s").status()).isEqualTo(200);
    }

    @Test
    @Shows("attempt-timeout")
    void attemptTimeout() {
        assertThat(attemptsWhenTheFirstIsLate("200ms")).isEqualTo(2);
        assertThat(attemptsWhenTheFirstIsLate("15s")).isEqualTo(1);
    }

    private int attemptsWhenTheFirstIsLate(String limit) {
        downstream.behave(InTurn.inTurn(new Slow(LATE, Answer.ok("late"))).thenAlways(Answer.ok("at once")));
        int before = reports.all().size();
        through("attempt-timeout=" + limit, "retry.on=http_response_timeout");
        return reports.await(before + 1).get(before).attempts();
    }

    @Test
    @Shows("idle-timeout")
    void idleTimeout() {
        downstream.behave(new BodyDrip(BEYOND_ANY_BUFFER, 2, LATE));

        assertThat(through("idle-timeout=200ms").whole()).isFalse();
        assertThat(through("idle-timeout=50s").whole()).isTrue();
    }

    @Test
    @Shows("timeout-interrupt")
    void timeoutInterrupt() throws Exception {
        assertThat(howAStuckThreadComesFree(true)).isEqualTo("interrupted");
        assertThat(howAStuckThreadComesFree(false)).isEqualTo("let go");
    }

    @Test
    @Shows("client-wait")
    void clientWait() {
        assertThat(statusBesideAStalledUpload("client-wait=100ms")).isEqualTo(200);
        assertThat(statusBesideAStalledUpload("client-wait=1h")).isEqualTo(503);
    }

    /** Of another's request, once the one place is held by an upload that does not go on, or is free again. */
    private int statusBesideAStalledUpload(String setting) {
        CountDownLatch begun = new CountDownLatch(1);
        Subject reads = (request, response) -> {
            begun.countDown();
            request.getInputStream().readAllBytes();
        };
        URI uri = start(reads, "concurrency.max=1", setting);
        connect(uri).sendHead(RawRequest.post("/", "1234"));
        await().until(() -> begun.getCount() == 0);
        if (setting.endsWith("ms")) {
            await().until(() -> route().availableConcurrency().equals(OptionalInt.of(1)));
        }
        return ask(uri, visit("/")).status();
    }

    private String howAStuckThreadComesFree(boolean interrupt) throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        BlockingQueue<String> freed = new LinkedBlockingQueue<>();
        Subject stuck = (request, response) -> {
            try {
                gate.await();
                freed.add("let go");
            } catch (InterruptedException e) {
                freed.add("interrupted");
                throw new ServletException(e);
            }
        };
        URI uri = start(stuck, "timeout=200ms", "timeout-interrupt=" + interrupt);
        assertThat(ask(uri, visit("/")).status()).isEqualTo(504);
        if (!interrupt) {
            gate.countDown();
        }
        return String.valueOf(freed.poll(30, TimeUnit.SECONDS));
    }

    @Test
    @Shows("path")
    void path() {
        ask(start(Failing.not("well"), "routes.orders.path=/orders/*"), visit("/orders/7"));
        ask(start(Failing.not("well"), "routes.orders.path=/baskets/*"), visit("/orders/7"));

        assertThat(reports.await(2)).extracting(report -> report.route()).containsExactly("orders", "default");
    }

    @Test
    @Shows("downstream")
    void downstreamAlias() {
        downstream.behave(new Reset());

        assertThat(through("routes.orders.path=/*", "routes.orders.downstream=order-desk")
                        .header("Proxy-Status"))
                .contains("next-hop=order-desk");
        assertThat(through("routes.orders.path=/*").header("Proxy-Status")).doesNotContain("next-hop");
    }

    @Test
    @Shows("correlation.header")
    void correlationHeader() {
        RawResponse renamed = through("correlation.header=X-Visit");

        assertThat(renamed.headers().has("X-Visit")).isTrue();
        assertThat(renamed.headers().has(ID)).isFalse();
        assertThat(through().headers().has(ID)).isTrue();
    }

    @Test
    @Shows("config")
    void config(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("own.properties"), "breakwater.brand.name=From the file");

        assertThat(pageOf(FilterEntry.of("breakwater", BreakwaterFilter.class)
                        .with("breakwater.config", Objects.toString(file))))
                .contains("From the file");
        assertThat(pageOf(FilterEntry.of("breakwater", BreakwaterFilter.class))).doesNotContain("From the file");
    }

    private String pageOf(FilterEntry filter) {
        URI uri = start(GuardedApp.empty()
                .with(filter)
                .with(ServletEntry.of("/*", Failing.bySendError(503).asServlet())));
        return ask(uri, visit("/")).body().utf8();
    }
}
