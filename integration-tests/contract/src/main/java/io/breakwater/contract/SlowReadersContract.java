package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.Failing;
import io.breakwater.contract.client.RawClient;
import io.breakwater.observe.ExchangeReport;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Visitors who do not read their pages delay nobody else's, and cost nothing for long. */
@Promise("SlowReaders")
public class SlowReadersContract extends SlowReaders {
    private static final int SLOW = 60;
    private static final int THREADS = SLOW + 20;

    @ParameterizedTest
    @ValueSource(strings = {"/large/waits", "/large/blocks"})
    void whoDoesNotReadDelaysNobody(String path) {
        URI uri = startHarbour(THREADS);
        for (int i = 0; i < SLOW; i++) {
            RawClient slow = RawClient.withSmallWindow(uri);
            closeInTheEnd(slow);
            slow.send(visit(path));
        }
        awaitArrival(SLOW);

        assertNobodyElseIsDelayed(uri);

        awaitRecovery(SLOW);
    }

    @Test
    void whoDoesNotReadKeepsNoThreadOfAnAppThatStops() {
        ContainerUnderTest container = newContainer();
        URI uri = start(container, GuardedApp.of(Failing.byBug().asServlet()));
        ContainerUnderTest.Deployed app =
                container.deploy(harbour().at("/app"), getClass().getClassLoader());
        RawClient slow = RawClient.withSmallWindow(uri);
        closeInTheEnd(slow);
        slow.send(visit("/app/large/waits"));
        awaitArrival(1);
        await().until(() -> answering().findAny().isPresent());

        app.close();

        await().untilAsserted(() -> assertThat(answering()).isEmpty());
        assertThat(reports.only().ending()).isEqualTo(ExchangeReport.Ending.ABORTED);
    }
}
