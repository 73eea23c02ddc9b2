package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.Http2Offer;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.CloseUnanswered;
import io.breakwater.downstream.CutAfter;
import io.breakwater.downstream.CutShort;
import io.breakwater.downstream.InTurn;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.Reset;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent again and, before all, what is not. Counted where it counts: at the downstream. */
@Promise("Retry")
public class RetryContract extends GuardedContract {
    /** For tests about something else than the budget. */
    private static final String NO_BUDGET = "retry.budget.ratio=100%";

    static Behaviour[] endsBeforeAnAnswer() {
        return new Behaviour[] {new Reset(), new CloseUnanswered()};
    }

    @ParameterizedTest
    @MethodSource("endsBeforeAnAnswer")
    void aGetThatWasCutOffIsSentTwice(Behaviour end) {
        downstream.behave(end);
        URI uri = start(new ProxyServlet(downstream.uri()));

        assertThat(ask(uri, visit("/")).status()).isEqualTo(502);

        assertThat(downstream.requests()).isEqualTo(2);
        assertThat(reports.only().attempts()).isEqualTo(2);
    }

    @Test
    void theVisitorNeverNoticesAFailureThatASecondAttemptMends() {
        downstream.behave(InTurn.inTurn(new Reset(), Answer.ok("calm")));
        URI uri = start(new ProxyServlet(downstream.uri()));

        RawResponse seen = ask(uri, visit("/a?b=c"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().utf8()).isEqualTo("calm");
        assertThat(downstream.received())
                .extracting(request -> request.method() + request.target())
                .containsExactly("GET/a?b=c", "GET/a?b=c");
        assertThat(reports.only().ending()).isEqualTo(Ending.RELEASED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS"})
    void theOtherSafeMethodsAreSentTwiceToo(String method) {
        downstream.behave(new Reset());
        URI uri = start(new ProxyServlet(downstream.uri()));

        ask(uri, visit("/").withMethod(method));

        assertThat(downstream.requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH", "PUT", "DELETE"})
    void whatMayHaveBeenExecutedIsSentOnce(String method) {
        downstream.behave(new Reset());
        URI uri = start(new ProxyServlet(downstream.uri()));

        assertThat(ask(uri, RawRequest.of(method, "/", Bytes.utf8("pay"))).status())
                .isEqualTo(502);

        assertThat(downstream.requests()).isEqualTo(1);
        assertThat(reports.only().attempts()).isEqualTo(1);
    }

    @Test
    void putIsSentTwiceOnceItIsListed() {
        downstream.behave(new Reset());
        URI uri = start(new ProxyServlet(downstream.uri()), "retry.methods=GET, PUT");

        ask(uri, RawRequest.of("PUT", "/", Bytes.utf8("the same again")));

        assertThat(downstream.requests()).isEqualTo(2);
        assertThat(downstream.received())
                .allSatisfy(request -> assertThat(request.body().utf8()).isEqualTo("the same again"));
    }

    @Test
    void anIdempotencyKeyLetsAPostBeSentTwiceWhereTheRouteSaysSo() {
        downstream.behave(new Reset());
        URI uri = start(
                new ProxyServlet(downstream.uri()),
                "routes.keyed.path=/keyed",
                "routes.keyed.retry.idempotency-key=true");
        RawRequest keyed = RawRequest.post("/keyed", "pay").with("Idempotency-Key", "\"8e03978e\"");

        ask(uri, keyed);
        assertThat(downstream.requests()).isEqualTo(2);

        downstream.forget();
        ask(uri, RawRequest.post("/keyed", "without a key"));
        ask(uri, new RawRequest("POST", "/elsewhere", keyed.headers(), keyed.body()));
        assertThat(downstream.requests()).isEqualTo(2);
    }

    @Test
    void aRefusedPostIsDeliveredOnceTheDownstreamIsBackWhereTheRouteSaysSo() {
        downstream.behave(new Refuse());
        URI uri = start(GuardedApp.empty()
                .with(guard("retry.unsent-methods=POST"))
                .with(FilterEntry.of("reopener", opensAfterARefusal(Answer.ok("paid"))))
                .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri()))));

        RawResponse seen = ask(uri, RawRequest.post("/pay", "42 crowns"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().utf8()).isEqualTo("paid");
        assertThat(downstream.requests()).isEqualTo(1);
        assertThat(downstream.received().get(0).body().utf8()).isEqualTo("42 crowns");
        assertThat(reports.only().attempts()).isEqualTo(2);
    }

    /** Behind the guard: brings the downstream back when an attempt was refused. */
    private Filter opensAfterARefusal(Behaviour then) {
        return (request, response, chain) -> {
            try {
                chain.doFilter(request, response);
            } catch (IOException e) {
                downstream.behave(then);
                throw e;
            }
        };
    }

    /** The call never arrived, but the app may have written its row before it called. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH", "PUT", "DELETE"})
    void theAppsOwnWorkIsNotDoneTwiceAlthoughTheDownstreamWasNeverReached(String method) {
        AtomicInteger rows = new AtomicInteger();
        downstream.behave(new Refuse());
        URI uri = start(counting(rows));

        assertThat(ask(uri, RawRequest.of(method, "/", Bytes.utf8("pay"))).status())
                .isEqualTo(502);

        assertThat(rows).hasValue(1);
        assertThat(reports.only().attempts()).isEqualTo(1);
    }

    @Test
    void aRouteThatListsMoreMethodsSendsThoseAgainThatNeverArrivedAndNoOthers() {
        AtomicInteger attempts = new AtomicInteger();
        downstream.behave(new Refuse());
        URI uri = start(counting(attempts, "routes.basket.path=/basket", "routes.basket.retry.methods=GET, PUT"));

        ask(uri, RawRequest.of("PUT", "/basket", Bytes.utf8("a lantern")));
        assertThat(attempts).hasValue(2);

        ask(uri, RawRequest.of("POST", "/basket", Bytes.utf8("a lantern")));
        ask(uri, RawRequest.of("PUT", "/elsewhere", Bytes.utf8("a lantern")));
        assertThat(attempts).hasValue(4);
    }

    @Test
    void aRequestToLeaveHttpIsNeverSentTwice() {
        downstream.behave(new Reset());
        AtomicInteger attempts = new AtomicInteger();
        URI uri = start(counting(attempts));

        RawResponse seen =
                ask(uri, visit("/socket").with("Connection", "Upgrade").with("Upgrade", "websocket"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(downstream.requests()).isEqualTo(1);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void anOfferToGoOnInAnotherVersionOfHttpIsNoUpgrade() {
        downstream.behave(InTurn.inTurn(new Reset()).thenAlways(Answer.ok("mended")));
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("offers", new Http2Offer()))
                .with(guard())
                .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri()))));

        assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("mended");
    }

    @Test
    void nothingIsSentAgainOnceBytesAreOut() {
        downstream.behave(CutAfter.chunked(BEYOND_ANY_BUFFER, CutAfter.End.FIN));
        URI uri = start(new ProxyServlet(downstream.uri()), NO_BUDGET, "retry.on=http_response_incomplete");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.whole()).isFalse();
        assertThat(downstream.requests()).isEqualTo(1);
        assertThat(reports.only().ending()).isEqualTo(Ending.ABORTED);
    }

    @Test
    void anAnswerCutShortBeforeBytesAreOutIsSentAgainWhereListed() {
        downstream.behave(InTurn.inTurn(CutShort.CONTENT_LENGTH_BY_FIN, Answer.ok("whole")));
        URI uri = start(new ProxyServlet(downstream.uri()), "retry.on=http_response_incomplete");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.body().utf8()).isEqualTo("whole");
        assertThat(seen.header("Content-Length")).isEqualTo("5");
    }

    @Test
    void aFailingStatusIsNotSentAgainUnlessListed() {
        downstream.behave(Answer.status(503));
        URI uri = start(new ProxyServlet(downstream.uri()));

        assertThat(ask(uri, visit("/")).status()).isEqualTo(503);

        assertThat(downstream.requests()).isEqualTo(1);
    }

    @Test
    void aListedStatusIsSentAgainAndTheFirstAnswerIsNeverSeen() {
        downstream.behave(InTurn.inTurn(
                Answer.status(503)
                        .with("X-First", "yes")
                        .with("Retry-After", "0")
                        .body(Bytes.utf8("first")),
                Answer.ok("second")));
        URI uri = start(new ProxyServlet(downstream.uri()), "retry.on=503");

        RawResponse seen = ask(uri, RawRequest.get("/"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().utf8()).isEqualTo("second");
        assertThat(seen.headers().has("X-First")).isFalse();
        assertThat(seen.headers().has("Retry-After")).isFalse();
        assertThat(downstream.requests()).isEqualTo(2);
    }

    @Test
    void aListedStatusThatIsNoneOfOursGoesOutAsItIsInTheEnd() {
        downstream.behave(Answer.status(500).with("X-From", "downstream").body(Bytes.utf8("broken")));
        URI uri = start(new ProxyServlet(downstream.uri()), "retry.on=500");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(500);
        assertThat(seen.body().utf8()).isEqualTo("broken");
        assertThat(seen.header("X-From")).isEqualTo("downstream");
        assertThat(downstream.requests()).isEqualTo(2);
        assertThat(reports.only().fault()).contains(Fault.DOWNSTREAM_STATUS);
    }

    @ParameterizedTest
    @CsvSource({"unsent, false", "500, true"})
    void aDownstreamsOwn500OfAPostIsAFailureOnlyWhereItIsListed(String retryOn, boolean failure) {
        downstream.behave(Answer.status(500).body(Bytes.utf8("broken")));
        URI uri = start(new ProxyServlet(downstream.uri()), "retry.on=" + retryOn);

        RawResponse seen = ask(uri, RawRequest.post("/", "an order"));

        assertThat(seen.status()).isEqualTo(500);
        assertThat(seen.body().utf8()).isEqualTo("broken");
        assertThat(downstream.requests()).isEqualTo(1);
        assertThat(reports.only().fault().isPresent()).isEqualTo(failure);
    }

    @Test
    void filtersBehindTheGuardRunAgainInEachAttempt() {
        AtomicInteger attempts = new AtomicInteger();
        downstream.behave(InTurn.inTurn(new Reset(), Answer.ok("calm")));
        URI uri = start(counting(attempts));

        assertThat(ask(uri, visit("/")).status()).isEqualTo(200);

        assertThat(attempts).hasValue(2);
    }

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
}
