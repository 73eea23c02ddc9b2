package io.breakwater.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.LogLines;
import io.breakwater.failure.DownstreamFailure;
import io.breakwater.fault.Fault;
import io.breakwater.matrix.variant.ProxyVariants;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every trouble through every way. {@code docs/matrix.md} is made from what is expected here: {@link #theDocumentSaysWhatHappens}
 * fails when the two differ, and with {@code -Dmatrix.write} writes the file anew instead.
 */
class MatrixTest {
    private static final Path DOCUMENT = Path.of("../../docs/matrix.md");
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration DEADLINE = Duration.ofSeconds(6);
    private static final Duration IDLE = Duration.ofSeconds(3);

    /** For a machine that has other things to do. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    /** How many cells at a time; most of them wait. */
    private static final int ABREAST = 40;

    /** A time-out that is nearer than a busy machine is slow makes another cell of it; but not again and again. */
    private static final int LOOKS = 3;

    private static final Table TABLE = Table.read();
    private static final Map<String, Observed> SLOWEST = new ConcurrentHashMap<>();

    private static final LogLines LOG = LogLines.of("io.breakwater.exchange");

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(ABREAST);

    /** Made anew for each run of the class: a test that has failed is run once more. */
    private static @Nullable ProxyApps fleet;

    private static ProxyApps newFleet() {
        return new ProxyApps(
                ProxyVariants.here(),
                CONNECT,
                ANSWER,
                "timeout=" + DEADLINE.toMillis() + "ms",
                "idle-timeout=" + IDLE.toMillis() + "ms",
                "circuit-breaker.enabled=false",
                "retry.budget.ratio=100%",
                "retry.budget.min-per-second=1000",
                "routes.shop.path=/*",
                "routes.shop.downstream=shop");
    }

    private final MatrixRun voyage = new MatrixRun(Objects.requireNonNull(fleet), LOG);

    @BeforeAll
    static void warmUp() throws IOException {
        ProxyApps started = newFleet();
        fleet = started;
        // The first handshake of a JVM takes longer than a client waits.
        MatrixRun first = new MatrixRun(started, LOG);
        for (ProxyVariants way : ProxyVariants.here()) {
            first.observe(DownstreamFailure.TLS_UNKNOWN_CA, way);
        }
    }

    @AfterAll
    static void leave() throws IOException {
        ProxyApps started = fleet;
        if (started != null) {
            started.close();
        }
        Files.writeString(Path.of("target", "matrix-times.txt"), times());
    }

    private static String times() {
        StringBuilder out =
                new StringBuilder("milliseconds from the request to the first and to the last byte of the answer\n");
        SLOWEST.entrySet().stream()
                .sorted((a, b) -> b.getValue().time().compareTo(a.getValue().time()))
                .forEach(cell -> out.append(cell.getValue().seen().firstByte().toMillis())
                        .append(' ')
                        .append(cell.getValue().time().toMillis())
                        .append(' ')
                        .append(cell.getKey())
                        .append(": ")
                        .append(cell.getValue().words())
                        .append('\n'));
        return out.toString();
    }

    @TestFactory
    List<DynamicTest> cells() {
        List<DynamicTest> tests = new ArrayList<>();
        for (DownstreamFailure trouble : DownstreamFailure.values()) {
            for (ProxyVariants way : ProxyVariants.here()) {
                if (TABLE.at(trouble, way).isNotAsked()) {
                    continue;
                }
                Future<?> cell = THREADS.submit(() -> {
                    look(trouble, way);
                    return null;
                });
                tests.add(DynamicTest.dynamicTest(trouble + " through " + way, cell::get));
            }
        }
        return tests;
    }

    private void look(DownstreamFailure trouble, ProxyVariants way) throws IOException {
        Expected expected = TABLE.at(trouble, way);
        List<String> seen = new ArrayList<>();
        while (seen.size() < LOOKS) {
            Observed observed = voyage.observe(trouble, way);
            SLOWEST.put(trouble + " " + way, observed);
            holds(trouble, way, expected, observed);
            seen.add(observed.words());
            if (expected.allows(observed.words())) {
                return;
            }
        }
        throw new AssertionError(
                trouble + " through " + way + " is to be " + expected.alternatives() + ", but is " + seen);
    }

    /** What holds whatever the cell says. */
    private static void holds(DownstreamFailure trouble, ProxyVariants way, Expected expected, Observed observed) {
        String cell = trouble + " through " + way + ": " + observed;
        assertThat(observed.seen().firstByte()).as(cell).isLessThan(DEADLINE.plus(SLACK));
        assertThat(observed.time()).as(cell).isLessThan(DEADLINE.plus(IDLE).plus(SLACK));
        if (observed.status() == 200 && observed.whole() && trouble.cutsAnswer()) {
            assertThat(expected.hidden()).as("passes for whole: %s", cell).isTrue();
        }
        ExchangeReport report = observed.report().orElseThrow();
        assertThat(observed.logLine().isPresent())
                .as(cell)
                .isEqualTo(report.fault().isPresent());
        if (report.fault().isPresent()) {
            Fault fault = report.fault().get();
            assertThat(observed.logLine().orElseThrow()).as(cell).contains(" fault=" + fault.token() + " status=");
            if (report.ending() == Ending.PAGE) {
                assertThat(observed.status()).as(cell).isEqualTo(report.status());
                assertThat(observed.seen().header("Proxy-Status")).as(cell).isEqualTo(proxyStatus(fault, report));
            }
        }
    }

    private static String proxyStatus(Fault fault, ExchangeReport report) {
        return "breakwater"
                + fault.proxyStatusError().map(error -> ";error=" + error).orElse("")
                + ";next-hop=shop"
                + (fault == Fault.DOWNSTREAM_STATUS ? ";received-status=" + report.status() : "");
    }

    @Test
    void theDocumentSaysWhatHappens() throws IOException {
        String made = new Document(TABLE).text();
        if (System.getProperty("matrix.write") != null) {
            Files.writeString(DOCUMENT, made);
        }

        assertThat(Files.readString(DOCUMENT)).isEqualTo(made);
    }
}
