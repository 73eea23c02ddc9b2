package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.breakwater.Breakwater;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.StuckServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.Framing;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Silence;
import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.page.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a visitor gets when the downstream can't answer: in their own form, leaking nothing, whatever of ours is broken. */
@Promise("Page")
public class PageContract extends GuardedContract {
    private static final String DOWNSTREAMS = "{\"error\":\"from the downstream\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Accept         | text/html,application/xhtml+xml,*/*;q=0.8 | text/html
                    Accept         | */*                                       | text/plain
                    User-Agent     | curl/8                                    | text/plain
                    Accept         | application/json                          | application/problem+json
                    Accept         | text/html;q=0.1, application/json         | application/problem+json
                    Sec-Fetch-Dest | empty                                     | application/problem+json
                    Sec-Fetch-Dest | document                                  | text/html
                    """)
    void everyVisitorGetsTheirOwnForm(String header, String value, String type) {
        downstream.behave(new Reset());
        URI uri = start(new ProxyServlet(downstream.uri()));

        RawResponse seen = ask(uri, RawRequest.get("/").with(header, value));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.header("Content-Type")).startsWith(type);
        assertThat(seen.body().utf8()).contains(seen.header(ID));
        assertThat(seen.header("Cache-Control")).isEqualTo("no-store");
        assertThat(seen.header("Proxy-Status")).isEqualTo("breakwater;error=connection_terminated");
        assertThat(seen.header("X-Robots-Tag")).isEqualTo("noindex");
        assertThat(seen.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(seen.header("Vary")).contains("Accept", "Sec-Fetch-Dest");
    }

    @Test
    void noSessionIdAndNoEndlessPathGetsOnAPage() {
        URI uri = start(Failing.byThrowing(new ConnectException("refused")));
        String path = "/orders;jsessionid=SECRET/" + "7".repeat(2000);

        RawResponse seen = ask(uri, RawRequest.get(path).with("Accept", "application/json"));

        assertThat(seen.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(seen.body().utf8())
                .contains("\"instance\":\"/orders/777")
                .doesNotContain("SECRET")
                .hasSizeLessThan(1500);
        assertThat(reports.only().path()).startsWith("/orders/777").hasSizeLessThan(600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "script", "style"})
    void whatNobodyReadsHasNoBody(String destination) {
        downstream.behave(new Reset());
        URI uri = start(new ProxyServlet(downstream.uri()));

        RawResponse seen = ask(uri, visit("/logo").with("Sec-Fetch-Dest", destination));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().length()).isZero();
        assertThat(seen.headers().has(ID)).isTrue();
    }

    @Test
    void headGetsTheHeadersOfThePageAndNoBody() {
        downstream.behave(new Reset());
        RawClient client = connect(start(new ProxyServlet(downstream.uri()), "retry.max-attempts=1"));

        RawResponse head = client.exchange(visit("/").withMethod("HEAD"));
        RawResponse get = client.exchange(visit("/"));

        assertThat(head.status()).isEqualTo(502);
        assertThat(head.framing()).isEqualTo(Framing.NO_BODY);
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        // Not the same page: one has another id and, maybe, another second.
        assertThat(Integer.parseInt(head.header("Content-Length"))).isGreaterThan(1000);
        // The connection serves on, so nothing came where nothing was to come.
        assertThat(get.body().utf8()).contains("</html>");
    }

    @Test
    void headAtTheDeadlineHasNoBodyEither() {
        downstream.behave(new Silence());
        RawClient client = connect(start(new StuckServlet(downstream.uri()), "timeout=300ms"));

        RawResponse seen = client.exchange(visit("/").withMethod("HEAD"));

        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.headers().has(ID)).isTrue();
        downstream.behave(Answer.ok("let go"));
        assertThat(client.receiveSome(1).length()).isZero();
    }

    @Test
    void aConnectionServesOnAfterAPage() {
        downstream.on("/fails", new Reset());
        downstream.on("/well", Answer.ok("calm"));
        RawClient client = connect(start(new ProxyServlet(downstream.uri())));

        for (int i = 0; i < 3; i++) {
            assertThat(client.exchange(visit("/fails")).status()).isEqualTo(502);
            assertThat(client.exchange(visit("/well")).body().utf8()).isEqualTo("calm");
        }
    }

    @Test
    void aConnectionServesOnAfterAPageForAnUnreadUpload() {
        Subject refused = (request, response) -> {
            if (request.getMethod().equals("POST")) {
                throw new ConnectException("Connection refused");
            }
        };
        URI uri = start(refused);

        // Jetty closes a connection whose upload is not there yet when the app is done, guarded or not: by another
        // then.
        await().ignoreExceptionsInstanceOf(UncheckedIOException.class).untilAsserted(() -> {
            RawClient client = connect(uri);
            assertThat(client.exchange(RawRequest.of("POST", "/", Bytes.filler(10_000)))
                            .status())
                    .isEqualTo(502);
            assertThat(client.exchange(visit("/")).statusLine()).contains("200");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    browsers | browser | body  | page
                    browsers | api     | body  | own
                    browsers | browser | empty | page
                    browsers | api     | empty | page
                    empty    | browser | body  | own
                    empty    | api     | body  | own
                    empty    | browser | empty | page
                    always   | browser | body  | page
                    always   | api     | body  | page
                    never    | browser | body  | own
                    never    | browser | empty | own
                    never    | api     | empty | own
                    """)
    void aFailingAnswerIsReplacedAsConfigured(String mode, String client, String body, String expected) {
        Answer answer = Answer.status(503).with("Retry-After", "7").with("X-From", "downstream");
        downstream.behave(
                body.equals("body")
                        ? answer.with("Content-Type", "application/json").body(Bytes.utf8(DOWNSTREAMS))
                        : answer);
        URI uri = start(new ProxyServlet(downstream.uri()), "page.replace=" + mode);

        RawResponse seen = ask(uri, visitor(client));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.header("Retry-After")).isEqualTo("7");
        if (expected.equals("page")) {
            assertThat(seen.body().utf8()).contains(seen.header(ID)).doesNotContain("from the downstream");
            assertThat(seen.header("Proxy-Status")).contains("received-status=503");
            assertThat(seen.headers().has("X-From")).isFalse();
        } else {
            assertThat(seen.body().utf8()).isEqualTo(body.equals("body") ? DOWNSTREAMS : "");
            assertThat(seen.headers().has("Proxy-Status")).isFalse();
            assertThat(seen.header("X-From")).isEqualTo("downstream");
        }
    }

    @ParameterizedTest
    @CsvSource({"browsers,true", "empty,true", "always,true", "never,false"})
    void anErrorSentToTheContainerHasNoBodyOfItsOwn(String mode, boolean replaced) {
        URI uri = start(Failing.bySendError(503), "page.replace=" + mode);

        RawResponse seen = ask(uri, visitor("browser"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.headers().has("Proxy-Status")).isEqualTo(replaced);
        assertThat(seen.headers().all(ID)).hasSize(1);
    }

    @Test
    void anErrorSentToTheContainerIsServedByTheAppsOwnErrorPageWhereWeKeepOut() {
        URI uri = start(GuardedApp.empty()
                .withErrorPage(503, "/sorry")
                .with(guard("page.replace=never"))
                .with(ServletEntry.of("/sorry", Failing.not("the app is sorry").asServlet()))
                .with(ServletEntry.of("/*", Failing.bySendError(503).asServlet())));

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.body().utf8()).isEqualTo("the app is sorry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"byWriter", "byStream"})
    void aFailingAnswerIsPassedOnByteByByteHoweverItWasWritten(String how) {
        Subject app = (request, response) -> {
            response.setStatus(503);
            response.setContentType("text/plain;charset=utf-8");
            if (how.equals("byWriter")) {
                response.getWriter().write("härbour ");
                response.flushBuffer();
                response.getWriter().write("closed");
            } else {
                response.getOutputStream().write(Bytes.utf8("härbour ").toArray());
                response.getOutputStream().flush();
                response.getOutputStream().write(Bytes.utf8("closed").toArray());
                response.getOutputStream().close();
            }
        };

        RawResponse seen = ask(start(app, "page.replace=never"), visit("/"));

        assertThat(seen.body().utf8()).isEqualTo("härbour closed");
        assertThat(seen.status()).isEqualTo(503);
    }

    @Test
    void aFailingAnswerLongerThanWeHoldIsPassedOnWhole() {
        Bytes longer = Bytes.filler(300_000);
        downstream.behave(Answer.status(503).body(longer));
        URI uri = start(new ProxyServlet(downstream.uri()), "page.replace=always");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.body()).isEqualTo(longer);
    }

    private static RawRequest visitor(String kind) {
        return kind.equals("browser") ? visit("/") : RawRequest.get("/").with("Accept", "application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {BROWSER, "application/json", "text/plain"})
    void nothingLeaks(String accept) {
        downstream.behave(new Refuse());
        String secret = "secret.internal.example";
        Subject wrapped = Failing.byWrapped(new ConnectException(secret + ":8443 refused"));
        URI uri = start(GuardedApp.empty()
                .with(guard())
                .with(ServletEntry.of("/wrapped", wrapped.asServlet()))
                .with(ServletEntry.of("/send-error", Failing.bySendError(503).asServlet()))
                .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri()))));

        for (String path : List.of("/wrapped", "/send-error", "/proxied")) {
            RawResponse seen = ask(uri, RawRequest.get(path).with("Accept", accept));

            assertThat(seen.status()).isIn(502, 503);
            assertThat(seen.headers() + seen.body().utf8())
                    .doesNotContain(secret, "internal.example", "8443", ":" + downstream.port(), "127.0.0.1")
                    .doesNotContain("Exception", "java.", "at io.");
        }
    }

    @Test
    void detailsAreShownWhereTheyAreAskedFor() {
        URI uri = start(Failing.byWrapped(new ConnectException("inner:8443 refused")), "page.details=true");

        RawResponse seen = ask(uri, RawRequest.get("/").with("Accept", "application/json"));

        assertThat(seen.body().utf8()).contains("inner:8443 refused");
        assertThat(seen.header("Proxy-Status")).contains("details=");
    }

    @Test
    void anAppsOwnExceptionIsTheContainersAffair() {
        URI uri = start(Failing.byBug());

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(500);
        assertThat(seen.headers().has("Proxy-Status")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPageThatFailsGivesWayToTheBuiltInOne(boolean error) {
        downstream.behave(new Reset());
        Page broken = (model, format) -> {
            if (error) {
                throw new StackOverflowError("a template that includes itself");
            }
            throw new IllegalStateException("a broken page");
        };
        Breakwater.Builder builder = builder().page(broken);
        URI uri = start(GuardedApp.empty()
                .with(guard(builder))
                .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri()))));
        try (LogLines lines = LogLines.of("io.breakwater.page")) {
            for (int i = 0; i < 3; i++) {
                RawResponse seen = ask(uri, visit("/"));
                assertThat(seen.status()).isEqualTo(502);
                assertThat(seen.body().utf8()).contains("</html>").contains(seen.header(ID));
            }
            assertThat(lines.messages(Level.WARN)).hasSize(1);
        }
    }

    @Test
    void aListenerThatFailsIsLoggedOnceAndTheExchangeGoesOn() {
        downstream.behave(new Reset());
        ExchangeListener broken = new ExchangeListener() {
            @Override
            public void exchangeEnded(ExchangeReport report) {
                throw new IllegalStateException("a broken listener");
            }

            @Override
            public void breakerChanged(BreakerTransition transition) {
                throw new NoClassDefFoundError("a broken listener");
            }
        };
        Breakwater.Builder builder = Breakwater.builder()
                .listener(broken)
                .listener(reports)
                .set("breakwater.circuit-breaker.minimum-number-of-calls", "2");
        URI uri = start(GuardedApp.empty()
                .with(guard(builder))
                .with(ServletEntry.of("/well", Failing.not("well").asServlet()))
                .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri()))));
        try (LogLines lines = LogLines.of("io.breakwater.observe")) {
            assertThat(ask(uri, visit("/well")).body().utf8()).isEqualTo("well");
            assertThat(ask(uri, visit("/")).status()).isEqualTo(502);
            assertThat(ask(uri, visit("/")).status()).isIn(502, 503);
            await().until(() -> reports.all().size() == 3);

            assertThat(lines.messages(Level.WARN))
                    .filteredOn(line -> line.contains("listener"))
                    .hasSize(1);
        }
        await().until(() -> !reports.transitions().isEmpty());
    }

    @Test
    void anIoExceptionOfTheAppThatTellsNothingIsItsOwn() {
        URI uri = start(Failing.byThrowing(new IOException("disk full")));

        assertThat(ask(uri, visit("/")).status()).isEqualTo(500);
        assertThat(reports.only().fault()).isEmpty();
    }
}
