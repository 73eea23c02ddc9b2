package io.breakwater.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.client.Ending;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Call;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.matrix.variant.ProxyVariants;
import io.breakwater.observe.ExchangeReport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Thousands of requests through every way, of a downstream that ends kept connections at any moment: just after an answer, so that the
 * next request may be on its way, or when that has come.
 */
class KeepAliveRaceTest {
    private static final int REQUESTS = 2_000;
    private static final int ABREAST = 16;
    private static final int ATTEMPTS = 2;
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final List<ProxyVariants> WAYS = List.copyOf(ProxyVariants.here());

    /** Those that answer for the failure themselves, so that it is only named: in the matrix, too. */
    private static final Set<ProxyVariants> ANSWER_THEMSELVES =
            EnumSet.of(ProxyVariants.JETTY, ProxyVariants.JETTY_ASYNC);

    /** Those whose client itself sends a POST again: in the matrix, too. */
    private static final Set<ProxyVariants> SEND_TWICE = EnumSet.of(ProxyVariants.OKHTTP, ProxyVariants.URL_CONNECTION);

    /** Another one with {@code -Drace.seed=…}. */
    private final long seed = Long.getLong("race.seed", 20261129L);

    /** How often a request has come, by its path. */
    private final Map<String, AtomicInteger> arrivals = new ConcurrentHashMap<>();

    private final AtomicInteger races = new AtomicInteger();

    /** What the client saw. */
    private record Case(int number, ProxyVariants way, boolean posts, RawResponse seen) {
        String id() {
            return idOf(number);
        }

        static String idOf(int number) {
            return "race-" + (100_000 + number);
        }
    }

    /** Ends a connection now and then when the next request has come, so that no answer comes, or soon after an answer. */
    private final class Racing implements Behaviour {
        private final Map<Integer, Random> byConnection = new ConcurrentHashMap<>();
        private final Map<String, Boolean> hit = new ConcurrentHashMap<>();

        @Override
        public void serve(Call call) throws IOException {
            int connection = call.request().connection();
            boolean kept = byConnection.containsKey(connection);
            Random random = byConnection.computeIfAbsent(connection, number -> new Random(seed * 31 + number));
            arrivals.computeIfAbsent(call.request().path(), path -> new AtomicInteger())
                    .incrementAndGet();
            // A request is hit once: what one retry cannot heal is another matter.
            if (kept && random.nextInt(4) == 0 && hit.putIfAbsent(call.request().path(), true) == null) {
                races.incrementAndGet();
                if (random.nextBoolean()) {
                    call.close();
                } else {
                    call.reset();
                }
                return;
            }
            Answer.ok("calm").serve(call);
            if (random.nextInt(6) == 0) {
                call.close();
            }
        }
    }

    @Test
    void aVisitorSeesNoneThatOneRetryHealsAndNoPostIsSentTwice() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(ABREAST);
        try (ScriptedDownstream downstream = ScriptedDownstream.start();
                ProxyApps fleet = new ProxyApps(
                        ProxyVariants.here(),
                        ANSWER,
                        ANSWER,
                        "circuit-breaker.enabled=false",
                        "retry.max-attempts=" + ATTEMPTS,
                        "retry.backoff.initial=1ms",
                        "retry.budget.min-per-second=1000",
                        "retry.budget.ratio=100%")) {
            downstream.behave(new Racing());
            List<Future<Case>> running = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                int number = i;
                running.add(threads.submit(() -> run(number, downstream.uri(), fleet)));
            }
            List<String> wrong = new ArrayList<>();
            List<Case> cases = new ArrayList<>();
            for (Future<Case> one : running) {
                cases.add(one.get());
            }
            for (ProxyApps.Ship ship : fleet.ships()) {
                long its = cases.stream().filter(one -> one.way() == ship.way()).count();
                ship.reports().await((int) its);
            }
            cases.forEach(one -> judge(one, fleet, wrong));
            assertThat(wrong).as("seed %d, %d races", seed, races.get()).isEmpty();
            assertThat(races.get()).as("races").isGreaterThan(REQUESTS / 50);
        } finally {
            threads.shutdownNow();
        }
    }

    private Case run(int number, URI downstream, ProxyApps fleet) {
        ProxyVariants way = WAYS.get(number % WAYS.size());
        boolean posts = number / WAYS.size() % 4 == 3;
        String id = Case.idOf(number);
        String path = fleet.targets().path(id, downstream.resolve("/" + id));
        RawRequest request = posts
                ? RawRequest.of("POST", path, Bytes.utf8("an order")).with("Content-Type", "text/plain")
                : RawRequest.get(path);
        try (RawClient client = RawClient.to(fleet.ship(way).uri())) {
            RawResponse seen =
                    client.exchange(request.with("Accept", "text/html").with("X-Request-ID", id));
            return new Case(number, way, posts, seen);
        }
    }

    private void judge(Case one, ProxyApps fleet, List<String> wrong) {
        RawResponse seen = one.seen();
        boolean calm = seen.ending() == Ending.WHOLE && seen.status() == 200;
        int came = arrivals.getOrDefault("/" + one.id(), new AtomicInteger()).get();
        if (one.posts() && came > 1 && !SEND_TWICE.contains(one.way())) {
            wrong.add("sent " + came + " times: " + one);
        }
        if (!calm && !isNamed(one, fleet)) {
            wrong.add("not healed, or not named: " + one);
        }
    }

    /** A POST, and a GET that a retry did not heal, is answered by a page of a fault that the report names. */
    private static boolean isNamed(Case one, ProxyApps fleet) {
        return one.seen().status() == 502
                && one.seen().headers().has("Proxy-Status")
                && fleet.ship(one.way()).reports().all().stream()
                        .filter(report -> report.correlationId().equals(one.id()))
                        .anyMatch(report -> report.fault().isPresent()
                                && report.ending() == ExchangeReport.Ending.PAGE
                                && (one.posts()
                                        || ANSWER_THEMSELVES.contains(one.way())
                                        || report.attempts() == ATTEMPTS));
    }
}
