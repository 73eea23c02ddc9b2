package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.client.FrameClient;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same over HTTP/2, where a client says how much may be sent to it, and one connection brings a hundred requests. */
@Promise(value = "SlowReaders", in = Section.HTTP_2)
public class Http2SlowReadersContract extends SlowReaders {
    private static final int STREAMS = 100;
    private static final int THREADS = STREAMS + 20;

    /** Of requests that keep their threads Tomcat lets a connection bring twenty at once. */
    @ParameterizedTest
    @CsvSource({"/waits, 100", "/blocks, 20"})
    void whoLetsNothingBeSentDelaysNobody(String path, int streams) {
        URI uri = startHarbour(THREADS);
        FrameClient slow = connected(FrameClient.withWindow(uri, 0));
        ask(slow, path, streams);

        assertNobodyElseIsDelayed(uri);

        awaitRecovery(streams);
        await().untilAsserted(() ->
                assertThat(slow.reset().size() == streams || slow.isEnded()).isTrue());
    }

    @Test
    void whoLetsNothingMoreBeSentOnTheConnectionDelaysNobody() {
        URI uri = startHarbour(THREADS);
        FrameClient slow = connected(FrameClient.withWindow(uri, FrameClient.ANY_WINDOW));
        ask(slow, "/large/waits", STREAMS);

        assertNobodyElseIsDelayed(uri);

        awaitRecovery(STREAMS);
    }

    @Test
    void whoDoesNotReadDelaysNobody() {
        URI uri = startHarbour(THREADS);
        FrameClient slow = connected(FrameClient.deaf(uri));
        ask(slow, "/large/waits", STREAMS);

        assertNobodyElseIsDelayed(uri);

        awaitRecovery(STREAMS);
    }

    private FrameClient connected(FrameClient client) {
        closeInTheEnd(client);
        return client;
    }

    private void ask(FrameClient client, String path, int streams) {
        for (int stream = 0; stream < streams; stream++) {
            client.get(path);
        }
        awaitArrival(streams);
    }
}
