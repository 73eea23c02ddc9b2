package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Breakwater;
import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.Crowd;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The container's own time-out of a request may come at the moment of a retry, and never wins an answer of its own. */
@Promise(value = "RacedTimeout", in = Section.ASYNC)
public class RacedTimeoutContract extends AsyncContract {
    private static final int CLIENTS = 16;
    private static final int VISITS = 12;
    private static final int ATTEMPT_MILLIS = 80;
    /** The container's time-out comes before the attempt's, with it, or in the midst of the next. */
    private static final int SPREAD_MILLIS = 40;

    private static final int FIRST_MILLIS = ATTEMPT_MILLIS - SPREAD_MILLIS / 2;

    private static final String[] SETTINGS = {
        NO_BUDGET,
        "timeout=5s",
        "concurrency.max=none",
        "attempt-timeout=" + ATTEMPT_MILLIS + "ms",
        "retry.on=http_response_timeout",
        "retry.backoff.initial=1ms",
        "retry.backoff.max=1ms",
        "circuit-breaker.enabled=false"
    };

    private final Gate leave = new Gate();

    @AfterEach
    void letGo() {
        leave.open();
    }

    /** By the handler's own word no attempt is cut before; by a framework's it is, in the same moment. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyExchangeIsAnsweredByThePageWhicheverTimeOutComesFirst(boolean byFramework) {
        AtomicInteger begun = new AtomicInteger();
        Subject never = (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(FIRST_MILLIS + begun.getAndIncrement() % SPREAD_MILLIS);
        };
        Breakwater.Builder builder = builder(SETTINGS);
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
                RawResponse seen = ask(uri, visit("/"));
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

    /** On its way to the container the dispatch is overtaken by the container's time-out. */
    @ParameterizedTest
    @CsvSource({"100,0,200", "60,60,60"})
    void theContainersTimeOutWaitsForADispatchThatIsUnderWay(long millis, long listenerMillis, long dispatchMillis) {
        AtomicInteger attempts = new AtomicInteger();
        Subject never = (request, response) -> {
            attempts.incrementAndGet();
            AsyncContext context = request.startAsync();
            context.setTimeout(millis);
            context.addListener(new RecordingListener() {
                @Override
                public void onTimeout(AsyncEvent event) throws IOException {
                    leave.waitFor(Duration.ofMillis(listenerMillis));
                }
            });
        };
        URI uri = startSlow(never, dispatchMillis, millis);

        RawResponse seen = ask(uri, visit("/"));

        assertThat(isThePage(seen)).as(seen.statusLine()).isTrue();
        assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
        assertThat(attempts).hasValue(2);
    }

    /** Where the container lets no dispatch through any more, the app's listener is there to answer, as without us. */
    @ParameterizedTest
    @CsvSource({"complete,guard", "complete,observe", "dispatch,guard", "dispatch,observe"})
    void soItDoesForWhatTheAppAsks(String how, String mode) {
        Subject answers = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                response.getWriter().write("well");
                return;
            }
            AsyncContext context = request.startAsync();
            context.setTimeout(100);
            context.addListener(new RecordingListener() {
                @Override
                public void onTimeout(AsyncEvent event) throws IOException {
                    response.getWriter().write("well");
                    context.complete();
                }
            });
            AsyncSubject.run(() -> {
                leave.waitFor(Duration.ofMillis(40));
                if (how.equals("dispatch")) {
                    context.dispatch();
                } else {
                    response.getWriter().write("well");
                    context.complete();
                }
            });
        };
        URI uri = startSlow(answers, 200, 100, "mode=" + mode);

        assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("well");

        assertThat(reports.only().fault()).isEmpty();
    }

    private URI startSlow(Subject app, long slowMillis, long frameworkMillis, String... more) {
        Filter slowly = (request, response, chain) ->
                chain.doFilter(new SlowContainer((HttpServletRequest) request, slowMillis), response);
        Breakwater.Builder builder = builder(
                        Stream.concat(Stream.of(SETTINGS), Stream.of(more)).toArray(String[]::new))
                .frameworkTimeout(Duration.ofMillis(frameworkMillis));
        return start(GuardedApp.empty()
                .with(FilterEntry.of("slowly", slowly))
                .with(guard(builder).forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(ServletEntry.of("/*", app.asServlet()).async()));
    }

    /** Whose dispatches and completions take their time to reach the container, as on a busy machine. */
    private final class SlowContainer extends HttpServletRequestWrapper {
        private static final Set<String> ASKS = Set.of("dispatch", "complete");

        private final long millis;

        SlowContainer(HttpServletRequest request, long millis) {
            super(request);
            this.millis = millis;
        }

        @Override
        public AsyncContext startAsync() {
            return slow(super.startAsync());
        }

        private AsyncContext slow(AsyncContext context) {
            return (AsyncContext) Proxy.newProxyInstance(
                    AsyncContext.class.getClassLoader(),
                    new Class<?>[] {AsyncContext.class},
                    (proxy, method, given) -> {
                        if (ASKS.contains(method.getName())) {
                            leave.waitFor(Duration.ofMillis(millis));
                        }
                        try {
                            return method.invoke(context, given);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    private static boolean isThePage(RawResponse seen) {
        return seen.statusLine().contains(" 504")
                && seen.whole()
                && seen.body().utf8().contains("</html>");
    }
}
