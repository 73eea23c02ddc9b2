package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.Subject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A route that answers nobody leaves threads of the container's to others. */
@Promise("SharedThreads")
@Tag(VirtualThreadsContract.LEFT_OUT)
public class SharedThreadsContract extends GuardedContract {
    private static final int THREADS = 10;
    private static final int SHARE = 6;

    private final AtomicInteger inside = new AtomicInteger();
    private final Gate gate = new Gate();
    private final Subject served = this::serve;

    @AfterEach
    void letGo() {
        gate.open();
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getRequestURI().equals("/dead/hold")) {
            inside.incrementAndGet();
            try {
                gate.pass();
            } finally {
                inside.decrementAndGet();
            }
        }
        response.getWriter().write("well");
    }

    private URI startShared(String... settings) {
        return start(GuardedApp.empty()
                .with(guard(settings))
                .with(ServletEntry.of("/*", served.asServlet()))
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

            assertThat(inside).hasValue(SHARE);
            assertThat(ask(uri, visit("/healthy/")).status()).isEqualTo(200);
            assertThat(lines.messages(Level.INFO)).anyMatch(line -> line.contains("of " + THREADS + " threads"));
            gate.open();
            await().until(() -> inside.get() == 0);
            await().until(() -> ask(uri, visit("/dead/")).status() == 200);
        }
    }
}
