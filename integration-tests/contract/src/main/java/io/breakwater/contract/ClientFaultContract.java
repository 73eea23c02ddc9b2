package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.Reading;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Headers;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A visitor whose request falls short gets what the app and its container would give without the guard, however the app takes
 * the request, and no downstream is blamed for it.
 */
@Promise("ClientFault")
public class ClientFaultContract extends EitherWayContract {
    private static final int VISITS = 6;
    private static final String TEXT = "x".repeat(200);

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private final AtomicInteger arrived = new AtomicInteger();

    /** How a request falls short. */
    enum Shortfall {
        /** The client sends half of its body, then a FIN, and still reads. */
        FIN,
        /** The client sends half of its body, then a RST. */
        RST,
        /** A chunk has a size that is none. */
        BAD_CHUNK,
        /** The last boundary of a multipart body is not there. */
        NO_LAST_BOUNDARY
    }

    static Stream<Arguments> shortfalls() {
        return Stream.concat(
                Stream.of(Reading.values())
                        .flatMap(reading -> Stream.of(Shortfall.FIN, Shortfall.RST, Shortfall.BAD_CHUNK)
                                .map(shortfall -> Arguments.of(reading, shortfall))),
                Stream.of(Arguments.of(Reading.PARTS, Shortfall.NO_LAST_BOUNDARY)));
    }

    private URI startBoth() {
        Subject echoes = (request, response) -> {
            arrived.incrementAndGet();
            echo(request, response);
        };
        return start(GuardedApp.empty()
                .with(guard(builder("circuit-breaker.minimum-number-of-calls=5").circuitBreakerRegistry(registry))
                        .at("/guarded/*")
                        .forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(served("/guarded/*", echoes))
                .with(served("/alone/*", echoes)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("shortfalls")
    void aRequestThatFallsShortIsAnsweredAsWithoutTheGuardAndNotVotedOn(Reading reading, Shortfall shortfall) {
        URI uri = startBoth();
        Optional<String> alone = visit(uri, reading.post("/alone" + path(reading), TEXT), shortfall);

        for (int i = 0; i < VISITS; i++) {
            Optional<String> guarded = visit(uri, reading.post("/guarded" + path(reading), TEXT), shortfall);
            if (reading == Reading.READER) {
                // Undertow's own reader takes a body that is cut short for a whole one; the guard's does not.
                assertThat(guarded).isNotEqualTo(Optional.of("502 WHOLE")).isNotEqualTo(Optional.of("504 WHOLE"));
            } else {
                assertThat(guarded).isEqualTo(alone);
            }
        }

        assertThat(reports.await(VISITS)).allSatisfy(report -> {
            assertThat(report.fault().filter(Fault::countsAsFailure)).isEmpty();
            assertThat(report.attempts()).isEqualTo(1);
        });
        assertThat(reports.transitions()).isEmpty();
        assertThat(Votes.of(registry, "default").failures()).isZero();
    }

    /** Who has sent what is no HTTP is there still, and gets an answer. */
    @ParameterizedTest
    @EnumSource(Reading.class)
    void theReportHasTheStatusThatTheClientOfABadChunkGot(Reading reading) {
        assumeThat(newContainer().name())
                .as("Undertow closes the connection without a word, whatever the app answers")
                .doesNotContain("Undertow");
        URI uri = startBoth();

        String seen = visit(uri, reading.post("/guarded" + path(reading), TEXT), Shortfall.BAD_CHUNK)
                .orElseThrow();

        ExchangeReport report = reports.only();
        assertThat(seen).startsWith(report.status() + " ");
        assertThat(report.fault().filter(Fault::countsAsFailure)).isEmpty();
    }

    /** Such an app waits for nobody any more, and its downstream least of all. */
    @ParameterizedTest
    @EnumSource(
            value = Shortfall.class,
            names = {"FIN", "RST", "BAD_CHUNK"})
    void anAppThatNeverAnswersSuchARequestHasNoSlowDownstream(Shortfall shortfall) {
        Gate gate = new Gate();
        Subject waits = (request, response) -> {
            arrived.incrementAndGet();
            if (request.getMethod().equals("GET")) {
                return;
            }
            try {
                request.getInputStream().readAllBytes();
                response.getWriter().write("whole");
            } catch (IOException e) {
                gate.waitFor(Duration.ofSeconds(20));
            }
        };
        URI uri = startApp(
                builder(
                                "timeout=500ms",
                                "idle-timeout=300ms",
                                "concurrency.max=" + VISITS,
                                "circuit-breaker.minimum-number-of-calls=5")
                        .circuitBreakerRegistry(registry),
                waits);
        for (int i = 0; i < VISITS; i++) {
            visit(uri, RawRequest.of("POST", "/", Bytes.utf8(TEXT)).with("Content-Type", "text/plain"), shortfall);
        }

        assertThat(reports.await(VISITS))
                .allSatisfy(report -> assertThat(report.fault()).contains(Fault.CLIENT_GONE));
        gate.open();
        await().until(() -> ask(uri, RawRequest.get("/")).status() == 200);
        assertThat(reports.transitions()).isEmpty();
        assertThat(Votes.of(registry, "default").failures()).isZero();
    }

    /** Goes wrong once the app has the request; what the client saw of an answer, if it could still read one. */
    private Optional<String> visit(URI uri, RawRequest request, Shortfall shortfall) {
        int before = arrived.get();
        try (RawClient client = RawClient.to(uri)) {
            client.sendHead(shortfall == Shortfall.BAD_CHUNK ? inChunks(request) : request);
            String body = request.body().utf8();
            await().until(() -> arrived.get() > before || !reports.transitions().isEmpty());
            switch (shortfall) {
                case FIN -> client.sendBytes(halfOf(body)).endSending();
                case RST -> {
                    client.sendBytes(halfOf(body)).hangUpHard();
                    return Optional.empty();
                }
                case BAD_CHUNK ->
                    client.sendBytes(Bytes.utf8("20\r\n" + body.substring(0, 0x20) + "\r\nno size\r\n" + body))
                            // Undertow goes on reading where it has not understood.
                            .endSending();
                case NO_LAST_BOUNDARY ->
                    client.sendBytes(
                            Bytes.utf8(body.substring(0, body.lastIndexOf("\r\n--")) + " ".repeat(tailOf(body))));
            }
            return Optional.of(outside(client.receive()));
        }
    }

    private static Bytes halfOf(String body) {
        return Bytes.utf8(body.substring(0, body.length() / 2));
    }

    /** How long the last boundary is. */
    private static int tailOf(String body) {
        return body.length() - body.lastIndexOf("\r\n--");
    }

    private static RawRequest inChunks(RawRequest request) {
        Headers headers = Headers.none()
                .with("Content-Type", request.headers().first("Content-Type").orElseThrow())
                .with("Transfer-Encoding", "chunked");
        return new RawRequest(request.method(), request.target(), headers, Bytes.none());
    }

    /** What a container's own page says differs by path and by what its stack traces pass. */
    private static String outside(RawResponse seen) {
        return (seen.statusLine().isEmpty() ? "" : Integer.toString(seen.status())) + " " + seen.ending();
    }
}
