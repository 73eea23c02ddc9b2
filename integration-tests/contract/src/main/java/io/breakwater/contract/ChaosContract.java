package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.UninterruptibleProxy;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.CutAfter;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Silence;
import io.breakwater.downstream.Slow;
import io.breakwater.downstream.Stall;
import io.breakwater.observe.ExchangeReport;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/**
 * A slow route in a storm: hundreds at once, downstreams that fail in every way and clients that leave in every way, in an
 * order that a seed decides. Afterwards the books must balance.
 */
@Promise("Chaos")
public class ChaosContract extends GuardedContract {
    private static final int AT_ONCE = 300;
    /** Of the app, so that nobody waits for a thread. */
    private static final int THREADS = 330;

    private static final long SEED = Long.getLong("chaos.seed", 20_261_123);
    private static final long STORM_NANOS = TimeUnit.SECONDS.toNanos(Long.getLong("chaos.seconds", 8));

    private static final Duration ATTEMPT = Duration.ofMillis(500);

    /** The request attribute that says when the request was last outside of any attempt. */
    private static final String LEFT_AT = ChaosContract.class.getName();

    private static final Duration CALM_DOWN = Duration.ofSeconds(60);

    private final Queue<String> entered = new ConcurrentLinkedQueue<>();
    private final Queue<String> leftovers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostInside = new AtomicInteger();
    private final AtomicInteger brokenOff = new AtomicInteger();

    /** What a client does with its request, with an equal chance each. */
    private enum Leaving {
        STAYS,
        TIMES_OUT,
        HANGS_UP,
        RESETS
    }

