package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.LateWriter;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.StuckServlet;
import io.breakwater.contract.client.Ending;
import io.breakwater.contract.client.Framing;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.CloseUnanswered;
import io.breakwater.downstream.CutAfter;
import io.breakwater.downstream.CutShort;
import io.breakwater.downstream.Echo;
import io.breakwater.downstream.ReceivedRequest;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Silence;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How a container treats apps that nobody guards. It shows that the harness sees what clients see, and pins the behaviours
 * that the guard builds on: when one changes with a new version of a container, this is where it shows.
 */
@Tag(VirtualThreadsContract.LEFT_OUT)
public class UnguardedContract extends ContainerContract {
    /** More than any container holds back before it commits. */
    private static final int BEYOND_ANY_BUFFER = 256 * 1024;

    @Test
    void aGetIsProxiedThrough() {
        downstream.behave(Answer.ok("calm").with("X-From", "downstream"));
        URI uri = start(GuardedApp.of(new ProxyServlet(downstream.uri())));

        RawResponse seen = connect(uri).exchange(RawRequest.get("/a?b=c").with("X-To", "downstream"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.header("X-From")).isEqualTo("downstream");
        assertThat(seen.body()).isEqualTo(Bytes.utf8("calm"));
        assertThat(seen.whole()).isTrue();
        ReceivedRequest received = downstream.received().get(0);
        assertThat(received.target()).isEqualTo("/a?b=c");
        assertThat(received.headers().first("X-To")).contains("downstream");
    }

    @Test
    void aPostIsProxiedThroughByteByByte() {
        downstream.behave(new Echo());
        URI uri = start(GuardedApp.of(new ProxyServlet(downstream.uri())));
        Bytes body = Bytes.filler(BEYOND_ANY_BUFFER);

        RawResponse seen = connect(uri).exchange(RawRequest.of("POST", "/in", body));

        assertThat(seen.body()).isEqualTo(body);
        assertThat(seen.whole()).isTrue();
    }

    @Test
    void aChunkedPostIsProxiedThrough() {
        downstream.behave(new Echo());
        URI uri = start(GuardedApp.of(new ProxyServlet(downstream.uri())));

        RawClient client = connect(uri);
        client.sendHead(RawRequest.get("/in").withMethod("POST").with("Transfer-Encoding", "chunked"));
        client.sendBytes(Bytes.utf8("5\r\nhello\r\n")).sendBytes(Bytes.utf8("6\r\n world\r\n0\r\n\r\n"));

        assertThat(client.receive().body()).isEqualTo(Bytes.utf8("hello world"));
    }

    @Test
    void headHasNoBodyAndTheConnectionServesOn() {
        downstream.behave(Answer.ok("calm"));
        RawClient client = connect(start(GuardedApp.of(new ProxyServlet(downstream.uri()))));

        RawResponse head = client.exchange(RawRequest.head("/"));
        RawResponse get = client.exchange(RawRequest.get("/"));

        assertThat(head.header("Content-Length")).isEqualTo("4");
        assertThat(head.framing()).isEqualTo(Framing.NO_BODY);
        assertThat(get.body()).isEqualTo(Bytes.utf8("calm"));
    }

    static Stream<Behaviour> endsBeforeHeaders() {
        return Stream.of(new CloseUnanswered(), new Reset(), CutShort.STATUS_LINE, CutShort.HEADERS);
    }

    /** Counts at the downstream are worth nothing when the app's HTTP client sends again by itself. */
    @ParameterizedTest
    @MethodSource("endsBeforeHeaders")
    void theAppsClientNeverSendsTwice(Behaviour failing) {
        URI uri = start(GuardedApp.of(new ProxyServlet(downstream.uri())));
        RawClient client = connect(uri);
        // A connection in the client's pool is where it is most eager to send again.
        client.exchange(RawRequest.get("/warm-up"));
        downstream.on("/x", failing);

        client.exchange(RawRequest.get("/x"));
        connect(uri).exchange(RawRequest.post("/x", "once"));

        assertThat(downstream.requests("/x")).isEqualTo(2);
    }

    @Test
    void aDownstreamCutBeforeCommitIsA500() {
        downstream.behave(CutShort.CHUNKED_BY_FIN);
        URI uri = start(GuardedApp.of(new ProxyServlet(downstream.uri())));

        assertThat(connect(uri).exchange(RawRequest.get("/")).status()).isEqualTo(500);
    }

    static Stream<CutAfter> cutsAfterCommit() {
        return Stream.of(
                CutAfter.length(BEYOND_ANY_BUFFER, CutAfter.End.FIN),
                CutAfter.length(BEYOND_ANY_BUFFER, CutAfter.End.RST),
                CutAfter.chunked(BEYOND_ANY_BUFFER, CutAfter.End.FIN),
                CutAfter.chunked(BEYOND_ANY_BUFFER, CutAfter.End.RST));
    }

    @ParameterizedTest
    @MethodSource("cutsAfterCommit")
    void aDownstreamCutAfterCommitIsSeenToBeBroken(CutAfter cut) {
        downstream.behave(cut);
        URI uri = start(GuardedApp.of(new ProxyServlet(downstream.uri())));

        RawResponse seen = connect(uri).exchange(RawRequest.get("/"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.ending())
                .isEqualTo(seen.framing() == Framing.CHUNKED ? endingAfterAThrowMidStream() : Ending.CUT_BY_FIN);
    }

    private Ending endingAfterAThrowMidStream() {
        return deviates(Deviation.FAILURE_AFTER_COMMIT_LOOKS_WHOLE) ? Ending.WHOLE : Ending.CUT_BY_FIN;
    }

    @Test
    void aFailedCopyThatReturnsPassesForWhole() {
        URI uri = start(GuardedApp.of(Failing.midStreamReturning(1000).asServlet()));

        RawResponse seen = connect(uri).exchange(RawRequest.get("/"));

        assertThat(seen.framing()).isEqualTo(Framing.CHUNKED);
        assertThat(seen.ending()).isEqualTo(Ending.WHOLE);
    }

    @Test
    void aFailedCopyThatThrowsIsSeenToBeBroken() {
        URI uri = start(GuardedApp.of(Failing.midStreamThrowing(1000).asServlet()));

        RawResponse seen = connect(uri).exchange(RawRequest.get("/"));

        assertThat(seen.ending()).isEqualTo(endingAfterAThrowMidStream());
        assertThat(seen.body()).isEqualTo(Bytes.filler(1000));
    }

    @Test
    void aPromisedLengthThatIsNotReachedIsSeenToBeBroken() {
        URI uri = start(GuardedApp.empty()
                .with(ServletEntry.of(
                        "/returns", Failing.halfwayReturning(100, 40).asServlet()))
                .with(ServletEntry.of(
                        "/throws", Failing.halfwayThrowing(100, 40).asServlet())));

        boolean leavesOpen = deviates(Deviation.SHORT_RETURN_LEAVES_THE_CONNECTION_OPEN);
        assertThat(connectForShort(uri).exchange(RawRequest.get("/returns")).ending())
                .isEqualTo(leavesOpen ? Ending.SILENT : Ending.CUT_BY_FIN);
        assertThat(connect(uri).exchange(RawRequest.get("/throws")).whole()).isFalse();
    }

    @Test
    void eachFailureBecomesTheStatusItShould() {
        URI uri = start(GuardedApp.empty()
                .with(ServletEntry.of("/send-error", Failing.bySendError(503).asServlet()))
                .with(ServletEntry.of("/status", Failing.byStatus(503, "{}").asServlet()))
                .with(ServletEntry.of("/bug", Failing.byBug().asServlet()))
                .with(ServletEntry.of("/error", Failing.byError().asServlet()))
                .with(ServletEntry.of(
                        "/throws", Failing.byThrowing(new IOException("broken")).asServlet()))
                .with(ServletEntry.of(
                        "/wrapped", Failing.byWrapped(new IOException("broken")).asServlet()))
                .with(ServletEntry.of("/well", Failing.not("well").asServlet())));

        assertThat(Stream.of("/send-error", "/status", "/bug", "/error", "/throws", "/wrapped", "/well")
                        .map(path -> RawClient.get(uri.resolve(path)).status()))
                .containsExactly(503, 503, 500, 500, 500, 500, 200);
    }

    @Test
    void theAppIsServedAsDescribed() {
        List<String> passed = new ArrayList<>();
        Filter outer = (request, response, chain) -> {
            passed.add("outer");
            chain.doFilter(request, response);
        };
        Filter inner = (request, response, chain) -> {
            passed.add("inner " + request.getServletContext().getAttribute("harbour"));
            chain.doFilter(request, response);
        };
        URI uri = start(GuardedApp.empty()
                .at("/app")
                .withAttribute("harbour", "calm")
                .withErrorPage(503, "/sorry")
                .with(FilterEntry.of("outer", outer))
                .with(FilterEntry.of("inner", inner).at("/fails"))
                .with(ServletEntry.of("/fails", Failing.bySendError(503).asServlet()))
                .with(ServletEntry.of("/sorry", Failing.not("sorry").asServlet())));

        RawResponse seen = RawClient.get(URI.create(uri + "/fails"));

        assertThat(uri.getPath()).isEqualTo("/app");
        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.body()).isEqualTo(Bytes.utf8("sorry"));
        assertThat(passed).containsExactly("outer", "inner calm");
    }

    @Test
    void theAppHasAsManyThreadsAsItSays() throws Exception {
        List<LateWriter> latecomers = List.of(new LateWriter("1"), new LateWriter("2"), new LateWriter("3"));
        GuardedApp app = GuardedApp.empty().withThreads(2);
        for (int i = 0; i < 3; i++) {
            app = app.with(ServletEntry.of("/" + i, latecomers.get(i).asServlet()));
        }
        URI uri = start(app);
        RawClient first = connect(uri).send(RawRequest.get("/0"));
        RawClient second = connect(uri).send(RawRequest.get("/1"));
        latecomers.get(0).awaitArrival();
        latecomers.get(1).awaitArrival();
        RawClient third = connect(uri).send(RawRequest.get("/2"));

        assertThat(latecomers.get(2).arrivesWithin(Duration.ofMillis(200))).isFalse();

        latecomers.forEach(LateWriter::letGo);
        assertThat(Stream.of(first, second, third)
                        .map(client -> client.receive().body().utf8()))
                .containsExactly("1", "2", "3");
    }

    @Test
    void aStuckThreadIsStuckUntilTheDownstreamLetsGo() {
        downstream.behave(new Silence());
        URI uri = start(GuardedApp.of(new StuckServlet(downstream.uri())));
        RawClient client = connect(uri).send(RawRequest.get("/"));
        await().until(() -> downstream.requests() == 1);
        Thread stuck = threadIn(StuckServlet.class);

        stuck.interrupt();
        // Only its frames tell that a read sleeps on: a thread blocked in native code has no state of its own.
        await().during(Duration.ofMillis(200))
                .until(() -> downstream.timesAbandoned() == 0 && threadIn(StuckServlet.class) == stuck);

        downstream.behave(Answer.ok("calm"));
        assertThat(client.receive().status()).isEqualTo(200);
    }

    private static Thread threadIn(Class<?> type) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> Stream.of(entry.getValue())
                        .anyMatch(frame -> frame.getClassName().equals(type.getName())))
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
