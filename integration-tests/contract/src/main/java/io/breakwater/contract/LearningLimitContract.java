package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.Holding;
import io.breakwater.contract.client.RawClient;
import io.breakwater.fault.Fault;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A limit that learns: a dead route is held back by what it shows, and nobody else is. */
@Promise("LearningLimit")
public class LearningLimitContract extends EitherWayContract {
    private static final int MIN = 2;
    /** Enough time-outs to believe that a route is dead. */
    static final int ENOUGH = 12;

    private final Holding app = new Holding();

    @AfterEach
    void letGo() {
        app.letGo();
    }

    private URI startLearning(String timeout) {
        return startApp(
                app,
                "timeout=" + timeout,
                "concurrency.max=auto",
                "concurrency.min=" + MIN,
                "circuit-breaker.enabled=false",
                "retry.max-attempts=1");
    }

    private void hold(URI uri, int count) {
        for (int i = 0; i < count; i++) {
            RawClient client = connect(uri);
            client.send(visit("/hold"));
        }
    }

    private void holdUntilOneIsRefused(URI uri) {
        hold(uri, ENOUGH);
        reports.await(ENOUGH);
        // Each is refused, or is one of the few that ask whether the downstream is back.
        await().until(() -> {
            hold(uri, 1);
            return refused() > 0;
        });
    }

    private long refused() {
        return reports.all().stream()
                .filter(report ->
                        report.fault().filter(Fault.CONCURRENCY_LIMIT::equals).isPresent())
                .count();
    }

    @Test
    void nobodyIsRefusedBeforeTheRouteShowsAnything() {
        URI uri = startLearning("20s");

        hold(uri, ENOUGH);
        await().until(() -> app.held() == ENOUGH);
        app.letGo();

        reports.await(ENOUGH);
        assertThat(refused()).isZero();
        await().until(() -> route().inFlight() == 0);
    }

    @Test
    void timeOutsHoldARouteBackAndAnswersLetItGo() {
        URI uri = startLearning("300ms");
        holdUntilOneIsRefused(uri);
        assertThat(route().availableConcurrency()).isPresent();
        // The floor, and the few that ask whether the downstream is back.
        await().until(() -> route().inFlight() <= 2 * MIN + 1);

        app.letGo();
        await().until(() -> {
            ask(uri, visit("/well"));
            return route().availableConcurrency().isEmpty();
        });
        assertThat(ask(uri, visit("/well")).status()).isEqualTo(200);
        await().until(() -> route().inFlight() == 0);
    }

    @Test
    void aHealthCheckIsNeverShed() {
        URI uri = startLearning("300ms");
        holdUntilOneIsRefused(uri);

        assertThat(ask(uri, visit("/health")).status()).isEqualTo(200);
    }
}
