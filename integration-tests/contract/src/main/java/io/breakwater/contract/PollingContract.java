package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Breakwater;
import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.Crowd;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What each contract of an app has to hand that waits by an asynchronous time-out of its own. */
public abstract class PollingContract extends AsyncContract {
    /** How many visit at once. */
    protected static final int CLIENTS = 3;
    /** From here on a call is slow. */
    protected static final Duration SLOW = Duration.ofMillis(400);
    /** The app's own time-out: longer than a slow call, and than an attempt may take where the test says so. */
    protected static final int OWN_MILLIS = 800;

    /** Where an attempt may not take so long. */
    protected static final String SHORT_ATTEMPT = "attempt-timeout=500ms";

    private static final String[] SETTINGS = {
        "timeout=30s",
        "retry.max-attempts=1",
        "circuit-breaker.minimum-number-of-calls=" + CLIENTS,
        "circuit-breaker.sliding-window-type=COUNT_BASED",
        "circuit-breaker.sliding-window-size=100",
        "circuit-breaker.slow-call-duration-threshold=" + SLOW.toMillis() + "ms"
    };

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private final Crowd crowd = new Crowd();
    /** Where what the app still waits for is over. */
    protected final Gate leave = new Gate();

    @AfterEach
    void letGo() {
        leave.open();
    }

    /** Starts an app behind a guard whose breaker opens when all clients have seen slow calls or failures. */
    protected final URI startPolled(Subject app, String... more) {
        return startPolled(app, polls(more));
    }

    /** The settings of that guard. */
    protected final Breakwater.Builder polls(String... more) {
        Breakwater.Builder builder = builder(SETTINGS).circuitBreakerRegistry(registry);
        for (String setting : more) {
            String[] pair = setting.split("=", 2);
            builder.set("breakwater." + pair[0], pair[1]);
        }
        return builder;
    }

    /** The same with a guard that the builder describes. */
    protected final URI startPolled(Subject app, Breakwater.Builder builder) {
        closeInTheEnd(crowd);
        return start(GuardedApp.empty()
                .with(guard(builder).forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(ServletEntry.of("/*", app.asServlet()).async()));
    }

    /** What each client sees of that request. */
    protected final List<RawResponse> visitAll(URI uri, RawRequest request) {
        for (int i = 0; i < CLIENTS; i++) {
            crowd.join(uri, client -> client.exchange(request));
        }
        List<RawResponse> answers = crowd.answers();
        reports.await(CLIENTS);
        return answers;
    }

    /** What the breaker has counted. */
    protected final Votes votes() {
        return Votes.of(registry, "default");
    }

    /** Each client has had an answer that says nothing of a downstream. */
    protected final void assertNobodyVotes() {
        assertThat(votes()).isEqualTo(new Votes(0, 0, 0));
        assertThat(reports.all())
                .allSatisfy(report -> assertThat(report.fault()).isEmpty());
    }

    /** What an app answers. */
    protected interface Answer {
        /** Answers. */
        void of(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    /** Waits until {@code millis} have passed, and answers then; in a dispatch where the request says so. */
    protected static final AsyncContext wait(
            long millis, HttpServletRequest request, HttpServletResponse response, Answer last) {
        AsyncContext context = request.startAsync();
        context.setTimeout(millis);
        context.addListener(new RecordingListener() {
            @Override
            public void onTimeout(AsyncEvent event) throws IOException {
                if (request.getRequestURI().startsWith("/dispatches")) {
                    event.getAsyncContext().dispatch();
                } else {
                    last.of(request, response);
                    event.getAsyncContext().complete();
                }
            }
        });
        return context;
    }

    /** An app that does so with its usual time-out. */
    protected static final Subject polled(Answer last) {
        return polled(OWN_MILLIS, last);
    }

    /** The same with a time-out of {@code millis}. */
    protected static final Subject polled(long millis, Answer last) {
        return (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                last.of(request, response);
            } else {
                wait(millis, request, response, last);
            }
        };
    }

    /** The same with an empty answer. */
    protected static final Subject polled(int status) {
        return polled((request, response) -> response.setStatus(status));
    }
}
