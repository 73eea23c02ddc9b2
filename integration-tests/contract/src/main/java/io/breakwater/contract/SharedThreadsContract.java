package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.breakwater.contract.app.Holding;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A route that answers nobody leaves threads of the container's to others. */
@Promise("SharedThreads")
@Tag(VirtualThreadsContract.LEFT_OUT)
public class SharedThreadsContract extends GuardedContract {
    private static final int THREADS = 10;
    private static final int SHARE = 6;

    private final Holding app = new Holding();

    @AfterEach
    void letGo() {
        app.letGo();
    }

    private URI startShared(String... settings) {
        return start(GuardedApp.empty()
                .with(guard(settings))
                .with(ServletEntry.of("/*", app.asServlet()))
                .withThreads(THREADS));
    }

    @Test
    void aDeadRouteHoldsNoMoreThanItsShareWhileOthersAreAskedFor() {
        try (LogLines lines = LogLines.of("io.breakwater")) {
            URI uri = startShared(
                    "concurrency.max=auto",
                    "routes.dead.path=/dead/*",
                    "routes.healthy.path=/healthy/*",
                    "retry.max-attempts=1");
            assertThat(ask(uri, visit("/healthy/")).status()).isEqualTo(200);

            for (int i = 0; i < THREADS + SHARE; i++) {
                connect(uri).send(visit("/dead/hold"));
            }
            reports.await(1 + THREADS);

            assertThat(app.held()).isEqualTo(SHARE);
            assertThat(ask(uri, visit("/healthy/")).status()).isEqualTo(200);
            assertThat(lines.messages(Level.INFO)).anyMatch(line -> line.contains("of " + THREADS + " threads"));
            app.letGo();
            await().until(() -> app.held() == 0);
            await().until(() -> ask(uri, visit("/dead/")).status() == 200);
        }
    }
}
