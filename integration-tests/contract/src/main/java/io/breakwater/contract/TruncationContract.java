package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.app.UninterruptibleProxy;
import io.breakwater.contract.client.Ending;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.CutAfter;
import io.breakwater.downstream.CutShort;
import io.breakwater.downstream.Stall;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No truncation passes for success. */
@Promise("Truncation")
public class TruncationContract extends GuardedContract {
    private static final Duration GENEROUS = Duration.ofSeconds(5);

    /** Silence is not among them: the client must not be left waiting for the rest. */
    private static final List<Ending> BROKEN = List.of(Ending.CUT_BY_FIN, Ending.CUT_BY_RST);

    static Stream<CutAfter> cutsAfterCommit() {
        return Stream.of(CutAfter.End.values())
                .flatMap(end ->
                        Stream.of(CutAfter.length(BEYOND_ANY_BUFFER, end), CutAfter.chunked(BEYOND_ANY_BUFFER, end)));
    }

    @ParameterizedTest
    @MethodSource("cutsAfterCommit")
    void anAnswerCutOffAfterItsStartIsSeenToBeBroken(CutAfter cut) {
        downstream.behave(cut);
        URI uri = start(new ProxyServlet(downstream.uri()));

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.ending()).isIn(BROKEN);
        ExchangeReport report = reports.only();
        assertThat(report.ending()).isEqualTo(ExchangeReport.Ending.ABORTED);
        assertThat(report.fault()).isPresent();
    }

    /** Whose end may be the connection's alone, so that no end of it may be in peace. */
    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"})
    void anAnswerWithoutAnEndOfItsOwnIsSeenToBeBroken(String request) {
        downstream.behave(CutAfter.chunked(BEYOND_ANY_BUFFER, CutAfter.End.FIN));
        URI uri = start(new ProxyServlet(downstream.uri()));

        RawResponse seen = connect(uri).sendBytes(Bytes.utf8(request)).receive();

        assertThat(seen.ending()).isIn(BROKEN);
        assertThat(reports.only().ending()).isEqualTo(ExchangeReport.Ending.ABORTED);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerCutOffBeforeItsStartIsA502(CutShort cut) {
        downstream.behave(cut);
        URI uri = start(new ProxyServlet(downstream.uri()), "retry.max-attempts=1");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().utf8()).contains("</html>").doesNotContain("hello");
        assertThat(seen.header("Content-Length"))
                .isEqualTo(Integer.toString(seen.body().length()));
    }

    @Test
    void aPromisedLengthThatIsNotReachedIsA502WhileNoByteIsOut() {
        Subject shortfall = (request, response) -> {
            response.setHeader("X-From", "app");
            response.setContentLength(100);
            response.getOutputStream().write(Bytes.filler(40).toArray());
        };
        URI uri = start(shortfall);

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.headers().has("X-From")).isFalse();
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_INCOMPLETE);
    }

    @Test
    void aClientThatSwallowsACutDoesNotMakeItPassForSuccess() {
        downstream.behave(CutAfter.length(BEYOND_ANY_BUFFER, CutAfter.End.FIN));
        URI uri = start(new UninterruptibleProxy(downstream.uri()));

        assertThat(ask(uri, visit("/")).ending()).isIn(BROKEN);

        assertThat(reports.only().ending()).isEqualTo(ExchangeReport.Ending.ABORTED);
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_INCOMPLETE);
    }

    static Stream<Subject> failsHalfway() {
        return Stream.of(
                Failing.halfwayReturning(100, 40),
                Failing.halfwayThrowing(100, 40),
                Failing.midStreamThrowing(1000),
                (request, response) -> {
                    Failing.midStreamReturning(1000).serve(request, response);
                    throw new SocketException("Connection reset");
                },
                (request, response) -> {
                    Failing.midStreamReturning(BEYOND_ANY_BUFFER).serve(request, response);
                    throw new StackOverflowError("an Error in the app");
                });
    }

    @ParameterizedTest
    @MethodSource("failsHalfway")
    void whateverEndsAnAnswerHalfwayIsSeenToBeBroken(Subject fails) {
        assertThat(ask(start(fails), visit("/")).ending()).isIn(BROKEN);
    }

    @Test
    void aLengthPromisedAndClosedTooEarlyIsNotPassedOnAsAnEnd() {
        Subject closesEarly = (request, response) -> {
            response.setContentLength(100);
            response.getOutputStream().write(Bytes.filler(40).toArray());
            response.getOutputStream().close();
        };

        assertThat(ask(start(closesEarly), visit("/")).status()).isEqualTo(502);
    }

    @Test
    void anExceptionBeforeTheStartIsA502AndNotHalfAnAnswer() {
        Subject breaks = (request, response) -> {
            response.setContentType("text/plain");
            response.getOutputStream().write(Bytes.utf8("half").toArray());
            throw new IOException("chunked transfer encoding, state: READING_LENGTH");
        };

        RawResponse seen = ask(start(breaks), visit("/"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.body().utf8()).doesNotContain("half").contains("</html>");
    }

    @Test
    void aStallAfterTheStartIsBrokenOffAtTheIdleTimeoutAlthoughTheThreadIsStuck() {
        downstream.behave(new Stall(BEYOND_ANY_BUFFER, 2 * BEYOND_ANY_BUFFER));
        // With the default deadline, which has no say in it.
        URI uri = start(new UninterruptibleProxy(downstream.uri()), "idle-timeout=400ms");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.ending()).isIn(BROKEN);
        assertThat(seen.body().length()).isEqualTo(BEYOND_ANY_BUFFER);
        assertThat(seen.lastByte()).isLessThan(GENEROUS);
        ExchangeReport report = reports.only();
        assertThat(report.ending()).isEqualTo(ExchangeReport.Ending.ABORTED);
        assertThat(report.fault()).contains(Fault.READ_TIMEOUT);
        assertThat(report.elapsed()).isBetween(Duration.ofMillis(400), GENEROUS);
        assertStillStuck();
    }

    @Test
    void aStallOfAnInterruptibleProxyIsBrokenOffToo() {
        downstream.behave(new Stall(BEYOND_ANY_BUFFER, 2 * BEYOND_ANY_BUFFER));
        URI uri = start(new ProxyServlet(downstream.uri()), "idle-timeout=400ms");

        assertThat(ask(uri, visit("/")).ending()).isIn(BROKEN);
        assertThat(reports.only().fault()).contains(Fault.READ_TIMEOUT);
    }

    @Test
    void aSlowAnswerThatGoesOnIsNotIdle() {
        downstream.behave(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\n");
            for (int i = 0; i < 12; i++) {
                call.pause(Duration.ofMillis(100));
                call.send("x");
            }
        });
        URI uri = start(new UninterruptibleProxy(downstream.uri()), "timeout=600ms", "idle-timeout=600ms");

        assertThat(ask(uri, RawRequest.get("/")).body().utf8()).isEqualTo("x".repeat(12));
    }

    @Test
    void anEventStreamMayPauseForAsLongAsItLikes() {
        downstream.behave(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
            call.send("data: one\n\n");
            call.pause(Duration.ofMillis(1200));
            call.send("data: two\n\n");
            call.close();
        });
        URI uri = start(new UninterruptibleProxy(downstream.uri()), "timeout=300ms", "idle-timeout=200ms");

        RawResponse seen = ask(uri, RawRequest.get("/events"));

        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().utf8()).isEqualTo("data: one\n\ndata: two\n\n");
    }

    @Test
    void idleTimeoutZeroMeansNone() {
        downstream.behave(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n1");
            call.pause(Duration.ofMillis(900));
            call.send("2");
        });
        URI uri = start(new UninterruptibleProxy(downstream.uri()), "timeout=10s", "idle-timeout=0");

        assertThat(ask(uri, RawRequest.get("/")).body().utf8()).isEqualTo("12");
    }
}
