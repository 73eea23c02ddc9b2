package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.Reading;
import io.breakwater.contract.client.Crowd;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.downstream.Bytes;
import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.RouteStatus;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No client's pace decides how long a half-open breaker waits for its trials. */
@Promise("TrialPermit")
public class TrialPermitContract extends EitherWayContract {
    /** A trial for each. */
    private static final List<Reading> READINGS = List.of(Reading.values());

    private static final String BEHIND = "behind";
    private static final int TRIALS = Reading.values().length;
    private static final Duration PROMPTLY = Duration.ofSeconds(5);
    /** More than it takes until the trial is lent. */
    private static final Duration LONG_LENT = Duration.ofMillis(500);

    /** More than any container and any socket takes from an app that writes to a client that does not read. */
    private static final byte[] LARGE = new byte[8 * 1024 * 1024];

    private static final String[] SETTINGS = {
        "routes.all.path=/*",
        "routes." + BEHIND + ".path=/" + BEHIND + "/*",
        "retry.max-attempts=1",
        "circuit-breaker.minimum-number-of-calls=1",
        "circuit-breaker.permitted-number-of-calls-in-half-open-state=" + TRIALS,
        "circuit-breaker.wait-duration-in-open-state=100ms",
        "circuit-breaker.max-wait-duration-in-open-state=100ms"
    };

    /** Requests that have reached the app, but for those that are answered at once. */
    private final AtomicInteger arrived = new AtomicInteger();

    private final AtomicInteger left = new AtomicInteger();
    /** Whether the app names what it calls, whose breaker counts then. */
    private final AtomicBoolean isNamed = new AtomicBoolean();

    private final Gate leave = new Gate();

    @AfterEach
    void letGo() {
        leave.open();
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        String path = request.getRequestURI().substring(1);
        if (isNamed.get()) {
            request.setAttribute(Breakwater.DOWNSTREAM_ATTRIBUTE, BEHIND);
        }
        if (path.equals("fails")) {
            response.sendError(502);
        } else if (!path.equals("well")) {
            arrived.incrementAndGet();
            try {
                serveSlowly(path, request, response);
            } finally {
                left.incrementAndGet();
            }
        }
    }

    private void serveSlowly(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        switch (path) {
            case "large" -> response.getOutputStream().write(LARGE);
            case "events" -> {
                response.setContentType("text/event-stream");
                response.getOutputStream().print("data: 1\n\n");
                response.flushBuffer();
                leave.pass();
            }
            case "never" -> {
                try {
                    request.getInputStream().readAllBytes();
                } catch (IOException e) {
                    leave.pass();
                }
            }
            default -> echo(request, response);
        }
    }

    /** Opens the breaker; the downstream is well right after. */
    private URI startOpen(String... more) {
        URI uri = startApp(
                this::serve, Stream.concat(Stream.of(SETTINGS), Stream.of(more)).toArray(String[]::new));
        assertThat(ask(uri, visit("/fails")).status()).isEqualTo(502);
        reports.await(1);
        assertThat(breakerState()).isEqualTo("OPEN");
        return uri;
    }

    private String breakerState() {
        String counts = isNamed.get() ? BEHIND : "all";
        return breakwater().routes().stream()
                .filter(status -> status.route().equals(counts))
                .map(RouteStatus::breakerState)
                .findFirst()
                .orElseThrow();
    }

    /** Sends clients until as many as there are trials have one each; gives back those. */
    private List<RawClient> takeTheTrials(IntFunction<RawClient> next) {
        List<RawClient> inside = new ArrayList<>();
        await().until(() -> {
            int before = arrived.get();
            int refused = reports.all().size();
            RawClient client = next.apply(inside.size());
            await().until(() -> arrived.get() > before || reports.all().size() > refused);
            if (arrived.get() > before) {
                inside.add(client);
            } else {
                client.hangUp();
            }
            return inside.size() >= TRIALS;
        });
        return inside;
    }

    private void assertTheRouteIsBack(URI uri) {
        await().atMost(PROMPTLY)
                .until(() -> ask(uri, visit("/well")).status() == 200
                        && breakerState().equals("CLOSED"));
    }

