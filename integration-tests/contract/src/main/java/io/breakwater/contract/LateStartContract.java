package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.Ending;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that go on asynchronously too late, or for nobody, come to their end, and so do their places. */
@Promise(value = "LateStart", in = Section.ASYNC)
public class LateStartContract extends AsyncContract {
    private static final int MAX = 3;
    private static final String[] SETTINGS = {
        "timeout=300ms", "timeout-interrupt=false", "concurrency.max=" + MAX, "circuit-breaker.enabled=false"
    };

    private final Gate late = new Gate();

    @AfterEach
    void letGo() {
        late.open();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bare", "/pair", "/caught"})
    void whoeverStartsAsynchronouslyAfterTheDeadlineIsRefusedAndThePlaceComesBack(String path) {
        List<Throwable> refusals = new ArrayList<>();
        Subject startsLate = (request, response) -> {
            late.pass();
            Throwable refusal = catchThrowable(() -> {
                if (path.equals("/pair")) {
                    request.startAsync(request, response);
                } else {
                    request.startAsync();
                }
            });
            synchronized (refusals) {
                refusals.add(refusal);
            }
            if (!path.equals("/caught") && refusal instanceof IllegalStateException illegal) {
                throw illegal;
            }
        };
        URI uri = startAsync(startsLate, SETTINGS);
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < MAX; i++) {
            clients.add(connect(uri).send(visit(path)));
        }
        clients.forEach(client -> assertThat(client.receive().status()).isEqualTo(504));

        late.open();

        // Before the container's own time-out would end what was started.
        assertThat(clients).allMatch(RawClient::endedByServer);
        await().until(() -> route().availableConcurrency().equals(OptionalInt.of(MAX)));
        synchronized (refusals) {
            assertThat(refusals).hasSize(MAX).allMatch(IllegalStateException.class::isInstance);
        }
        assertThat(reports.all()).hasSize(MAX).allMatch(report -> report.ending() == Ending.PAGE);
    }

    @Test
    void aClientThatLeftWhileItsRequestWasParkedIsGone() throws Exception {
        CountDownLatch parked = new CountDownLatch(1);
        AsyncSubject never = (context, request, response) -> parked.countDown();
        URI uri = startAsync(never, SETTINGS);
        RawClient client = connect(uri).send(visit("/"));
        assertThat(parked.await(10, TimeUnit.SECONDS)).isTrue();

        client.hangUpHard();

        assertThat(reports.only().fault()).contains(Fault.CLIENT_GONE);
        assertThat(reports.only().ending()).isEqualTo(Ending.CLIENT_GONE);
        assertThat(reports.only().status()).isEqualTo(499);
        await().until(() -> route().availableConcurrency().equals(OptionalInt.of(MAX)));
    }
}
