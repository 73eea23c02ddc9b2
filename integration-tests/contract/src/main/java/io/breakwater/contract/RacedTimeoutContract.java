package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Breakwater;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.Crowd;
import io.breakwater.contract.client.Seen;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The container's own time-out of a request may come at the moment of a retry, and never wins an answer of its own. */
public abstract class RacedTimeoutContract extends AsyncContract {
    private static final int CLIENTS = 16;
    private static final int VISITS = 12;
    private static final int ATTEMPT_MILLIS = 80;
    /** The container's time-out comes before the attempt's, with it, or in the midst of the next. */
    private static final int SPREAD_MILLIS = 40;

    private static final int FIRST_MILLIS = ATTEMPT_MILLIS - SPREAD_MILLIS / 2;

    /** By the handler's own word no attempt is cut before; by a framework's it is, in the same moment. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyExchangeIsAnsweredByThePageWhicheverTimeOutComesFirst(boolean byFramework) {
        AtomicInteger begun = new AtomicInteger();
        Subject never = (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(FIRST_MILLIS + begun.getAndIncrement() % SPREAD_MILLIS);
        };
        Breakwater.Builder builder = builder(
                NO_BUDGET,
                "timeout=5s",
                "attempt-timeout=" + ATTEMPT_MILLIS + "ms",
                "retry.on=http_response_timeout",
                "retry.backoff.initial=1ms",
                "retry.backoff.max=1ms",
                "circuit-breaker.enabled=false");
        for (int millis = 0; byFramework && millis < SPREAD_MILLIS; millis++) {
            builder.frameworkTimeout(Duration.ofMillis(FIRST_MILLIS + millis));
        }
        URI uri = start(GuardedApp.empty()
                .with(guard(builder).forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(ServletEntry.of("/*", never.asServlet()).async()));
        Crowd crowd = new Crowd();
        closeInTheEnd(crowd);
        for (int i = 0; i < CLIENTS; i++) {
            crowd.join(uri, client -> {
                Seen seen = ask(uri, visit("/"));
                for (int visit = 1; visit < VISITS && isThePage(seen); visit++) {
                    seen = ask(uri, visit("/"));
                }
                return seen;
            });
        }

        assertThat(crowd.answers())
                .allSatisfy(seen ->
                        assertThat(isThePage(seen)).as(seen.statusLine()).isTrue());

        assertThat(reports.await(CLIENTS * VISITS)).allSatisfy(report -> {
            assertThat(report.fault()).contains(Fault.RESPONSE_TIMEOUT);
            assertThat(report.ending()).isEqualTo(Ending.PAGE);
            assertThat(report.status()).isEqualTo(504);
        });
    }

    private static boolean isThePage(Seen seen) {
        return seen.statusLine().contains(" 504")
                && seen.whole()
                && seen.body().utf8().contains("</html>");
    }
}
