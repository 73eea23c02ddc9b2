package io.breakwater.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.breakwater.contract.client.Ending;
import io.breakwater.contract.client.FrameClient;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.CutAfter;
import io.breakwater.downstream.InTurn;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.downstream.Silence;
import io.breakwater.downstream.Stall;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a WAR gets on an application server. All tests of a server ask one process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(Recorder.class)
abstract class ServerContract extends PlatformContract {
    private static final String APP = "shop";
    private static final String ID = "X-Request-ID";
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    /** More than any server holds back before it commits. */
    private static final int BEYOND_ANY_BUFFER = 256 * 1024;

    private static final Duration GENEROUS = Duration.ofSeconds(8);
    private static final Duration PATIENT = Duration.ofMinutes(1);
    private static final List<Ending> BROKEN = List.of(Ending.CUT_BY_FIN, Ending.CUT_BY_RST);
    private static final int REDEPLOYMENTS = 3;

    private final byte[] war = TheWar.bytes();
    private final ScriptedDownstream downstream = ScriptedDownstream.start();

    ServerContract(ApplicationServer server) {
        super(server);
    }

    @BeforeAll
    void start() {
        // By itself the JDK's client sends a GET twice when the connection ends before an answer, and nothing is tried
        // again.
        Map<String, byte[]> wars = new LinkedHashMap<>(platformWars());
        wars.put(APP, war);
        server.start(wars, List.of("-Ddownstream=" + downstream.uri(), "-Djdk.httpclient.redirects.retrylimit=1"));
    }

    @AfterAll
    void stop() {
        downstream.close();
        server.close();
    }

    @BeforeEach
    void downstreamIsWell() {
        downstream.behave(Answer.ok("calm"));
    }

    @Test
    @Row("starts, no class in the way of another")
    void anAppStartsAndTheLogHasItsSettings() {
        assertThat(ask("/proxy/").body().utf8()).isEqualTo("calm");
        // GlassFish logs on a thread of its own.
        await().atMost(GENEROUS).until(() -> server.log().contains("settings route=stuck"));
        assertThat(server.log())
                .doesNotContain("LinkageError", "NoClassDefFoundError", "ClassCastException", "NoSuchMethodError");
    }

    @Test
    @Row("the page comes at the deadline though the thread is stuck")
    void thePageComesAtTheDeadlineWhileTheThreadIsStuck() {
        downstream.behave(new Silence());
        int abandoned = downstream.timesAbandoned();

        RawResponse page = ask("/stuck/");

        assertPage(page, 504);
        assertThat(page.lastByte()).isBetween(Duration.ofMillis(900), GENEROUS);
        assertThat(downstream.timesAbandoned()).isEqualTo(abandoned);
    }

    @Test
    @Row("also when it is stuck in what a page includes")
    void noAnswerPassesForSuccessWhenTheThreadIsStuckInAnInclude() {
        downstream.behave(new Silence());

        RawResponse page = ask("/including/");

        assertThat(page.lastByte()).isLessThan(GENEROUS);
        assertPage(page, 504);
    }

