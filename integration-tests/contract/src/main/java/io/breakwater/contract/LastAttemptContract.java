package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.InTurn;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Silence;
import io.breakwater.downstream.Slow;
import io.breakwater.fault.Fault;
import jakarta.servlet.Filter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What makes an attempt the last one. */
@Promise("LastAttempt")
public class LastAttemptContract extends GuardedContract {
    /** For tests about something else than the budget. */
    private static final String NO_BUDGET = "retry.budget.ratio=100%";

    private static final String NO_BREAKER = "circuit-breaker.enabled=false";

    @Test
    void anAttemptThatRanOutOfTimeIsSentAgainWhereListed() {
        downstream.behave(InTurn.inTurn(new Silence(), Answer.ok("calm")));
        URI uri = start(
                new ProxyServlet(downstream.uri()),
                "timeout=20s",
                "attempt-timeout=400ms",
                "retry.on=http_response_timeout");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().utf8()).isEqualTo("calm");
        assertThat(downstream.requests()).isEqualTo(2);
    }

    @Test
    void anAnswerThatIsReadyAfterAllIsNotThrownAway() {
        AtomicInteger attempts = new AtomicInteger();
        Subject answersWhenInterrupted = (request, response) -> {
            attempts.incrementAndGet();
            try {
                new CountDownLatch(1).await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                response.getOutputStream().print("just in time");
            }
        };
        URI uri =
                start(answersWhenInterrupted, "timeout=20s", "attempt-timeout=300ms", "retry.on=http_response_timeout");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().utf8()).isEqualTo("just in time");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void attemptsStopAtTheDeadline() {
        downstream.behave(new Slow(Duration.ofMillis(250), new Reset()));
        URI uri = start(
                new ProxyServlet(downstream.uri()),
                "timeout=1s",
                "retry.max-attempts=10",
                NO_BREAKER,
                NO_BUDGET,
                "retry.budget.min-per-second=100");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isIn(502, 504);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.lastByte()).isLessThan(Duration.ofSeconds(5));
        assertThat(downstream.requests()).isBetween(2, 4);
    }

    @Test
    void aChainThatIsNotKnownToRunTwiceIsTriedOnceAndOneWarningSaysWhatToDo() {
        FilterEntry guard = guard();
        Filter carrier = (request, response, chain) ->
                guard.filter().doFilter(request, response, (inner, answer) -> chain.doFilter(inner, answer));
        downstream.behave(new Reset());
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("carrier", carrier))
                .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri()))));

        try (LogLines lines = LogLines.of("io.breakwater.container")) {
            assertThat(ask(uri, visit("/")).status()).isEqualTo(502);
            assertThat(ask(uri, visit("/")).status()).isEqualTo(502);

            assertThat(lines.messages(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("no retries", "register the filter with the container itself");
        }
        assertThat(downstream.requests()).isEqualTo(2);
    }

    @Test
    void anExceptionThatTellsOfNoDownstreamIsNotTriedAgain() {
        AtomicInteger calls = new AtomicInteger();
        Subject bug = (request, response) -> {
            calls.incrementAndGet();
            throw new IllegalStateException("a bug");
        };
        URI uri = start(bug);

        assertThat(ask(uri, visit("/")).status()).isEqualTo(500);

        assertThat(calls).hasValue(1);
        assertThat(reports.only().fault()).isEmpty();
    }

    @Test
    void maxAttemptsOfOneMeansOne() {
        downstream.behave(new Reset());
        URI uri = start(new ProxyServlet(downstream.uri()), "retry.max-attempts=1");

        ask(uri, visit("/"));

        assertThat(downstream.requests()).isEqualTo(1);
    }

    @Test
    void thePageSaysItMayHaveArrivedWhenAnyAttemptMayHave() {
        downstream.behave(call -> {
            downstream.behave(new Refuse());
            call.reset();
        });
        URI uri = start(new ProxyServlet(downstream.uri()), "retry.methods=PUT");

        RawResponse seen =
                ask(uri, RawRequest.of("PUT", "/pay", Bytes.utf8("42")).with("Accept", "application/json"));

        assertThat(reports.only().fault()).contains(Fault.CONNECTION_REFUSED);
        assertThat(seen.body().utf8()).contains("cannot tell whether").doesNotContain("did not reach");
    }
}
