package io.breakwater.contract.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Call;
import io.breakwater.downstream.CloseUnanswered;
import io.breakwater.downstream.CutShort;
import io.breakwater.downstream.HeaderDrip;
import io.breakwater.downstream.InterimFlood;
import io.breakwater.downstream.Malformed;
import io.breakwater.downstream.ReceivedRequest;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.downstream.Silence;
import io.breakwater.downstream.Slow;
import io.breakwater.downstream.Stall;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RawClientTest {
    private static final Duration SHORT_PATIENCE = Duration.ofMillis(300);

    @AutoClose
    private final ScriptedDownstream server = ScriptedDownstream.start();

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments(Answer.ok("hello"), Framing.LENGTH, Ending.WHOLE, "hello"),
                arguments(Answer.ok("hello").inChunks(), Framing.CHUNKED, Ending.WHOLE, "hello"),
                arguments(Answer.status(204), Framing.NO_BODY, Ending.WHOLE, ""),
                arguments((Behaviour) RawClientTest::untilClose, Framing.UNTIL_CLOSE, Ending.WHOLE, "hello"),
                arguments(new HeaderDrip(Duration.ofMillis(1)), Framing.LENGTH, Ending.WHOLE, "ok"),
                arguments(new CloseUnanswered(), Framing.NO_BODY, Ending.CUT_BY_FIN, ""),
                arguments(new Reset(), Framing.NO_BODY, Ending.CUT_BY_RST, ""),
                arguments(new Silence(), Framing.NO_BODY, Ending.SILENT, ""),
                arguments(CutShort.HEADERS, Framing.NO_BODY, Ending.CUT_BY_FIN, ""),
                arguments(CutShort.CONTENT_LENGTH_BY_FIN, Framing.LENGTH, Ending.CUT_BY_FIN, "hello"),
                arguments(CutShort.CONTENT_LENGTH_BY_RST, Framing.LENGTH, Ending.CUT_BY_RST, "hello"),
                arguments(CutShort.CHUNKED_BY_FIN, Framing.CHUNKED, Ending.CUT_BY_FIN, "hello"),
                arguments(CutShort.CHUNKED_BY_RST, Framing.CHUNKED, Ending.CUT_BY_RST, "hello"),
                arguments(Malformed.BAD_SECOND_CHUNK_SIZE, Framing.CHUNKED, Ending.GARBLED, "hello"),
                arguments(
                        new Stall(5, 9),
                        Framing.LENGTH,
                        Ending.SILENT,
                        Bytes.filler(5).utf8()));
    }

    private static void untilClose(Call call) throws IOException {
        call.send("HTTP/1.1 200 OK\r\n\r\nhello");
        call.close();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void seesHowAnAnswerEnds(Behaviour behaviour, Framing framing, Ending ending, String body) {
        server.behave(behaviour);
        try (RawClient client = RawClient.to(server.uri(), SHORT_PATIENCE)) {
            RawResponse seen = client.exchange(RawRequest.get("/"));

            assertThat(seen.framing()).isEqualTo(framing);
            assertThat(seen.ending()).isEqualTo(ending);
            assertThat(seen.body()).isEqualTo(Bytes.utf8(body));
        }
    }

    @Test
    void noAnswerHasNoStatus() {
        server.behave(new CloseUnanswered());

        assertThatIllegalStateException()
                .isThrownBy(() -> RawClient.get(server.uri().resolve("/")).status())
                .withMessageContaining("CUT_BY_FIN");
    }

    @Test
    void keepsInterimResponsesApart() {
        server.behave(new InterimFlood(2));

        RawResponse seen = RawClient.get(server.uri().resolve("/"));

        assertThat(seen.interim()).containsExactly("HTTP/1.1 103 Early Hints", "HTTP/1.1 103 Early Hints");
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.headers().has("Link")).isFalse();
    }

    @Test
    void asksAgainOnTheSameConnectionAlsoAfterHead() {
        server.behave(Answer.ok("hello"));
        try (RawClient client = RawClient.to(server.uri())) {
            assertThat(client.exchange(RawRequest.head("/")).body()).isEqualTo(Bytes.none());
            assertThat(client.exchange(RawRequest.get("/")).body()).isEqualTo(Bytes.utf8("hello"));
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void tellsAConnectionThatTheServerEndedFromOneThatIsKept() {
        server.behave(Answer.ok("hello"));
        try (RawClient kept = RawClient.to(server.uri(), SHORT_PATIENCE);
                RawClient ended = RawClient.to(server.uri(), SHORT_PATIENCE)) {
            kept.exchange(RawRequest.get("/"));
            ended.exchange(RawRequest.get("/").with("Connection", "close"));

            assertThat(kept.endedByServer()).isFalse();
            assertThat(ended.endedByServer()).isTrue();
        }
    }

    @Test
    void measuresFromTheMomentItAsks() {
        server.behave(new Slow(Duration.ofMillis(100), new HeaderDrip(Duration.ofMillis(1))));

        RawResponse seen = RawClient.get(server.uri().resolve("/"));

        assertThat(seen.firstByte()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        assertThat(seen.lastByte()).isGreaterThan(seen.firstByte().plusMillis(40));
    }

    @Test
    void sendsABodySlowly() {
        try (RawClient client = RawClient.to(server.uri())) {
            RawResponse seen = client.sendSlowly(RawRequest.post("/", "0123456789"), Duration.ofMillis(5))
                    .receive();

            assertThat(seen.lastByte()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        }
        assertThat(server.received()).extracting(ReceivedRequest::body).containsExactly(Bytes.utf8("0123456789"));
    }

    @Test
    void hangsUpMidway() {
        server.behave(new Stall(5, 9));
        for (boolean hard : new boolean[] {false, true}) {
            server.forget();
            RawClient client = RawClient.to(server.uri()).send(RawRequest.get("/"));
            assertThat(client.receiveSome(8)).isEqualTo(Bytes.utf8("HTTP/1.1"));
            if (hard) {
                client.hangUpHard();
            } else {
                client.hangUp();
            }
            await().until(() -> server.timesAbandoned() == 1);
        }
    }
}
