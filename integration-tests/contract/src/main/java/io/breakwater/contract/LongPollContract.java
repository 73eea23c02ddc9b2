package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.Crowd;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.Ending;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An app that waits on purpose is no slow downstream. */
@Promise(value = "LongPoll", in = Section.ASYNC)
public class LongPollContract extends AsyncContract {
    private static final int CLIENTS = 3;
    private static final Duration TIMEOUT = Duration.ofMillis(250);
    /** Long after the deadline. */
    private static final Duration LATER = Duration.ofMillis(600);

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private final Crowd crowd = new Crowd();
    private final Gate leave = new Gate();

    @AfterEach
    void letGo() {
        leave.open();
    }

    private URI startPolled(Servlet app, String... more) {
        closeInTheEnd(crowd);
        String[] settings = {
            "timeout=" + TIMEOUT.toMillis() + "ms",
            "retry.max-attempts=1",
            "circuit-breaker.minimum-number-of-calls=" + CLIENTS,
            "circuit-breaker.sliding-window-type=COUNT_BASED",
            "circuit-breaker.sliding-window-size=100",
            "circuit-breaker.slow-call-duration-threshold=" + TIMEOUT.toMillis() + "ms"
        };
        Breakwater.Builder builder = builder(settings).circuitBreakerRegistry(registry);
        for (String setting : more) {
            String[] pair = setting.split("=", 2);
            builder.set("breakwater." + pair[0], pair[1]);
        }
        return start(GuardedApp.empty()
                .with(guard(builder).forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(ServletEntry.of("/*", app).async()));
    }

    private void visitAll(URI uri, RawRequest request) {
        for (int i = 0; i < CLIENTS; i++) {
            crowd.join(uri, client -> client.exchange(request));
        }
    }

    /** What an {@code EventSource} sends. */
    private static RawRequest eventSource(String path) {
        return RawRequest.get(path).with("Accept", "text/event-stream").with("Cache-Control", "no-cache");
    }

    private void assertNobodyIsBlamed() {
        reports.await(CLIENTS);
        Votes votes = Votes.of(registry, "default");
        assertThat(votes.failures()).as("failures").isZero();
        assertThat(votes.slow()).as("slow calls").isZero();
        assertThat(reports.transitions()).isEmpty();
    }

    private static void sendEvent(HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream");
        response.getWriter().write("data: 1\n\n");
        response.flushBuffer();
    }

    @Test
    void anEventStreamMayBeQuietBeforeItsFirstEvent() {
        AsyncSubject quiet = (context, request, response) -> {
            leave.waitFor(LATER);
            sendEvent(response);
            context.complete();
        };
        URI uri = startPolled(quiet.asServlet());
        visitAll(uri, eventSource("/"));

        assertThat(crowd.answers()).allSatisfy(seen -> {
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.body().utf8()).isEqualTo("data: 1\n\n");
        });
        assertNobodyIsBlamed();
        assertThat(reports.all())
                .allSatisfy(report -> assertThat(report.fault()).isEmpty());
    }

    private Subject quietAfterTheFirstEvent(String type) {
        return (request, response) -> {
            response.setContentType(type);
            response.getWriter().write("data: 1\n\n");
            response.flushBuffer();
            leave.waitFor(LATER);
            response.getWriter().write("data: 2\n\n");
        };
    }

