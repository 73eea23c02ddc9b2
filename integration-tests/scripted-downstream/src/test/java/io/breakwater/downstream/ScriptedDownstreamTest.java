package io.breakwater.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class ScriptedDownstreamTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    @AutoClose
    private final ScriptedDownstream downstream = ScriptedDownstream.start();

    @Test
    void aHealthyConnectionServesRequestAfterRequest() throws IOException {
        downstream.behave(Answer.status(200));
        int length = "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n".length();
        try (Wire wire = new Wire(downstream)) {
            wire.send(GET).read(length);
            Wire.Seen second = wire.send(GET).read(length);

            assertThat(second.text()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(downstream.connections()).isEqualTo(1);
        assertThat(downstream.requests()).isEqualTo(2);
    }

    @Test
    void theLongestPrefixThatCoversThePathDecides() throws IOException {
        downstream.behave(Answer.ok("general"));
        downstream.on("/api", Answer.ok("api"));
        downstream.on("/api/orders", Answer.ok("orders"));

        assertThat(Wire.lastGet(downstream, "/api/orders").text()).endsWith("orders");
        assertThat(Wire.lastGet(downstream, "/api/orders/7?x=/").text()).endsWith("orders");
        assertThat(Wire.lastGet(downstream, "/api/orders-old").text()).endsWith("api");
        assertThat(Wire.lastGet(downstream, "/").text()).endsWith("general");

        downstream.off("/api/orders");
        assertThat(Wire.lastGet(downstream, "/api/orders").text()).endsWith("api");
    }

    @Test
    void whatActsBeforeAPathIsKnownIsNotForOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> downstream.on("/api", new Refuse()))
                .withMessageContaining("Refuse[]")
                .withMessageContaining("/api");
        assertThatIllegalArgumentException().isThrownBy(() -> InTurn.times(2, new CloseUnread()));
    }

    @Test
    void requestsAreCountedByPathAndKept() throws IOException {
        Wire.lastGet(downstream, "/api/orders/7?full=1");
        Wire.lastGet(downstream, "/api/orders");
        Wire.lastGet(downstream, "/other");

        assertThat(downstream.requests("/api/orders")).isEqualTo(2);
        assertThat(downstream.requests("/api/orders/7")).isEqualTo(1);
        assertThat(downstream.received())
                .extracting(ReceivedRequest::target)
                .containsExactly("/api/orders/7?full=1", "/api/orders", "/other");

        downstream.forget();
        assertThat(downstream.requests()).isZero();
        assertThat(downstream.connections()).isZero();
        assertThat(downstream.received()).isEmpty();
    }

    @Test
    void aRequestIsRecordedWithHeadersAndBody() throws IOException {
        try (Wire wire = new Wire(downstream)) {
            wire.send("POST /in HTTP/1.1\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
                    .readToEnd();
        }
        ReceivedRequest request = downstream.received().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers().all("X-A")).containsExactly("1", "2");
        assertThat(request.body()).isEqualTo(Bytes.utf8("hello"));
        assertThat(request.bodyLength()).isEqualTo(5);
        assertThat(request.whole()).isTrue();
    }

    @Test
    void aChunkedBodyIsRecordedWithoutItsFraming() throws IOException {
        try (Wire wire = new Wire(downstream)) {
            wire.send("POST /in HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
                    .send("5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: x\r\n\r\n")
                    .readToEnd();
        }
        assertThat(downstream.received().get(0).body()).isEqualTo(Bytes.utf8("hello world"));
        assertThat(downstream.received().get(0).whole()).isTrue();
    }

    @Test
    void aLongBodyIsCountedInFullAndKeptInPart() throws IOException {
        int length = ReceivedRequest.BODY_BOUND + 10;
        try (Wire wire = new Wire(downstream)) {
            wire.send("POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n")
                    .send("x".repeat(length))
                    .readToEnd();
        }
        assertThat(downstream.received().get(0).bodyLength()).isEqualTo(length);
        assertThat(downstream.received().get(0).body().length()).isEqualTo(ReceivedRequest.BODY_BOUND);
    }

    @Test
    void aBodyThatEndsEarlyIsRecordedAsCut() throws IOException {
        try (Wire wire = new Wire(downstream)) {
            wire.send("POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf").endSending();
            wire.readToEnd();
        }
        assertThat(downstream.received().get(0).whole()).isFalse();
        assertThat(downstream.received().get(0).body()).isEqualTo(Bytes.utf8("half"));
    }

    @Test
    void aClientThatWaitsForLeaveToSendItsBodyGetsIt() throws IOException {
        try (Wire wire = new Wire(downstream)) {
            String leave = "HTTP/1.1 100 Continue\r\n\r\n";
            wire.send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n");
            assertThat(wire.read(leave.length()).text()).isEqualTo(leave);
            assertThat(wire.send("ok").readToEnd().text()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void whoWaitsIsFreedWhenTheBehaviourChanges() throws IOException {
        downstream.behave(new Silence());
        try (Wire wire = new Wire(downstream)) {
            wire.send(GET);
            await().until(() -> downstream.requests() == 1);
            downstream.behave(Answer.ok("calm"));

            assertThat(wire.readToEnd()).isEqualTo(new Wire.Seen("", Wire.End.FIN));
            assertThat(Wire.lastGet(downstream, "/").text()).endsWith("calm");
        }
        assertThat(downstream.timesAbandoned()).isZero();
    }

    @Test
    void aChangeOnOnePathFreesNobodyOnAnother() throws IOException {
        downstream.on("/dark", new Silence());
        try (Wire wire = new Wire(downstream)) {
            wire.send("GET /dark HTTP/1.1\r\n\r\n");
            await().until(() -> downstream.requests() == 1);
            downstream.behave(Answer.ok("calm"));
            downstream.on("/other", Answer.ok("calm"));

            assertThat(wire.readFor(100).end()).isEqualTo(Wire.End.STILL_OPEN);

            downstream.off("/dark");
            assertThat(wire.readToEnd().end()).isEqualTo(Wire.End.FIN);
        }
    }

    @Test
    void aClientThatLeavesWhileKeptWaitingIsNoticed() throws IOException {
        downstream.behave(new Silence());
        try (Wire wire = new Wire(downstream)) {
            wire.send(GET);
            await().until(() -> downstream.requests() == 1);
        }
        await().until(() -> downstream.timesAbandoned() == 1);
    }

    @Test
    void closeEndsWhoeverWaitsAndEveryThread() throws IOException {
        ScriptedDownstream closing = ScriptedDownstream.start();
        String acceptor = "downstream-" + closing.port() + "-accept";
        closing.behave(new Silence());
        try (Wire wire = new Wire(closing);
                Wire idle = new Wire(closing)) {
            wire.send(GET);
            await().until(() -> closing.requests() == 1 && closing.connections() == 2);
            closing.close();

            assertThat(wire.readToEnd().end()).isEqualTo(Wire.End.FIN);
            assertThat(idle.readToEnd().end()).isEqualTo(Wire.End.FIN);
        }
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> Wire.get(closing, "/"));
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain(acceptor);
    }
}
