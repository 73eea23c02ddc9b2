package io.breakwater.contract;

import io.breakwater.contract.client.RawClient;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Visitors who do not read their pages delay nobody else's, and cost nothing for long. */
public abstract class SlowReadersContract extends SlowReaders {
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
}
