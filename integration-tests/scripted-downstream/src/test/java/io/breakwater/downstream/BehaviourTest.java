package io.breakwater.downstream;

import static io.breakwater.downstream.InTurn.inTurn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BehaviourTest {
    @AutoClose
    private final ScriptedDownstream downstream = ScriptedDownstream.start();

    private Wire.Seen get(Behaviour behaviour) throws IOException {
        downstream.behave(behaviour);
        return Wire.get(downstream, "/");
    }

    @Test
    void anAnswerIsSentAsGiven() throws IOException {
        downstream.behave(Answer.status(418).with("X-One", "1").body(Bytes.utf8("short and stout")));

        assertThat(Wire.lastGet(downstream, "/"))
                .isEqualTo(new Wire.Seen(
                        "HTTP/1.1 418 \r\nX-One: 1\r\nContent-Length: 15\r\nConnection: close\r\n\r\nshort and stout",
                        Wire.End.FIN));
    }

    @Test
    void anAnswerInChunksHasEachOfThemAndTheLast() throws IOException {
        downstream.behave(Answer.status(200).body(Bytes.filler(1030)).inChunks());

        String filler = Bytes.filler(1030).utf8();
        assertThat(Wire.lastGet(downstream, "/").text())
                .startsWith("HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n")
                .endsWith("\r\n\r\n400\r\n" + filler.substring(0, 1024) + "\r\n6\r\n" + filler.substring(1024)
                        + "\r\n0\r\n\r\n");
    }

    @Test
    void anAnswerWithoutABodyByItsStatusPromisesNone() throws IOException {
        downstream.behave(Answer.status(204));

        assertThat(Wire.lastGet(downstream, "/").text()).isEqualTo("HTTP/1.1 204 \r\nConnection: close\r\n\r\n");
    }

    @Test
    void headGetsTheLengthAndNoBody() throws IOException {
        downstream.behave(Answer.ok("calm"));
        try (Wire wire = new Wire(downstream)) {
            Wire.Seen seen = wire.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .readToEnd();

            assertThat(seen.text()).contains("Content-Length: 4\r\n").endsWith("\r\n\r\n");
        }
    }

    @Test
    void anEchoGivesBackWhatCame() throws IOException {
        downstream.behave(new Echo());
        try (Wire wire = new Wire(downstream)) {
            Wire.Seen seen = wire.send("PUT /x?y=1 HTTP/1.1\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc")
                    .readToEnd();

            assertThat(seen.text())
                    .contains("X-Method: PUT\r\n", "X-Target: /x?y=1\r\n")
                    .endsWith("\r\n\r\nabc");
        }
    }

    @Test
    void refusedMeansThatNobodyListensUntilItIsOver() throws IOException {
        int port = downstream.port();
        try (Wire idle = new Wire(downstream)) {
            await().until(() -> downstream.connections() == 1);
            downstream.behave(new Refuse());

            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> Wire.get(downstream, "/"));
            assertThat(idle.readToEnd().end()).isEqualTo(Wire.End.FIN);
        }
        downstream.behave(Answer.ok("back"));

        assertThat(Wire.lastGet(downstream, "/").text()).endsWith("back");
        assertThat(downstream.port()).isEqualTo(port);
        assertThat(downstream.requests()).isEqualTo(1);
    }

    @Test
    void aRefusalCanBeRepeatedAndClosed() {
        downstream.behave(new Refuse());
        downstream.behave(new Refuse());

        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> Wire.get(downstream, "/"));
    }

    @Test
    void closedUnreadIsAFinAndNoRequest() throws IOException {
        assertThat(get(new CloseUnread())).isEqualTo(new Wire.Seen("", Wire.End.FIN));
        assertThat(downstream.connections()).isEqualTo(1);
        assertThat(downstream.requests()).isZero();
    }

    @Test
    void closedUnansweredIsAFinAfterTheRequest() throws IOException {
        assertThat(get(new CloseUnanswered())).isEqualTo(new Wire.Seen("", Wire.End.FIN));
        assertThat(downstream.requests()).isEqualTo(1);
    }

    @Test
    void resetIsARstAfterTheRequest() throws IOException {
        assertThat(get(new Reset())).isEqualTo(new Wire.Seen("", Wire.End.RST));
        assertThat(downstream.requests()).isEqualTo(1);
    }

    @Test
    void silenceSaysNothingAndStaysOpen() throws IOException {
        downstream.behave(new Silence());
        try (Wire wire = new Wire(downstream)) {
            wire.send("GET / HTTP/1.1\r\n\r\n");

            assertThat(wire.readFor(200)).isEqualTo(new Wire.Seen("", Wire.End.STILL_OPEN));
        }
    }

    @Test
    void slowAnswersOnceItsTimeIsOverAndNotBefore() throws IOException {
        downstream.behave(new Slow(Duration.ofMillis(150), Answer.ok("late")));
        long asked = System.nanoTime();

        assertThat(Wire.lastGet(downstream, "/").text()).endsWith("late");
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void headerDripSendsOneByteATime() throws IOException {
        downstream.behave(new HeaderDrip(Duration.ofMillis(3)));
        long asked = System.nanoTime();

        Wire.Seen seen = Wire.get(downstream, "/");

        assertThat(seen.text()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nok");
        assertThat(Duration.ofNanos(System.nanoTime() - asked))
                .isGreaterThanOrEqualTo(Duration.ofMillis(3L * seen.text().length()));
    }

    @Test
    void aStallSendsSomeOfTheBodyAndStaysOpen() throws IOException {
        downstream.behave(new Stall(10, 100));
        try (Wire wire = new Wire(downstream)) {
            Wire.Seen seen = wire.send("GET / HTTP/1.1\r\n\r\n").readFor(200);

            assertThat(seen.text()).contains("Content-Length: 100\r\n").endsWith("\r\n\r\n" + Bytes.filler(10));
            assertThat(seen.end()).isEqualTo(Wire.End.STILL_OPEN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cutShortEndsBeforeItsPromiseIsKept(CutShort cut) throws IOException {
        Wire.Seen seen = get(cut);

        assertThat(seen.text()).startsWith("HTTP/1.1 20").doesNotContain("\r\n0\r\n");
        assertThat(seen.end()).isEqualTo(cut.name().endsWith("RST") ? Wire.End.RST : Wire.End.FIN);
        assertThat(seen.text().endsWith("hello") || seen.text().endsWith("hello\r\n"))
                .isEqualTo(cut.name().contains("_BY_"));
    }

    @Test
    void cutAfterEndsInALongBody() throws IOException {
        String body = Bytes.filler(100_000).utf8();

        assertThat(get(CutAfter.length(100_000, CutAfter.End.FIN)))
                .isEqualTo(new Wire.Seen("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + body, Wire.End.FIN));
        assertThat(get(CutAfter.chunked(100_000, CutAfter.End.RST)))
                .isEqualTo(new Wire.Seen(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n" + body, Wire.End.RST));
    }

    @Test
    void aBodyWithoutAnEndIsReset() throws IOException {
        assertThat(get(CutAfter.untilReset(5)))
                .isEqualTo(new Wire.Seen("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n!\"#$%", Wire.End.RST));
    }

    @ParameterizedTest
    @EnumSource
    void malformedIsSentToItsLastByte(Malformed malformed) throws IOException {
        Wire.Seen seen = get(malformed);

        String sign =
                switch (malformed) {
                    case GARBAGE_STATUS_LINE -> "\u0001\u0002 garbage \u00ff\r\n\r\n";
                    case SSH_BANNER -> "SSH-2.0";
                    case STATUS_NOT_A_NUMBER -> "HTTP/1.1 abc OK\r\n";
                    case STATUS_ZERO -> "HTTP/1.1 000 OK\r\n";
                    case STATUS_OF_TWO_DIGITS -> "HTTP/1.1 99 OK\r\n";
                    case STATUS_600 -> "HTTP/1.1 600 OK\r\n";
                    case HTTP2_FRAMES -> "\0\0\0\4\0\0\0\0\0\0\0\u0008\7";
                    case HEADER_LINE_OF_64K -> "x".repeat(65536) + "\r\n\r\nok";
                    case HEADERS_BY_THE_THOUSAND -> "\r\nX-Many: one of two thousand lines".repeat(2000) + "\r\n\r\nok";
                    case BAD_CHUNK_SIZE -> "\r\n\r\nzz\r\n";
                    case BAD_SECOND_CHUNK_SIZE -> "\r\n\r\n5\r\nhello\r\nzz\r\n";
                    case BAD_CHUNK_SIZE_LATE -> "x".repeat(256 * 1024) + "\r\nzz\r\n";
                    case TWO_CONTENT_LENGTHS -> "Content-Length: 2\r\nContent-Length: 5\r\n\r\nhello";
                    case CONTENT_LENGTH_NOT_A_NUMBER -> "Content-Length: five\r\n";
                    case NEGATIVE_CONTENT_LENGTH -> "Content-Length: -5\r\n";
                    case LENGTH_BESIDE_CHUNKS ->
                        "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\nok\r\n0\r\n\r\n";
                    case LENGTH_IN_204 -> "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok";
                    case EXCESS_BODY -> "Content-Length: 2\r\n\r\nokandmore";
                    case BAD_CHUNK_END -> "\r\n\r\n5\r\nhello and more\r\n";
                    case UNASKED_101 -> "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n";
                };
        assertThat(seen.text()).contains(sign);
        assertThat(seen.end()).isEqualTo(Wire.End.FIN);
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeDecodedComesInAGoodMessage(Coded coded) throws IOException {
        downstream.behave(coded);

        String text = Wire.lastGet(downstream, "/").text();
        int body = text.indexOf("\r\n\r\n") + 4;
        assertThat(text).contains("Content-Encoding: ", "Content-Length: " + (text.length() - body) + "\r\n");
        byte[] content = text.substring(body).getBytes(StandardCharsets.ISO_8859_1);
        assertThatIOException().isThrownBy(() -> decode(coded, content).readAllBytes());
    }

    private static InputStream decode(Coded coded, byte[] content) throws IOException {
        InputStream in = new ByteArrayInputStream(content);
        return coded == Coded.DEFLATE_GARBAGE ? new InflaterInputStream(in) : new GZIPInputStream(in);
    }

    @Test
    void interimResponsesWithoutEndAreNeverFollowedByAnAnswer() throws IOException {
        String interim = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";
        downstream.behave(new InterimForEver(Duration.ofMillis(1)));
        try (Wire wire = new Wire(downstream)) {
            Wire.Seen seen = wire.send("GET / HTTP/1.1\r\n\r\n").read(5 * interim.length());

            assertThat(seen.text()).isEqualTo(interim.repeat(5));
        }
    }

    @Test
    void bodyDripSendsTheLastBytesOneAtATime() throws IOException {
        downstream.behave(new BodyDrip(10, 20, Duration.ofMillis(3)));
        long asked = System.nanoTime();

        Wire.Seen seen = Wire.lastGet(downstream, "/");

        assertThat(seen.text()).contains("Content-Length: 30\r\n").endsWith("\r\n\r\n" + Bytes.filler(30));
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    void aKeepAliveRaceEndsEachConnectionAtItsSecondRequest() throws IOException {
        downstream.behave(new KeepAliveRace());
        for (int connection = 1; connection <= 2; connection++) {
            try (Wire wire = new Wire(downstream)) {
                String first = wire.send("GET / HTTP/1.1\r\n\r\n").readFor(200).text();
                Wire.Seen second = wire.send("GET / HTTP/1.1\r\n\r\n").readToEnd();

                assertThat(first).endsWith("calm");
                assertThat(second).isEqualTo(new Wire.Seen("", Wire.End.FIN));
            }
        }
    }

    @Test
    void aFloodOfInterimResponsesEndsInAnAnswer() throws IOException {
        downstream.behave(new InterimFlood(1000));

        assertThat(Wire.lastGet(downstream, "/").text())
                .startsWith("HTTP/1.1 103 Early Hints\r\n"
                        .concat("Link: </style.css>; rel=preload\r\n\r\n")
                        .repeat(1000))
                .endsWith("\r\n\r\nok");
    }

    @Test
    void turnsAreTakenInOrderAndTheLastOneStays() throws IOException {
        downstream.behave(inTurn(Answer.status(503), new Reset()).thenAlways(Answer.ok("well")));

        assertThat(Wire.lastGet(downstream, "/").text()).contains(" 503 ");
        assertThat(Wire.lastGet(downstream, "/").end()).isEqualTo(Wire.End.RST);
        assertThat(Wire.lastGet(downstream, "/").text()).endsWith("well");
        assertThat(Wire.lastGet(downstream, "/").text()).endsWith("well");
    }

    @Test
    void oneInNFailsWithoutChance() throws IOException {
        downstream.behave(new EveryNth(3, Answer.status(503), Answer.status(200)));

        for (int request = 1; request <= 9; request++) {
            assertThat(Wire.lastGet(downstream, "/").text()).contains(request % 3 == 0 ? " 503 " : " 200 ");
        }
    }
}