    @Test
    @Row("a blocking request is tried again, with the filters behind")
    void aBlockingRequestIsTriedAgainWithTheFiltersBehindOurs() {
        downstream.behave(InTurn.inTurn(new Reset(), Answer.ok("calm")));

        RawResponse seen = ask("/proxy/?blocking-retry");

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().utf8()).isEqualTo("calm");
        assertThat(seen.header("X-Inner")).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/async/thrown", "/async/told"})
    @Row("an asynchronous request is tried again")
    void anAsynchronousRequestIsTriedAgain(String path) {
        for (int time = 0; time < 10; time++) {
            downstream.behave(InTurn.inTurn(new Reset(), Answer.ok("calm")));
            downstream.forget();

            RawResponse seen = ask(path);

            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.body().utf8()).isEqualTo("calm");
            assertThat(downstream.requests()).isEqualTo(2);
        }
    }

    static Stream<Behaviour> cutsAfterCommit() {
        return Stream.of(CutAfter.End.values())
                .flatMap(end ->
                        Stream.of(CutAfter.length(BEYOND_ANY_BUFFER, end), CutAfter.chunked(BEYOND_ANY_BUFFER, end)));
    }

    @ParameterizedTest
    @MethodSource("cutsAfterCommit")
    @Row("an answer that is cut after its start is seen to be cut")
    void anAnswerThatIsCutAfterItsStartIsSeenToBeCut(Behaviour cut) {
        downstream.behave(cut);

        RawResponse seen = ask("/proxy/");

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.ending()).isIn(BROKEN);
        assertReflectionWorked();
    }

    @Test
    @Row("also where only the end of the connection ends the answer")
    void anAnswerWithoutAnEndOfItsOwnIsSeenToBeCut() {
        downstream.behave(CutAfter.chunked(BEYOND_ANY_BUFFER, CutAfter.End.FIN));

        assertThat(ask(visit("/proxy/").with("Connection", "close")).ending()).isIn(BROKEN);
        assertThat(exchange("GET /" + APP + "/proxy/ HTTP/1.0\r\n\r\n").ending())
                .isIn(BROKEN);
    }

    @Test
    @Row("an answer that stalls is cut at the idle timeout, though the thread is stuck")
    void anAnswerThatStallsIsCutAtTheIdleTimeout() {
        downstream.behave(new Stall(BEYOND_ANY_BUFFER, 2 * BEYOND_ANY_BUFFER));

        RawResponse seen = ask("/streaming/");

        assertThat(seen.ending()).isIn(BROKEN);
        assertThat(seen.body().length()).isEqualTo(BEYOND_ANY_BUFFER);
        assertThat(seen.lastByte()).isLessThan(GENEROUS);
        assertReflectionWorked();
    }

    @Test
    @Row("over HTTP/2 one stream is reset, and the others go on")
    void overHttp2OnlyTheOneStreamIsReset() {
        int some = 1000;
        String app = "/" + APP + "/streaming/";
        downstream.on(app + "cut", CutAfter.length(some, CutAfter.End.FIN));
        downstream.on(app + "stalls", new Stall(some, 2 * some));
        try (FrameClient client = FrameClient.withWindow(server.uri(), FrameClient.ANY_WINDOW)) {
            int cut = client.get(app + "cut");
            int stalled = client.get(app + "stalls");

            await().atMost(GENEROUS).until(() -> client.reset().containsAll(List.of(cut, stalled)));

            int whole = client.get(app);
            await().atMost(GENEROUS).until(() -> client.isWhole(whole));
            assertThat(client.reset()).containsExactlyInAnyOrder(cut, stalled);
            assertThat(client.isEnded()).isFalse();
        } finally {
            Stream.of("cut", "stalls").forEach(path -> downstream.off(app + path));
        }
    }

    @Test
    @Row("the page comes over HTTP/2, and the connection stays")
    void thePageComesOverHttp2AndTheConnectionStays() throws IOException {
        downstream.on("/" + APP + "/stuck/", new Silence());
        try (Http2Client client = new Http2Client(server.uri().resolve("/" + APP))) {
            assertThat(client.get("/proxy/")).isEqualTo("200 calm");
            assertThat(client.get("/stuck/")).startsWith("504 ").contains("Harbour Books");
            assertThat(client.get("/proxy/")).isEqualTo("200 calm");
            assertThat(client.connections()).isEqualTo(1);
        } finally {
            downstream.off("/" + APP + "/stuck/");
        }
    }

    @Test
    @Row("headers and cookies of filters in front stay")
    void whatFiltersInFrontHaveSetStaysAfterARetry() {
        downstream.behave(InTurn.inTurn(new Reset(), Answer.ok("calm")));

        RawResponse seen = ask("/proxy/?outer-retry");

        assertThat(seen.status()).isEqualTo(200);
        assertOuterWorkIsThere(seen, "attempt2=1");
    }

    @Test
    @Row("headers and cookies of filters in front stay")
    void whatFiltersInFrontHaveSetStaysOnAPage() {
        downstream.behave(new Reset());

        RawResponse seen = ask("/proxy/?outer-page");

        assertPage(seen, 502);
        assertOuterWorkIsThere(seen);
    }

    @Test
    @Row("the ID is on the app's own error page, too")
    void theIdIsOnTheAppsOwnErrorPage() {
        RawResponse seen = ask("/bug/");

        assertThat(seen.status()).isEqualTo(500);
        assertThat(seen.body().utf8()).isEqualTo("oops 500");
        assertThat(seen.headers().all(ID)).hasSize(1);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @Row("nothing of a stopped app stays in memory")
    void nothingOfAStoppedAppStays() {
        Optional<String> reason = server.reasonAgainstRedeployment();
        assumeTrue(reason.isEmpty(), () -> reason.orElse(""));
        for (int time = 0; time < REDEPLOYMENTS; time++) {
            String app = "again" + time;
            server.deploy(app, war);
            downstream.behave(InTurn.inTurn(new Reset(), Answer.ok("calm")));
            assertThat(ask(visitTo("/" + app + "/proxy/?x")).body().utf8()).isEqualTo("calm");
            downstream.behave(new Reset());
            assertPage(ask(visitTo("/" + app + "/proxy/")), 502);
            server.undeploy(app);
        }

        await().atMost(PATIENT).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(
                        server.process().living("io.breakwater.servers.app.Canary"))
                .as("loaders in memory")
                .isEqualTo(1));
    }

    private void assertPage(RawResponse seen, int status) {
        assertThat(seen.status()).as(seen::toString).isEqualTo(status);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().utf8()).contains("Harbour Books", "</html>", seen.header(ID));
    }

    private static void assertOuterWorkIsThere(RawResponse seen, String... cookies) {
        assertThat(seen.headers().all("X-Outer")).containsExactly("outer");
        assertThat(String.join(", ", seen.headers().all("Vary"))).contains("Origin");
        List<String> expected = Stream.concat(Stream.of("first=1", "second=2"), Stream.of(cookies))
                .toList();
        assertThat(seen.headers().all("Set-Cookie").stream().map(cookie -> cookie.replaceFirst(";.*", "")))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private void assertReflectionWorked() {
        assertThat(server.log()).doesNotContain("no way to the connection");
    }

    /** What a browser gets. */
    private RawResponse ask(String path) {
        return ask(visit(path));
    }

    private RawResponse ask(RawRequest request) {
        try (RawClient client = RawClient.to(server.uri())) {
            return client.exchange(request);
        }
    }

    private RawResponse exchange(String request) {
        try (RawClient client = RawClient.to(server.uri())) {
            return client.sendBytes(Bytes.utf8(request)).receive();
        }
    }

    private static RawRequest visit(String path) {
        return visitTo("/" + APP + path);
    }

    private static RawRequest visitTo(String target) {
        return RawRequest.get(target).with("Accept", BROWSER);
    }
}
