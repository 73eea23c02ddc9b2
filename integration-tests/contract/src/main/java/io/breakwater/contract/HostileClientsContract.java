package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Reading;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Reset;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients that do everything wrong, in an order that a seed decides, beside visitors who do everything right: the downstream
 * is judged by what it does, and the visitors are served as if they were alone.
 */
@Tag(VirtualThreadsContract.LEFT_OUT)
@Promise("HostileClients")
public class HostileClientsContract extends GuardedContract {
    private static final long SEED = Long.getLong("hostile.seed", 20_261_128);
    private static final Duration STORM = Duration.ofSeconds(Long.getLong("hostile.seconds", 3));

    private static final int HOSTILE = 24;
    private static final int VISITORS = 4;
    /** Of the app, so that nobody waits for a thread, whoever has gone and is not yet known to have. */
    private static final int THREADS = 300;

    private static final int PLACES = 200;
    private static final Duration WAIT_OPEN = Duration.ofMillis(500);
    private static final Duration OUTAGE = Duration.ofSeconds(1);
    private static final Duration PROMISED = WAIT_OPEN.plusSeconds(1);
    private static final Duration GENEROUS = Duration.ofSeconds(30);

    /** What a visitor may wait on any machine; in a short run those are among the slowest for whom the JVM compiles. */
    private static final Duration UNNOTICED = STORM.toSeconds() < 60 ? Duration.ofSeconds(5) : Duration.ofMillis(100);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final List<Reading> READINGS = List.of(Reading.values());

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<String> brokenOff = new ConcurrentLinkedQueue<>();
    private final Visitors visitors = new Visitors();

    /** One visit of a client that does something wrong. */
    protected void hostileVisit(URI uri, Random random) {
        HostileClient.visit(uri, random);
    }

    /** How long an answer is that a client does not let all of be sent; more than a socket's buffers hold. */
    protected int large() {
        return 8 * 1024 * 1024;
    }

    @Test
    @Timeout(300)
    void aHealthyDownstreamIsNotBlamedAndVisitorsAreServed() {
        URI uri = startApp();
        Duration quiet = visitors.slowestOfHundred(uri, STORM);

        AtomicBoolean over = startHostile(uri);
        Duration beside = visitors.slowestOfHundred(uri, STORM);
        over.set(true);

        awaitEverythingBack();
        // They have been there.
        assertThat(reports.all()).extracting(ExchangeReport::path).contains("/large", "/proxied/large");
        assertThat(reports.all().stream()
                        .filter(report ->
                                report.fault().filter(Fault::countsAsFailure).isPresent())
                        .map(report -> report.correlationId() + " " + report.path() + " " + report.fault() + " "
                                + report.ending() + " after " + report.elapsed() + " " + report.cause())
                        .limit(5))
                .as("blamed, seed " + SEED)
                .isEmpty();
        assertThat(reports.transitions()).as("seed " + SEED).isEmpty();
        assertThat(visitors.failures).as("visitors, seed " + SEED).isEmpty();
        assertThat(beside).as("p99, quiet " + quiet + ", seed " + SEED).isLessThan(longer(quiet.multipliedBy(3)));

        // The permits are there still: one more circuit goes all the way round.
        downstreamFails();
        await().atMost(GENEROUS).until(() -> ask(uri, visit("/proxied/well")).status() == 503);
        downstreamIsWell();
        awaitClosed(uri);
    }

    @Test
    @Timeout(300)
    void aDownstreamThatRecoversIsServedAgainInTime() {
        URI uri = startApp();
        Duration quiet = visitors.slowestOfHundred(uri, OUTAGE);
        AtomicBoolean over = startHostile(uri);
        long end = System.nanoTime() + STORM.toNanos();
        do {
            downstreamFails();
            long failsUntil = System.nanoTime() + OUTAGE.toNanos();
            await().atMost(GENEROUS)
                    .until(() ->
                            ask(uri, visit("/proxied/well")).status() == 503 && System.nanoTime() - failsUntil > 0);

            downstreamIsWell();
            long recovered = System.nanoTime();
            await().atMost(GENEROUS)
                    .until(() -> ask(uri, visit("/proxied/well")).status() == 200);

            assertThat(Duration.ofNanos(System.nanoTime() - recovered))
                    .as("until served again, quiet p99 " + quiet + ", seed " + SEED + ", " + reports.transitions())
                    // A busy machine is slow with each of the trials and with those that wait beside them.
                    .isLessThan(PROMISED.plus(quiet.multipliedBy(10)));
            awaitClosed(uri);
        } while (System.nanoTime() - end < 0);
        over.set(true);
        awaitEverythingBack();
    }

