package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.Reading;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.Crowd;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Bytes;
import io.breakwater.observe.ExchangeReport;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the app reads, and when, the time-out bounds the exchange, retries included. */
@Promise("DeadlineHolds")
public class DeadlineHoldsContract extends EitherWayContract {
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration LIMIT = TIMEOUT.plusMillis(250);

    /** From when on a busy machine may leave no time for the last attempt. */
    private static final Duration BUSY = Duration.ofMillis(15);

    private final Lateness lateness = Lateness.begin();
    private final Gate leave = new Gate();
    private final Crowd crowd = new Crowd();
    /** How long each request has waited for its answer, by its path. */
    private final Map<String, Duration> waited = new ConcurrentSkipListMap<>();

    @AfterEach
    void letGo() {
        leave.open();
        lateness.close();
    }

    private static String[] settings(int attempts, Duration attempt) {
        return new String[] {
            "timeout=" + TIMEOUT.toMillis() + "ms",
            "attempt-timeout=" + attempt.toMillis() + "ms",
            "retry.max-attempts=" + attempts,
            "retry.on=http_response_timeout",
            "retry.idempotency-key=true",
            "retry.backoff.initial=1ms",
            "retry.backoff.max=1ms",
            "retry.budget.ratio=100%",
            "retry.budget.min-per-second=1000",
            "circuit-breaker.enabled=false"
        };
    }

    /** Reads as the path's first segment says. */
    private static void read(HttpServletRequest request) throws IOException, ServletException {
        String how = request.getRequestURI().split("/", -1)[1];
        if (!how.equals("none")) {
            Reading.valueOf(how.toUpperCase(Locale.ROOT)).from(request);
        }
    }

    /** Sends the request, and notes how long its answer takes once all of it is out. */
    private void visit(URI uri, RawRequest request, Function<RawClient, RawClient> sending) {
        crowd.join(uri, client -> {
            RawClient done = sending.apply(client);
            long sent = System.nanoTime();
            RawResponse seen = done.receive();
            waited.put(request.target(), Duration.ofNanos(System.nanoTime() - sent));
            return seen;
        });
    }

    private void visit(URI uri, RawRequest request) {
        visit(uri, request, client -> client.send(request));
    }

    private void assertThePagesAreInTime() {
        assertThat(crowd.answers()).allSatisfy(seen -> assertThat(seen.status()).isEqualTo(504));
        Duration limit = lateness.onTopOf(LIMIT);
        assertThat(waited).allSatisfy((path, time) -> assertThat(time).as(path).isLessThan(limit));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void thePageComesInTimeWhateverAnAttemptReads(int attempts) {
        Duration attempt = TIMEOUT.dividedBy(attempts);
        Subject readsAndHangs = (request, response) -> {
            // Late in the attempt, so that a clock which begins anew would show.
            leave.waitFor(attempt.multipliedBy(8).dividedBy(10));
            read(request);
            leave.waitFor(Duration.ofSeconds(10));
        };
        closeInTheEnd(crowd);
        URI uri = startApp(readsAndHangs, settings(attempts, attempt));
        List.of("/none/get", "/body/get", "/reader/get").forEach(path -> visit(uri, visit(path)));
        for (Reading reading : Reading.values()) {
            RawRequest post = reading.post(path(reading) + "/post", "the whole of it");
            visit(uri, post.with("Idempotency-Key", "\"8e03978e\""));
        }

        assertThePagesAreInTime();

        Map<String, Integer> made = new TreeMap<>();
        for (ExchangeReport report : reports.await(waited.size())) {
            made.put(report.path(), report.attempts());
        }
        // Parts need not outlive the attempt that has read them.
        made.remove("/parts/post");
        if (lateness.worst().compareTo(BUSY) < 0) {
            assertThat(made.values()).containsOnly(attempts);
        } else {
            assertThat(made.values()).allMatch(count -> count <= attempts).contains(attempts);
        }
    }

    @Test
    void readingTheEndOfABodyAgainAndAgainMovesNothing() {
        Subject readsOn = (request, response) -> {
            for (int i = 0; i < 100; i++) {
                read(request);
                leave.waitFor(Duration.ofMillis(20));
            }
        };
        closeInTheEnd(crowd);
        URI uri = startApp(readsOn, settings(1, TIMEOUT));
        List.of("/none/get", "/body/get", "/reader/get").forEach(path -> visit(uri, visit(path)));
        for (Reading reading : Reading.values()) {
            visit(uri, reading.post(path(reading) + "/post", "the whole of it"));
        }

        assertThePagesAreInTime();
    }

    @Test
    void aBodyThatComesLateMovesTheDeadlineOnceAndNotForEachAttempt() {
        Subject readsAndHangs = (request, response) -> {
            read(request);
            leave.waitFor(Duration.ofSeconds(10));
        };
        closeInTheEnd(crowd);
        URI uri = startApp(readsAndHangs, settings(4, Duration.ofMillis(200)));
        for (Reading reading : List.of(Reading.BODY, Reading.READER, Reading.FORM)) {
            RawRequest post =
                    reading.post(path(reading) + "/post", "x".repeat(20)).with("Idempotency-Key", "\"8e03978e\"");
            String body = post.body().utf8();
            visit(uri, post, client -> client.sendHead(post)
                    .sendBytes(Bytes.utf8(body.substring(0, 10)))
                    .pause(Duration.ofMillis(300))
                    .sendBytes(Bytes.utf8(body.substring(10))));
        }

        assertThePagesAreInTime();
        // Nor is it shortened: no downstream is to blame for the client's time.
        assertThat(waited.values()).allSatisfy(time -> assertThat(time).isGreaterThan(TIMEOUT.minusMillis(50)));
    }
}
