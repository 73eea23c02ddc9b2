package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.CutAfter;
import io.breakwater.downstream.Echo;
import io.breakwater.downstream.InTurn;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Silence;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What becomes of a proxy that somebody else wrote, which reads, writes and waits without a thread. */
public abstract class AsyncProxyContract extends AsyncContract {

    /** Where Jetty's proxies look for the threads of their client. */
    private static final String JETTYS_THREADS = "org.eclipse.jetty.server.Executor";

    /** The proxy to that downstream. */
    protected abstract HttpServlet proxyTo(URI downstream);

    /** The same, which tells the guard what its client has failed of. */
    protected abstract HttpServlet tellingProxyTo(URI downstream);

    private URI startProxy(String... settings) {
        return startProxy(proxyTo(downstream.uri()), settings);
    }

    private URI startProxy(HttpServlet proxy, String... settings) {
        ExecutorService threads = Executors.newCachedThreadPool();
        closeInTheEnd(threads::shutdownNow);
        return start(app(proxy, settings).withAttribute(JETTYS_THREADS, threads));
    }

    @Test
    void aHealthyAnswerPasses() {
        downstream.behave(Answer.ok("calm").with("X-From", "downstream"));

        RawResponse seen = ask(startProxy(), visit("/a?b=c"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.header("X-From")).isEqualTo("downstream");
        assertThat(seen.body().utf8()).isEqualTo("calm");
        assertThat(downstream.received().get(0).headers().first(ID)).contains(seen.header(ID));
        assertThat(reports.only().ending()).isEqualTo(Ending.RELEASED);
    }

    @Test
    void largeBodiesPassBothWays() {
        downstream.behave(new Echo());
        Bytes body = Bytes.filler(900_000);

        RawResponse seen = ask(startProxy(), RawRequest.of("POST", "/", body));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body()).isEqualTo(body);
    }

    @Test
    void whatTheProxyAnswersByItselfIsReplacedByThePage() {
        downstream.behave(new Refuse());

        RawResponse seen = ask(startProxy("concurrency.max=1"), visit("/"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.header("Content-Type")).startsWith("text/html");
        assertThat(seen.body().utf8()).contains(seen.header(ID));
        assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
        assertThat(route().availableConcurrency()).hasValue(1);
    }

    @Test
    void aFailureIsMendedByASecondAttemptWhereListed() {
        downstream.behave(InTurn.inTurn(new Reset(), Answer.ok("calm")));

        RawResponse seen = ask(startProxy("retry.on=502"), visit("/"));

        assertThat(seen.body().utf8()).isEqualTo("calm");
        assertThat(downstream.requests()).isEqualTo(2);
        assertThat(reports.only().attempts()).isEqualTo(2);
    }

    @Test
    void whatTheProxyTellsOfIsNamed() {
        downstream.behave(new Refuse());

        RawResponse seen = ask(startProxy(tellingProxyTo(downstream.uri()), "retry.max-attempts=1"), visit("/"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.header("Proxy-Status")).contains("error=connection_refused");
        assertThat(reports.only().fault()).contains(Fault.CONNECTION_REFUSED);
    }

    @Test
    void whatTheProxyTellsOfIsMendedByASecondAttempt() {
        downstream.behave(InTurn.inTurn(new Reset(), Answer.ok("calm")));

        RawResponse seen = ask(startProxy(tellingProxyTo(downstream.uri())), visit("/"));

        assertThat(seen.body().utf8()).isEqualTo("calm");
        assertThat(downstream.requests()).isEqualTo(2);
        assertThat(reports.only().attempts()).isEqualTo(2);
    }

    @Test
    void thePageGoesOutAtTheDeadline() {
        downstream.behave(new Silence());

        RawResponse seen = ask(startProxy("timeout=500ms", "concurrency.max=1"), visit("/"));

        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.header("Content-Type")).startsWith("text/html");
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_TIMEOUT);
        await().untilAsserted(() -> assertThat(route().availableConcurrency()).hasValue(1));
    }

    @Test
    void anAnswerThatIsCutOffIsSeenToBeBroken() {
        downstream.behave(CutAfter.chunked(BEYOND_ANY_BUFFER, CutAfter.End.RST));

        RawResponse seen = ask(startProxy(), visit("/"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.whole()).isFalse();
        assertThat(reports.only().ending()).isEqualTo(Ending.ABORTED);
    }

    @Test
    void aClientThatHangsUpIsNoFailureOfTheDownstream() {
        downstream.behave(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100000000\r\n\r\n");
            for (int i = 0; i < 1000; i++) {
                call.send(Bytes.filler(100_000).toArray());
            }
        });
        RawClient client = connect(startProxy()).send(visit("/"));
        client.receiveSome(1000);

        client.hangUpHard();

        assertThat(reports.only().ending()).isEqualTo(Ending.CLIENT_GONE);
        assertThat(route().breakerState()).isEqualTo("CLOSED");
    }
}
