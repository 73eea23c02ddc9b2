package io.breakwater.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.client.Ending;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.matrix.variant.ProxyVariants;
import io.breakwater.observe.ExchangeReport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Random bytes, cuts and delays through every way: whatever the downstream does, each exchange ends in a promised way. */
class FailureMatrixTest {
    private static final int CASES = 5_000;
    private static final int ABREAST = 24;
    private static final int PLACES = 200;
    private static final List<ProxyVariants> WAYS = List.copyOf(ProxyVariants.here());
    private static final Duration DEADLINE = Duration.ofMillis(500);
    private static final Duration SLACK = Duration.ofSeconds(6);
    private static final String BROWSER = "text/html,*/*;q=0.8";

    /** Those whose client takes the end of the connection for the end of the headers: hidden in the matrix, too. */
    private static final Set<ProxyVariants> HIDE_CUT_HEADS =
            EnumSet.of(ProxyVariants.APACHE, ProxyVariants.URL_CONNECTION, ProxyVariants.MITRE, ProxyVariants.FEIGN);

    /** The one whose client gives a short body without a word: hidden in the matrix, too. */
    private static final Set<ProxyVariants> HIDE_CUT_LENGTHS = EnumSet.of(ProxyVariants.FEIGN);

    /** Those whose client takes a reset in the body for its end: hidden in the matrix, too. */
    private static final Set<ProxyVariants> HIDE_RESETS =
            EnumSet.of(ProxyVariants.GATEWAY_REACTOR, ProxyVariants.REST_CLIENT_REACTOR);

    /** The one that ends an answer in peace whose last chunk never came: hidden in the matrix, too. */
    private static final Set<ProxyVariants> HIDE_CUT_CHUNKS = EnumSet.of(ProxyVariants.GATEWAY);

    /** Another one with {@code -Drough.seed=…}. */
    private final long seed = Long.getLong("rough.seed", 20261122L);

    /** A case, its answer, and what the client saw. */
    private record Case(int number, ProxyVariants way, RoughAnswer answer, RawResponse seen) {
        String id() {
            return idOf(number);
        }

        static String idOf(int number) {
            return "rough-" + (100_000 + number);
        }
    }

    @Test
    void everyExchangeEndsInAPromisedWay() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(ABREAST);
        try (ScriptedDownstream downstream = ScriptedDownstream.start();
                ProxyApps fleet = new ProxyApps(
                        ProxyVariants.here(),
                        Duration.ofMillis(300),
                        Duration.ofMillis(300),
                        "timeout=" + DEADLINE.toMillis() + "ms",
                        "idle-timeout=400ms",
                        "concurrency.max=" + PLACES,
                        "circuit-breaker.enabled=false",
                        "retry.backoff.initial=1ms",
                        "retry.budget.min-per-second=1000",
                        "retry.budget.ratio=100%")) {
            downstream.behave(call -> answer(number(call.request().path())).serve(call));
            List<Future<Case>> running = new ArrayList<>();
            for (int i = 0; i < CASES; i++) {
                int number = i;
                running.add(threads.submit(() -> run(number, downstream.uri(), fleet)));
            }
            List<Case> cases = new ArrayList<>();
            for (Future<Case> one : running) {
                cases.add(one.get());
            }
            // Threads that nothing interrupts come back when their downstream leaves, and with them their places.
            downstream.behave(Answer.ok("calm"));
            for (ProxyApps.Ship ship : fleet.ships()) {
                judge(
                        ship,
                        cases.stream().filter(one -> one.way() == ship.way()).toList());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int number(String path) {
        return Integer.parseInt(path.substring(path.indexOf('-') + 1)) - 100_000;
    }

    private RoughAnswer answer(int number) {
        return RoughAnswer.of(seed * 1_000_003 + number);
    }

    private Case run(int number, URI downstream, ProxyApps fleet) {
        ProxyVariants way = WAYS.get(number % WAYS.size());
        String id = Case.idOf(number);
        String path = fleet.targets().path(id, downstream.resolve("/" + id));
        try (RawClient client = RawClient.to(fleet.ship(way).uri())) {
            RawResponse seen =
                    client.exchange(RawRequest.get(path).with("Accept", BROWSER).with("X-Request-ID", id));
            return new Case(number, way, answer(number), seen);
        }
    }

    private void judge(ProxyApps.Ship ship, List<Case> cases) {
        Map<String, ExchangeReport> reports = ship.reports().await(cases.size()).stream()
                .collect(Collectors.toMap(ExchangeReport::correlationId, Function.identity()));
        assertThat(reports).as("seed %d, reports of %s", seed, ship.way()).hasSize(cases.size());
        for (Case one : cases) {
            ExchangeReport report = Objects.requireNonNull(reports.get(one.id()));
            endsAsPromised(one, report, "seed " + seed + ", " + one + ", reported " + report);
        }
        Awaitility.await("seed " + seed + ", permits of " + ship.way())
                .until(() -> ship.guard().routes().get(0).availableConcurrency().orElseThrow() == PLACES);
    }

    private static void endsAsPromised(Case one, ExchangeReport report, String as) {
        RawResponse seen = one.seen();
        assertThat(seen.ending()).as(as).isNotIn(Ending.SILENT, Ending.GARBLED);
        assertThat(seen.firstByte()).as(as).isLessThan(DEADLINE.plus(SLACK));
        boolean whole = seen.ending() == Ending.WHOLE;
        int status = seen.statusLine().isEmpty() ? 0 : seen.status();
        // A container that does not send what the app has passed on closes the connection, which is visible.
        assertThat(whole && status == 0).as(as).isFalse();
        if (status >= 500) {
            boolean page = report.ending() == ExchangeReport.Ending.PAGE
                    && seen.headers().has("Proxy-Status");
            boolean downstreams = one.answer().toString().contains("HTTP/1.1 " + status);
            boolean apps = report.fault().isEmpty()
                    && report.cause().filter(FailureMatrixTest::isOurs).isEmpty();
            assertThat((page && status >= 502 && status <= 504)
                            || downstreams
                            || (status == 500 && apps && report.cause().isPresent()))
                    .as(as)
                    .isTrue();
        }
        if (one.answer().isCut() && !hides(one.way(), one.answer())) {
            // Jetty's proxies put a page of their own in the place of a 404 that was cut, which is whole.
            boolean passes = whole && status < 500 && seen.body().utf8().matches("x*");
            assertThat(passes).as("passes for whole: %s", as).isFalse();
        }
    }

    private static boolean hides(ProxyVariants way, RoughAnswer answer) {
        if (answer.isCutInHead()) {
            return HIDE_CUT_HEADS.contains(way);
        }
        boolean byFraming =
                switch (answer.framing()) {
                    case LENGTH -> HIDE_CUT_LENGTHS.contains(way);
                    case CHUNKED -> HIDE_CUT_CHUNKS.contains(way);
                    case UNTIL_CLOSE -> false;
                };
        return byFraming || (answer.reset() && HIDE_RESETS.contains(way));
    }

    /** Whether our own code threw it, rather than what it had called. */
    private static boolean isOurs(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            for (StackTraceElement frame : cause.getStackTrace()) {
                if (!frame.getClassName().startsWith("java.")) {
                    if (frame.getClassName().startsWith("io.breakwater.")
                            && !frame.getClassName().contains(".matrix.")) {
                        return true;
                    }
                    break;
                }
            }
        }
        return false;
    }
}