    private void awaitClosed(URI uri) {
        await().atMost(GENEROUS)
                .until(() -> ask(uri, visit("/proxied/well")).status() == 200
                        && route().breakerState().equals("CLOSED"));
    }

    private void awaitEverythingBack() {
        await().atMost(GENEROUS).untilAsserted(() -> assertThat(route().availableConcurrency())
                .as("places, seed " + SEED)
                .isEqualTo(OptionalInt.of(PLACES)));
    }

    private static Duration longer(Duration time) {
        return time.compareTo(UNNOTICED) > 0 ? time : UNNOTICED;
    }

    private void downstreamIsWell() {
        downstream.on("/proxied/large", Answer.status(200).body(Bytes.filler(large())));
        downstream.behave(Answer.ok("well"));
    }

    private void downstreamFails() {
        downstream.off("/proxied/large");
        downstream.behave(new Reset());
    }

    private URI startApp() {
        downstreamIsWell();
        closeInTheEnd(threads::shutdownNow);
        Subject reads = (request, response) -> {
            String path = request.getRequestURI();
            Reading reading =
                    Reading.valueOf(path.substring(path.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT));
            reading.from(request);
            try (InputStream answer = downstream.uri().resolve("/well").toURL().openStream()) {
                answer.transferTo(response.getOutputStream());
            }
        };
        byte[] bytes = new byte[large()];
        Subject large = (request, response) -> response.getOutputStream().write(bytes);
        return start(GuardedApp.empty()
                .with(guard(
                        "timeout=4s",
                        "attempt-timeout=4s",
                        "concurrency.max=" + PLACES,
                        "circuit-breaker.failure-rate-threshold=10",
                        "circuit-breaker.slow-call-duration-threshold=2s",
                        "circuit-breaker.slow-call-rate-threshold=10",
                        "circuit-breaker.sliding-window-size=1",
                        "circuit-breaker.wait-duration-in-open-state=" + WAIT_OPEN.toMillis() + "ms",
                        "circuit-breaker.max-wait-duration-in-open-state=" + WAIT_OPEN.toMillis() + "ms"))
                .with(ServletEntry.of("/read/*", reads.asServlet()).withParts())
                .with(ServletEntry.of("/large", large.asServlet()))
                .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri())))
                .withThreads(THREADS));
    }

    /** Clients at work until it is over. */
    private AtomicBoolean startHostile(URI uri) {
        AtomicBoolean over = new AtomicBoolean();
        closeInTheEnd(() -> over.set(true));
        for (int number = 0; number < HOSTILE; number++) {
            Random random = new Random(SEED + number);
            threads.execute(() -> {
                while (!over.get()) {
                    try {
                        hostileVisit(uri, random);
                    } catch (UncheckedIOException e) {
                        // Whoever breaks off may be broken off.
                        brokenOff.add(e.toString());
                    }
                }
            });
        }
        return over;
    }

    /** Visitors who do everything right. */
    private final class Visitors {
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();

        /** Visits for so long; the time that one in a hundred visits exceeds. */
        Duration slowestOfHundred(URI uri, Duration howLong) {
            Queue<Long> nanos = new ConcurrentLinkedQueue<>();
            long until = System.nanoTime() + howLong.toNanos();
            List<Future<?>> all = IntStream.range(0, VISITORS)
                    .<Future<?>>mapToObj(number -> threads.submit(() -> {
                        Random random = new Random(SEED - 1 - number);
                        while (System.nanoTime() - until < 0) {
                            nanos.add(visitOnce(uri, random));
                        }
                    }))
                    .toList();
            for (var one : all) {
                try {
                    one.get(STORM.toSeconds() + 60, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            List<Long> sorted = nanos.stream().sorted().toList();
            return Duration.ofNanos(sorted.get(sorted.size() * 99 / 100));
        }

        private long visitOnce(URI uri, Random random) {
            long began = System.nanoTime();
            Reading reading = READINGS.get(random.nextInt(READINGS.size()));
            String target = HostileClient.target(reading);
            try (RawClient client = RawClient.to(uri)) {
                RawResponse seen = client.exchange(reading.post(target, "hello").with(ID, "visitor"));
                if (!seen.whole() || seen.status() != 200 || !seen.body().utf8().equals("well")) {
                    failures.add(target + " " + seen);
                }
            } catch (UncheckedIOException e) {
                failures.add(target + " " + e);
            }
            long nanos = System.nanoTime() - began;
            // Not to be all that the machine does.
            LockSupport.parkNanos(PAUSE_NANOS);
            return nanos;
        }
    }
}
