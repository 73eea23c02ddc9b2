package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.downstream.Bytes;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that hangs up is nobody's failure. */
@Promise("ClientGone")
public class ClientGoneContract extends GuardedContract {
    private static final int VISITS = 4;
    private static final String TWO_CALLS_WILL_DO = "circuit-breaker.minimum-number-of-calls=2";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoLeavesInTheirRequestIsLoggedAs499AndCountsForNothing(boolean hard) {
        AtomicInteger attempts = new AtomicInteger();
        Subject reads = (request, response) -> {
            attempts.incrementAndGet();
            request.getInputStream().readAllBytes();
        };
        URI uri = start(reads, TWO_CALLS_WILL_DO, "retry.idempotency-key=true", "retry.budget.ratio=100%");
        try (LogLines lines = LogLines.of("io.breakwater")) {
            for (int i = 0; i < VISITS; i++) {
                try (RawClient client = RawClient.to(uri)) {
                    client.sendHead(RawRequest.of("POST", "/", Bytes.filler(1000))
                                    .with("Idempotency-Key", "\"8e03978e\""))
                            .sendBytes(Bytes.filler(10));
                    int before = i;
                    await().until(() -> attempts.get() > before);
                    leave(client, hard);
                }
            }
            assertNobodysFailure(lines);
        }
        assertThat(attempts).hasValue(VISITS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoLeavesInTheirResponseIsLoggedAs499AndCountsForNothing(boolean hard) {
        Subject writes = (request, response) -> {
            byte[] piece = Bytes.filler(64 * 1024).toArray();
            for (int i = 0; i < 10_000; i++) {
                response.getOutputStream().write(piece);
            }
        };
        URI uri = start(writes, TWO_CALLS_WILL_DO);
        try (LogLines lines = LogLines.of("io.breakwater")) {
            for (int i = 0; i < VISITS; i++) {
                try (RawClient client = RawClient.to(uri)) {
                    client.send(visit("/")).receiveSome(1000);
                    leave(client, hard);
                }
            }
            assertNobodysFailure(lines);
        }
    }

    @Test
    void aProxiedUploadThatTheClientGivesUpIsNotHeldAgainstTheDownstream() {
        AtomicInteger attempts = new AtomicInteger();
        ProxyServlet proxy = new ProxyServlet(downstream.uri());
        Subject counted = (request, response) -> {
            attempts.incrementAndGet();
            proxy.service(request, response);
        };
        URI uri = start(counted, TWO_CALLS_WILL_DO);
        try (LogLines lines = LogLines.of("io.breakwater")) {
            for (int i = 0; i < VISITS; i++) {
                int before = i;
                try (RawClient client = RawClient.to(uri)) {
                    client.sendHead(RawRequest.of("POST", "/", Bytes.filler(1000)))
                            .sendBytes(Bytes.filler(10));
                    await().until(() -> attempts.get() > before);
                    client.hangUp();
                }
            }
            assertNobodysFailure(lines);
        }
    }

    private static void leave(RawClient client, boolean hard) {
        if (hard) {
            client.hangUpHard();
        } else {
            client.hangUp();
        }
    }

    private void assertNobodysFailure(LogLines lines) {
        List<ExchangeReport> gone = reports.await(VISITS);
        assertThat(gone).hasSize(VISITS).allSatisfy(report -> {
            assertThat(report.fault()).contains(Fault.CLIENT_GONE);
            assertThat(report.status()).isEqualTo(499);
            assertThat(report.ending()).isEqualTo(Ending.CLIENT_GONE);
            assertThat(report.attempts()).isEqualTo(1);
        });
        assertThat(lines.events())
                .filteredOn(line -> line.getFormattedMessage().contains("fault=client_gone"))
                .hasSize(VISITS)
                .allSatisfy(line -> assertThat(line.getFormattedMessage()).contains("status=499"));
        assertThat(lines.messages(Level.WARN)).isEmpty();
        assertThat(route().breakerState()).isEqualTo("CLOSED");
    }
}