    /** Whatever such an app still waits for, it is no answer of the downstream's. */
    @Test
    void bodiesThatBreakHoldNoTrialAlthoughTheAppNeverAnswers() {
        URI uri = startOpen();
        takeTheTrials(trial -> connect(uri)
                        .sendHead(RawRequest.of("POST", "/never", Bytes.filler(200)))
                        .sendBytes(Bytes.filler(100)))
                .forEach(RawClient::hangUpHard);

        assertTheRouteIsBack(uri);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bodiesThatStallHoldNoTrialAndAreReadOnWhenTheyGoOn(boolean named) {
        isNamed.set(named);
        URI uri = startOpen();
        List<RawClient> stalled = takeTheTrials(trial -> stall(uri, READINGS.get(trial)));

        assertTheRouteIsBack(uri);

        assertThat(left).as("clients that were let go of").hasValue(0);
        for (int i = 0; i < TRIALS; i++) {
            assertThat(goOn(stalled.get(i), READINGS.get(i)).body().utf8())
                    .as(READINGS.get(i).name())
                    .isEqualTo(STALLED);
        }
        assertThat(breakerState()).isEqualTo("CLOSED");
    }

    @ParameterizedTest
    @CsvSource({"40,false", "250,false", "40,true", "250,true"})
    void bodiesThatDripHoldNoTrial(long pauseMillis, boolean named) {
        isNamed.set(named);
        URI uri = startOpen();
        Crowd crowd = new Crowd();
        closeInTheEnd(crowd);
        takeTheTrials(trial -> {
            Reading reading = READINGS.get(trial);
            RawRequest endless = reading.post(path(reading), "x".repeat(10_000));
            return crowd.join(uri, client -> client.sendSlowly(endless, Duration.ofMillis(pauseMillis))
                    .receive());
        });

        assertTheRouteIsBack(uri);
    }

    @Test
    void aBodyThatDripsKeepsNobodyOutOfTheOnlyTrial() throws IOException {
        URI uri = startOpen("circuit-breaker.permitted-number-of-calls-in-half-open-state=1");
        Crowd crowd = new Crowd();
        closeInTheEnd(crowd);
        RawRequest endless = Reading.BODY.post(path(Reading.BODY), "x".repeat(8_000));
        await().until(() -> {
            boolean isIn = arrived.get() > 0;
            if (!isIn) {
                crowd.join(uri, client -> client.sendSlowly(endless, Duration.ofMillis(2))
                        .receive());
            }
            return isIn;
        });
        new Gate().waitFor(LONG_LENT);

        assertThat(Stream.generate(() -> ask(uri, visit("/well")).status()).limit(3))
                .contains(200);
        assertThat(breakerState()).isEqualTo("CLOSED");
    }

    @Test
    void aDownstreamHasShownItselfWhenTheResponseStartsAlthoughNobodyReadsIt() {
        URI uri = startOpen();
        takeTheTrials(trial -> {
            RawClient client = RawClient.withSmallWindow(uri).send(visit("/large"));
            closeInTheEnd(client);
            return client;
        });

        await().atMost(PROMPTLY).until(() -> breakerState().equals("CLOSED"));
        assertThat(left).hasValue(0);
    }

    /** What is written may be somebody else's, so it says nothing of what was named. */
    @Test
    void whoDoesNotReadHoldsNoTrialOfWhatWasNamed() {
        isNamed.set(true);
        URI uri = startOpen();
        takeTheTrials(trial -> {
            RawClient client = RawClient.withSmallWindow(uri).send(visit("/large"));
            closeInTheEnd(client);
            return client;
        });

        assertTheRouteIsBack(uri);
        assertThat(left).hasValue(0);
    }

    @Test
    void aDownstreamHasShownItselfWhenAStreamStarts() {
        URI uri = startOpen();
        List<RawClient> streams = takeTheTrials(trial -> connect(uri).send(visit("/events")));

        await().atMost(PROMPTLY).until(() -> breakerState().equals("CLOSED"));
        assertThat(left).hasValue(0);
        assertThat(streams)
                .allSatisfy(client -> assertThat(client.receiveUntil("data: 1")).contains("200"));
        assertThat(reports.transitions())
                .extracting(BreakerTransition::to)
                .containsExactly("OPEN", "HALF_OPEN", "CLOSED");
    }
}
