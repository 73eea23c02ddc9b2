package io.breakwater.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.AsyncContract;
import io.breakwater.contract.GuardedApp;
import io.breakwater.contract.ServletEntry;
import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tomcat ends a request whose client has gone by a completion of its own. When an app's dispatch comes between its last look
 * and that, it drops both, and tells no listener that the request is over.
 */
final class TomcatCrossedErrorTest extends AsyncContract {

    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("org.apache.catalina.core.AsyncContextImpl"),
            Logger.getLogger("org.apache.coyote.AsyncStateMachine"));

    private final CountDownLatch inDispatch = new CountDownLatch(1);
    private final CountDownLatch completes = new CountDownLatch(1);
    /** Whether each has waited for the other; a machine that is busy enough may not let them. */
    private volatile boolean crossed = true;

    /** Stands in the midst of the dispatch until Tomcat is about to complete: it logs both, and nothing else lets a test in there. */
    private final Handler gate = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getMessage().contains("[ERROR] to [DISPATCHING]")) {
                inDispatch.countDown();
                pass(completes);
            } else if (entry.getMessage().matches(".*Method:\\s+complete.*")) {
                completes.countDown();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Once a listener has been told, Tomcat lets no dispatch begin on a thread of the app's. */
    private final class ErrorListener implements AsyncListener {
        @Override
        public void onError(AsyncEvent event) {
            pass(inDispatch);
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    @AfterEach
    void takeTheGateAway() {
        LOGGERS.forEach(logger -> {
            logger.removeHandler(gate);
            logger.setLevel(null);
        });
    }

    private void pass(CountDownLatch latch) {
        try {
            if (!latch.await(5, TimeUnit.SECONDS)) {
                crossed = false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aDispatchThatTomcatDropsWithItsOwnCompletionLeavesNothingHeld() {
        LOGGERS.forEach(logger -> {
            logger.setLevel(Level.ALL);
            logger.addHandler(gate);
        });
        Subject app = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                return;
            }
            AsyncContext context = request.startAsync();
            context.addListener(new ErrorListener());
            AsyncSubject.run(() -> {
                try {
                    ServletOutputStream out = context.getResponse().getOutputStream();
                    for (int i = 0; i < 1_000_000; i++) {
                        out.write(new byte[8192]);
                        out.flush();
                    }
                } catch (IOException e) {
                    context.dispatch();
                }
            });
        };
        URI uri = start(GuardedApp.empty()
                .with(asyncGuard("concurrency.max=1"))
                .with(ServletEntry.of("/*", app.asServlet()).async()));
        RawClient client = connect(uri).send(visit("/"));
        client.receiveSome(1000);

        client.hangUpHard();

        assertThat(reports.only().ending()).isEqualTo(Ending.CLIENT_GONE);
        await().until(() -> route().availableConcurrency().orElseThrow() == 1);
        assumeThat(crossed).as("the dispatch and the completion have crossed").isTrue();
        assertThat(reports.all()).hasSize(1);
    }
}