    @Test
    @Timeout(300)
    void inAStormEveryExchangeEndsOnceAndEverythingLentComesBack() throws Exception {
        URI uri = startApp();
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> all = new ArrayList<>();
            long until = System.nanoTime() + STORM_NANOS;
            for (int number = 0; number < AT_ONCE; number++) {
                int client = number;
                all.add(clients.submit(() -> weather(uri, client, until)));
            }
            for (Future<?> client : all) {
                client.get();
            }
        } finally {
            clients.shutdownNow();
        }
        // Whoever is still stuck in the downstream comes free.
        for (String path : behaviours().keySet()) {
            downstream.on(path, Answer.ok("calm"));
        }
        balance();
        // The breaker lets everybody in again, and nobody has left a mark on a thread.
        await().atMost(CALM_DOWN).untilAsserted(() -> {
            assertThat(ask(uri, visit("/well").with(ID, "afterwards")).status())
                    .as("breaker " + route().breakerState())
                    .isEqualTo(200);
            assertThat(route().breakerState()).isEqualTo("CLOSED");
        });
        assertThat(leftovers).as("left on threads, seed " + SEED).isEmpty();
        // How many of them a busy machine brings together is its affair; one after the other would be no storm.
        assertThat(mostInside.get()).as("at once").isGreaterThan(AT_ONCE / 10);
        assertThat(brokenOff.get())
                .as("broken off while the client sent or read")
                .isLessThan(entered.size());
    }

    private void balance() {
        await().atMost(CALM_DOWN).untilAsserted(() -> {
            assertThat(inside).as("in the filter, seed " + SEED).hasValue(0);
            assertThat(route().availableConcurrency())
                    .as("places, seed " + SEED)
                    .isEqualTo(OptionalInt.of(THREADS));
            assertThat(reports.all())
                    .as("exchanges ended, seed " + SEED)
                    .extracting(ExchangeReport::correlationId)
                    .containsExactlyInAnyOrderElementsOf(entered);
        });
    }

    private URI startApp() {
        behaviours().forEach(downstream::on);
        FilterEntry guard = guard(
                "concurrency.max=" + THREADS,
                "timeout=700ms",
                "attempt-timeout=" + ATTEMPT.toMillis() + "ms",
                "idle-timeout=300ms",
                "retry.on=unsent,connection_terminated,http_response_timeout",
                "circuit-breaker.failure-rate-threshold=70",
                "circuit-breaker.slow-call-rate-threshold=100",
                "circuit-breaker.sliding-window-size=1",
                "circuit-breaker.wait-duration-in-open-state=100ms",
                "circuit-breaker.max-wait-duration-in-open-state=200ms",
                "circuit-breaker.max-wait-duration-in-half-open-state=5s");
        return start(GuardedApp.empty()
                .with(FilterEntry.of("outside", outside()))
                .with(guard)
                .with(FilterEntry.of("inside", inside()))
                .with(ServletEntry.of("/stuck/*", new UninterruptibleProxy(downstream.uri()).asServlet()))
                .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri())))
                .withThreads(THREADS));
    }

    private static Map<String, Behaviour> behaviours() {
        return Map.of(
                "/well", Answer.ok("calm"),
                "/slow", new Slow(Duration.ofMillis(300), Answer.ok("late")),
                "/stuck/slow", new Slow(Duration.ofMillis(900), Answer.ok("too late")),
                "/silent", new Silence(),
                "/reset", new Reset(),
                "/cut", CutAfter.chunked(BEYOND_ANY_BUFFER, CutAfter.End.RST),
                "/stalls", new Stall(BEYOND_ANY_BUFFER, 2 * BEYOND_ANY_BUFFER),
                "/large", Answer.ok("x".repeat(2 * BEYOND_ANY_BUFFER)));
    }

    private Filter outside() {
        return (request, response, chain) -> {
            entered.add(((HttpServletRequest) request).getHeader(ID));
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            lookAtThread("before");
            request.setAttribute(LEFT_AT, System.nanoTime());
            try {
                chain.doFilter(request, response);
            } finally {
                lookAtThread("after");
                inside.decrementAndGet();
            }
        };
    }

    private void lookAtThread(String when) {
        if (Thread.currentThread().isInterrupted()) {
            leftovers.add("an interrupt " + when);
        }
        Map<String, String> mdc = MDC.getCopyOfContextMap();
        if (mdc != null && !mdc.isEmpty()) {
            leftovers.add(mdc + " " + when);
        }
    }

    /**
     * Each attempt begins on a thread that nobody has interrupted. When it comes late, on a machine that is busy, it may have
     * been interrupted for its own lateness; so late ones are not asked.
     */
    private Filter inside() {
        return (request, response, chain) -> {
            boolean early = System.nanoTime() - (long) request.getAttribute(LEFT_AT) < ATTEMPT.toNanos() / 2;
            if (early && Thread.currentThread().isInterrupted()) {
                leftovers.add("an interrupt for an attempt");
            }
            try {
                chain.doFilter(request, response);
            } finally {
                request.setAttribute(LEFT_AT, System.nanoTime());
            }
        };
    }

    /** One client's share, each of its requests on a connection of its own. */
    private void weather(URI uri, int client, long untilNanos) {
        Random random = new Random(SEED + client);
        List<String> paths = behaviours().keySet().stream().sorted().toList();
        for (int number = 0; System.nanoTime() - untilNanos < 0; number++) {
            RawRequest request = visit(paths.get(random.nextInt(paths.size())))
                    .with(ID, "chaos-" + client + "-" + number)
                    .with("Connection", "close");
            if (random.nextInt(4) == 0) {
                request = new RawRequest("POST", request.target(), request.headers(), Bytes.none())
                        .with("Content-Length", "2");
                request = new RawRequest(request.method(), request.target(), request.headers(), Bytes.utf8("42"));
            }
            Leaving leaving = Leaving.values()[random.nextInt(Leaving.values().length)];
            Duration patience =
                    leaving == Leaving.TIMES_OUT ? Duration.ofMillis(1 + random.nextInt(900)) : Duration.ofSeconds(20);
            try (RawClient one = RawClient.to(uri, patience)) {
                one.send(request);
                leave(one, leaving, random);
            } catch (UncheckedIOException e) {
                // In the nature of a storm.
                brokenOff.incrementAndGet();
            }
        }
    }

    private static void leave(RawClient client, Leaving leaving, Random random) {
        switch (leaving) {
            case STAYS, TIMES_OUT -> client.receive();
            case HANGS_UP -> {
                client.receiveSome(random.nextInt(2000));
                client.hangUp();
            }
            case RESETS -> {
                client.receiveSome(random.nextInt(2000));
                client.hangUpHard();
            }
        }
    }
}