    private void assertThatNobodyCutsIt(Servlet app) {
        RawResponse seen = ask(startPolled(app, "idle-timeout=200ms"), visit("/"));

        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().utf8()).isEqualTo("data: 1\n\ndata: 2\n\n");
        assertThat(reports.only().fault()).isEmpty();
    }

    /** Media types compare without case (RFC 9110, section 8.3.1). */
    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "Text/Event-Stream", "TEXT/EVENT-STREAM; Charset=utf-8"})
    void anEventStreamIsOneWhateverTheCaseOfItsType(String type) {
        assertThatNobodyCutsIt(quietAfterTheFirstEvent(type).asServlet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "Text/Event-Stream", "TEXT/EVENT-STREAM; Charset=utf-8"})
    void soIsOneFromAThreadOfTheApps(String type) {
        AsyncSubject app = (context, request, response) -> {
            quietAfterTheFirstEvent(type).serve(request, response);
            context.complete();
        };
        assertThatNobodyCutsIt(app.asServlet());
    }

    @Test
    void anEventStreamWhoseDownstreamFailsHasFailed() {
        AsyncSubject fails = (context, request, response) -> {
            response.sendError(502);
            context.complete();
        };
        URI uri = startPolled(fails.asServlet());
        visitAll(uri, eventSource("/"));

        assertThat(crowd.answers()).allMatch(seen -> seen.status() == 502);
        await().until(() -> route().breakerState().equals("OPEN"));
    }

    @Test
    void quietEventStreamsHoldNoTrial() {
        AtomicInteger streams = new AtomicInteger();
        AsyncSubject app = (context, request, response) -> {
            switch (request.getRequestURI()) {
                case "/fails" -> response.sendError(502);
                case "/events" -> {
                    streams.incrementAndGet();
                    leave.pass();
                    return;
                }
                default -> response.getWriter().write("well");
            }
            context.complete();
        };
        URI uri = startPolled(
                app.asServlet(),
                "timeout=30s",
                "circuit-breaker.permitted-number-of-calls-in-half-open-state=2",
                "circuit-breaker.wait-duration-in-open-state=50ms",
                "circuit-breaker.max-wait-duration-in-open-state=50ms");
        await().until(() -> {
            ask(uri, visit("/fails"));
            return route().breakerState().equals("OPEN");
        });
        await().until(() -> {
            connect(uri).send(eventSource("/events"));
            return streams.get() >= 2;
        });

        await().atMost(Duration.ofSeconds(5))
                .until(() -> ask(uri, visit("/well")).status() == 200
                        && route().breakerState().equals("CLOSED"));
    }

    /** An app that sets that time-out, and answers later, unless it never does. */
    private Servlet polled(long timeoutMillis, String how) {
        Subject app = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                response.getWriter().write("news");
                return;
            }
            AsyncContext context = request.startAsync();
            context.setTimeout(timeoutMillis);
            AsyncSubject.run(() -> {
                leave.waitFor(LATER);
                if (how.equals("/dispatches")) {
                    context.dispatch();
                } else if (how.equals("/completes")) {
                    context.getResponse().getWriter().write("news");
                    context.complete();
                }
            });
        };
        return app.asServlet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/completes", "/dispatches"})
    void aTimeOutOfTheAppsOwnThatIsLongerIsTheDeadline(String how) {
        URI uri = startPolled(polled(10_000, how));
        visitAll(uri, visit(how));

        assertThat(crowd.answers()).allSatisfy(seen -> {
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.body().utf8()).isEqualTo("news");
        });
        assertNobodyIsBlamed();
        assertThat(reports.all())
                .allSatisfy(report -> assertThat(report.fault()).isEmpty());
    }

    @Test
    void aTimeOutOfTheAppsOwnThatPassesIsThePageAndNobodyIsBlamed() {
        URI uri = startPolled(polled(LATER.toMillis(), "/never"));
        visitAll(uri, visit("/never"));

        assertThat(crowd.answers()).allSatisfy(seen -> {
            assertThat(seen.status()).isEqualTo(504);
            assertThat(seen.header("Proxy-Status")).contains("error=http_response_timeout");
            assertThat(seen.body().utf8()).contains("</html>");
            assertThat(seen.firstByte()).isGreaterThan(LATER.minusMillis(50));
        });
        assertNobodyIsBlamed();
        assertThat(reports.all()).allSatisfy(report -> {
            assertThat(report.fault()).contains(Fault.RESPONSE_TIMEOUT);
            assertThat(report.ending()).isEqualTo(Ending.PAGE);
        });
    }

    /** As the container has it: one takes what there is for the whole, another breaks it off. */
    @ParameterizedTest
    @ValueSource(strings = {"guard", "observe"})
    void anAnswerThatHasBegunEndsWithTheAppsOwnTimeOutAsItDoesWithoutUs(String mode) {
        Subject app = (request, response) -> {
            response.getWriter().write("begun");
            response.flushBuffer();
            request.startAsync().setTimeout(LATER.toMillis());
        };
        URI alone = start(
                GuardedApp.empty().with(ServletEntry.of("/*", app.asServlet()).async()));
        RawResponse control = ask(alone, visit("/"));
        URI uri = startPolled(app.asServlet(), "mode=" + mode);
        visitAll(uri, visit("/"));

        assertThat(crowd.answers()).allSatisfy(seen -> {
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.body()).isEqualTo(control.body());
            assertThat(seen.ending()).isEqualTo(control.ending());
        });
        reports.await(CLIENTS);
        assertThat(Votes.of(registry, "default")).isEqualTo(new Votes(0, 0, 0));
        assertThat(reports.all())
                .allSatisfy(report -> assertThat(report.fault()).isEmpty());
    }

    /** Those end so too, and come again; each has been answered, and nothing of it is kept. */
    @Test
    void anEventStreamThatEndsWithATimeOutHasBeenAnswered() {
        Subject app = (request, response) -> {
            sendEvent(response);
            request.startAsync().setTimeout(LATER.toMillis());
        };
        URI uri = startPolled(app.asServlet());
        visitAll(uri, eventSource("/"));

        assertThat(crowd.answers())
                .allSatisfy(seen -> assertThat(seen.body().utf8()).isEqualTo("data: 1\n\n"));
        assertNobodyIsBlamed();
        assertThat(reports.all())
                .allSatisfy(report -> assertThat(report.fault()).isEmpty());
    }

    /** What a container sets by itself is nobody's word, nor is "never", which proxies say that go by time-outs of their own. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, 0})
    void withoutATimeOutOfTheAppsOwnTheDeadlineHolds(long timeoutMillis) {
        AtomicInteger begun = new AtomicInteger();
        Subject never = (request, response) -> {
            AsyncContext context = request.startAsync();
            if (timeoutMillis >= 0) {
                context.setTimeout(timeoutMillis);
            }
            begun.incrementAndGet();
        };
        URI uri = startPolled(never.asServlet());
        visitAll(uri, visit("/"));

        assertThat(crowd.answers()).allSatisfy(seen -> {
            assertThat(seen.status()).isEqualTo(504);
            assertThat(seen.firstByte()).isBetween(TIMEOUT, Duration.ofSeconds(5));
        });
        await().until(() -> route().breakerState().equals("OPEN"));
        assertThat(begun).hasValue(CLIENTS);
    }
}
