package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.breakwater.contract.app.Subject;
import jakarta.servlet.AsyncContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The same of asynchronous servlets. */
@Promise(value = "LearningLimit", in = Section.ASYNC)
public class AsyncLearningLimitContract extends LearningLimitContract {
    /** Longer than an attempt may take, and shorter than the route's time-out. */
    private static final Duration POLL = Duration.ofSeconds(10);

    @Override
    protected boolean isAsync() {
        return true;
    }

    @Test
    void anAppThatWaitsOnPurposeSaysNothingOfItsDownstream() {
        List<AsyncContext> waiting = new CopyOnWriteArrayList<>();
        Subject app = (request, response) -> {
            if (request.getRequestURI().equals("/poll")) {
                AsyncContext context = request.startAsync();
                context.setTimeout(POLL.toMillis());
                waiting.add(context);
            }
        };
        try (LogLines lines = LogLines.of("io.breakwater")) {
            URI uri = startAsync(app, "timeout=20s", "attempt-timeout=300ms", "concurrency.max=auto");
            for (int i = 0; i < ENOUGH; i++) {
                connect(uri).send(visit("/poll"));
            }
            await().until(() -> waiting.size() == ENOUGH);

            // Long past the time limit of an attempt, by which others would be late.
            await().during(Duration.ofMillis(800)).until(() -> reports.all().isEmpty());

            assertThat(ask(uri, visit("/well")).status()).isEqualTo(200);
            assertThat(route().inFlight()).isEqualTo(ENOUGH);
            assertThat(lines.messages(Level.WARN)).noneMatch(line -> line.contains("concurrency limited"));
            waiting.forEach(AsyncContext::complete);
            await().until(() -> route().inFlight() == 0);
        }
    }
}
