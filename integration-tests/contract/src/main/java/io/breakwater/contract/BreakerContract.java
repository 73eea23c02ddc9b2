package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Silence;
import io.breakwater.downstream.Slow;
import io.breakwater.fault.Fault;
import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.Filter;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A storm is not fed, and it ends. */
@Promise("Breaker")
public class BreakerContract extends GuardedContract {
    private static final String ONE_ATTEMPT = "retry.max-attempts=1";
    private static final int MINIMUM = 10;
    /** For longer than any machine takes for a test. */
    private static final String STAYS_OPEN = "circuit-breaker.wait-duration-in-open-state=60s";

    private static final String MINIMUM_CALLS = "circuit-breaker.minimum-number-of-calls=" + MINIMUM;

    private GuardedApp counting(AtomicInteger attempts, String... settings) {
        Filter counter = (request, response, chain) -> {
            attempts.incrementAndGet();
            chain.doFilter(request, response);
        };
        return GuardedApp.empty()
                .with(guard(settings))
                .with(FilterEntry.of("counter", counter))
                .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri())));
    }

    /** Long enough to go out as it comes, so that no page can take its place: a failure all the same. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailingAnswerThatIsTooLongToBeHeldVotes(boolean withLength) {
        Subject fails = (request, response) -> {
            response.setStatus(503);
            if (withLength) {
                response.setContentLength(BEYOND_ANY_BUFFER);
            }
            response.getOutputStream().write(new byte[BEYOND_ANY_BUFFER]);
        };
        URI uri = start(fails, ONE_ATTEMPT, "circuit-breaker.minimum-number-of-calls=1", STAYS_OPEN);

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.body().length()).isEqualTo(BEYOND_ANY_BUFFER);
        assertThat(reports.only().fault()).contains(Fault.DOWNSTREAM_STATUS);
        assertThat(reports.only().ending()).isEqualTo(Ending.RELEASED);
        assertThat(reports.transitions()).extracting(BreakerTransition::to).containsExactly("OPEN");
    }

    @Test
    void aDownstreamThatRefusesIsLeftAloneAfterTheMinimumOfCalls() {
        downstream.behave(new Refuse());
        AtomicInteger attempts = new AtomicInteger();
        URI uri = start(counting(attempts, ONE_ATTEMPT, MINIMUM_CALLS, STAYS_OPEN));
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            refused += isRefusal(ask(uri, visit("/"))) ? 1 : 0;
        }
        assertThat(attempts).hasValue(MINIMUM);
        assertThat(refused).isEqualTo(200 - MINIMUM);
        assertThat(reports.transitions())
                .containsExactly(new BreakerTransition(
                        "default",
                        "CLOSED",
                        "OPEN",
                        Optional.of("failure_rate=100% of 10 calls, threshold 50%"),
                        Optional.of(Fault.CONNECTION_REFUSED),
                        false,
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void aStormOfManyClientsIsStoppedAtTheMinimumPlusWhatIsUnderWay() throws Exception {
        downstream.behave(new Refuse());
        AtomicInteger attempts = new AtomicInteger();
        URI uri = start(counting(attempts, ONE_ATTEMPT, MINIMUM_CALLS, STAYS_OPEN));
        int clients = 16;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<RawResponse>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(threads.submit(() -> ask(uri, visit("/"))));
            }
            for (Future<RawResponse> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS).status()).isIn(502, 503);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(attempts.get()).isBetween(MINIMUM, MINIMUM + clients);
    }

    private static boolean isRefusal(RawResponse seen) {
        if (seen.status() != 503) {
            return false;
        }
        assertThat(Integer.parseInt(seen.header("Retry-After"))).isPositive();
        assertThat(seen.header("Proxy-Status")).contains("error=destination_unavailable");
        assertThat(seen.whole()).isTrue();
        return true;
    }

    @Test
    void refusalsOfTheBreakerAreNeverRetried() {
        downstream.behave(new Reset());
        URI uri = start(
                new ProxyServlet(downstream.uri()),
                "circuit-breaker.minimum-number-of-calls=1",
                "retry.max-attempts=5",
                "retry.budget.ratio=100%",
                "retry.on=unsent, connection_terminated, 503");

        assertThat(ask(uri, visit("/")).status()).isEqualTo(502);
        reports.await(1);
        assertThat(ask(uri, visit("/")).status()).isEqualTo(503);

        // The first failure opened it, and neither the retry that was due nor the next visit came through.
        assertThat(downstream.requests()).isEqualTo(1);
        assertThat(reports.await(2).get(1).attempts()).isZero();
    }

    @Test
    void retryAfterCountsDown() {
        downstream.behave(new Reset());
        URI uri = start(
                new ProxyServlet(downstream.uri()),
                ONE_ATTEMPT,
                "circuit-breaker.minimum-number-of-calls=1",
                "circuit-breaker.wait-duration-in-open-state=4s");
        ask(uri, visit("/"));

        // Up to a fifth of jitter in the wait, up to a second in the header.
        assertThat(retryAfter(uri)).isBetween(3, 6);
        await().until(() -> retryAfter(uri) <= 2);
    }

    private int retryAfter(URI uri) {
        return Integer.parseInt(ask(uri, visit("/")).header("Retry-After"));
    }

    @Test
    void visitorsComeThroughAgainOnceTheDownstreamIsBack() {
        downstream.behave(new Reset());
        URI uri = start(
                new ProxyServlet(downstream.uri()),
                ONE_ATTEMPT,
                MINIMUM_CALLS,
                "circuit-breaker.wait-duration-in-open-state=200ms");
        for (int i = 0; i < MINIMUM; i++) {
            ask(uri, visit("/"));
        }
        assertThat(route().breakerState()).isEqualTo("OPEN");

        downstream.behave(Answer.ok("calm"));
        await().until(() -> ask(uri, visit("/")).status() == 200);
        await().until(() ->
                ask(uri, visit("/")).status() == 200 && route().breakerState().equals("CLOSED"));

        // Who has changed the state tells of it afterwards.
        await().untilAsserted(() -> assertThat(reports.transitions())
                .extracting(BreakerTransition::to)
                .containsExactly("OPEN", "HALF_OPEN", "CLOSED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bug", "/error", "/gone", "/stuck", "/cut", "/late-error"})
    void noEndingOfATrialWedgesTheHalfOpenState(String trial) {
        downstream.on("/fails", new Reset());
        downstream.on("/stuck", new Silence());
        Subject ends = (request, response) -> {
            switch (request.getRequestURI()) {
                case "/bug" -> throw new NullPointerException("a bug");
                case "/error" -> throw new StackOverflowError("an Error");
                case "/gone" -> request.getInputStream().readAllBytes();
                case "/cut", "/late-error" -> {
                    response.getOutputStream()
                            .write(Bytes.filler(BEYOND_ANY_BUFFER).toArray());
                    if (request.getRequestURI().equals("/cut")) {
                        throw new SocketException("Connection reset");
                    }
                    throw new StackOverflowError("an Error");
                }
                default -> new ProxyServlet(downstream.uri()).service(request, response);
            }
        };
        URI uri = start(
                ends,
                ONE_ATTEMPT,
                "timeout=500ms",
                "circuit-breaker.minimum-number-of-calls=1",
                "circuit-breaker.permitted-number-of-calls-in-half-open-state=1",
                "circuit-breaker.wait-duration-in-open-state=100ms",
                "circuit-breaker.max-wait-duration-in-open-state=100ms");
        ask(uri, visit("/fails"));
        await().until(() -> {
            int before = reports.all().size();
            oneTrial(uri, trial);
            return reports.await(before + 1).get(before).attempts() == 1;
        });

        await().atMost(Duration.ofSeconds(5))
                .until(() -> ask(uri, visit("/well")).status() == 200
                        && route().breakerState().equals("CLOSED"));
    }

    private static void oneTrial(URI uri, String path) {
        try (RawClient client = RawClient.to(uri)) {
            if (path.equals("/gone")) {
                client.sendHead(RawRequest.of("POST", path, Bytes.filler(100))).sendBytes(Bytes.filler(10));
                client.hangUp();
            } else {
                client.exchange(visit(path));
            }
        }
    }

    @Test
    void anAppsOwnBugsDoNotOpenTheBreaker() {
        Subject bug = (request, response) -> {
            throw new NullPointerException("a bug");
        };
        URI uri = start(bug, "circuit-breaker.minimum-number-of-calls=2");

        for (int i = 0; i < 5; i++) {
            assertThat(ask(uri, visit("/")).status()).isEqualTo(500);
        }
        assertThat(route().breakerState()).isEqualTo("CLOSED");
    }

    @Test
    void slowAnswersOpenTheBreakerToo() {
        downstream.behave(new Slow(Duration.ofMillis(60), Answer.ok("slow")));
        URI uri = start(
                new ProxyServlet(downstream.uri()), MINIMUM_CALLS, "circuit-breaker.slow-call-duration-threshold=50ms");

        for (int i = 0; i < MINIMUM; i++) {
            assertThat(ask(uri, visit("/")).status()).isEqualTo(200);
        }
        await().until(() -> route().breakerState().equals("OPEN"));
    }
}
