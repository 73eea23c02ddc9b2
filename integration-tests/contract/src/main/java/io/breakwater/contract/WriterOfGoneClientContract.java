package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.fault.Fault;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An app that writes characters learns in the usual way, which is no exception, that its client has left. */
@Promise("WriterOfGoneClient")
public class WriterOfGoneClientContract extends GuardedContract {
    private static final int FAR_TOO_MANY = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void anEventStreamEndsWhenItsClientIsGone() {
        AtomicInteger events = new AtomicInteger();
        AtomicBoolean toldSo = new AtomicBoolean();
        Subject stream = (request, response) -> {
            response.setContentType("text/event-stream");
            PrintWriter out = response.getWriter();
            while (!out.checkError() && events.incrementAndGet() < FAR_TOO_MANY) {
                out.print("data: calm\n\n");
                out.flush();
            }
            toldSo.set(out.checkError());
        };
        URI uri = start(stream);
        try (RawClient client = RawClient.to(uri)) {
            client.send(visit("/")).receiveUntil("data: calm");
        }

        await().atMost(PATIENCE).untilTrue(toldSo);

        assertThat(events).hasValueLessThan(FAR_TOO_MANY);
        assertThat(reports.only().fault()).contains(Fault.CLIENT_GONE);
    }
}
