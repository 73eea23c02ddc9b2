package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import io.breakwater.observe.BreakerTransition;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An asynchronous time-out of the app's own that is shorter than the route's is the app's word, too. */
@Promise(value = "OwnTimeout", in = Section.ASYNC)
public class OwnTimeoutContract extends PollingContract {
    /** An app that sets its own time-out, and has something to tell before. */
    private Subject withNews(String how) {
        return (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                response.getWriter().write("news");
                return;
            }
            AsyncContext context = request.startAsync();
            context.setTimeout(10_000);
            AsyncSubject.run(() -> {
                leave.waitFor(Duration.ofMillis(OWN_MILLIS));
                if (how.equals("/dispatches")) {
                    context.dispatch();
                } else {
                    response.getWriter().write("news");
                    context.complete();
                }
            });
        };
    }

    @ParameterizedTest
    @CsvSource({"200,/completes", "204,/completes", "304,/completes", "200,/dispatches", "204,/dispatches"})
    void nothingNewIsAnAnswerAndSaysNothingOfADownstream(int status, String how) {
        URI uri = startPolled(polled(status));

        assertThat(visitAll(uri, visit(how))).allMatch(seen -> seen.status() == status);

        assertNobodyVotes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/completes", "/dispatches"})
    void noAttemptIsCutWhileTheAppWaitsOnPurpose(String how) {
        URI uri = startPolled(polled(204), SHORT_ATTEMPT);

        assertThat(visitAll(uri, visit(how))).allMatch(seen -> seen.status() == 204);

        assertNobodyVotes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/completes", "/dispatches"})
    void newsThatComesSoonerMayTakeItsTimeToo(String how) {
        URI uri = startPolled(withNews(how), SHORT_ATTEMPT);

        assertThat(visitAll(uri, visit(how)))
                .allSatisfy(seen -> assertThat(seen.body().utf8()).isEqualTo("news"));

        assertNobodyVotes();
    }

    @Test
    void theLastOfSeveralTimeOutsCounts() {
        Subject app = (request, response) -> wait(30_000, request, response, (again, toFill) -> toFill.setStatus(204))
                .setTimeout(OWN_MILLIS);
        URI uri = startPolled(app, SHORT_ATTEMPT);

        assertThat(visitAll(uri, visit("/"))).allMatch(seen -> seen.status() == 204);

        assertNobodyVotes();
    }

    @Test
    void soDoesOneOfACycleThatBeginsInADispatch() {
        Subject app = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                wait(OWN_MILLIS, request, response, (again, toFill) -> toFill.setStatus(204));
            } else {
                AsyncContext context = request.startAsync();
                AsyncSubject.run(context::dispatch);
            }
        };
        URI uri = startPolled(app, SHORT_ATTEMPT);

        assertThat(visitAll(uri, visit("/"))).allMatch(seen -> seen.status() == 204);

        assertNobodyVotes();
    }

    /** Tomcat looks only once a second whether it has passed. */
    @ParameterizedTest
    @ValueSource(strings = {"/completes", "/dispatches"})
    void oneThatIsALittleShorterThanTheRoutesPassesBeforeItsDeadline(String how) {
        URI uri = startPolled(polled(1_900, (request, response) -> response.setStatus(204)), "timeout=2s");

        assertThat(visitAll(uri, visit(how))).allMatch(seen -> seen.status() == 204);

        assertNobodyVotes();
    }

    @Test
    void theTimeThatTheContainerIsLateByIsNotTheApps() {
        Subject app = polled(1_000, (request, response) -> {
            leave.waitFor(Duration.ofMillis(700));
            response.getWriter().write("nothing");
        });
        URI uri = startPolled(app, "timeout=1s", "attempt-timeout=950ms");

        assertThat(visitAll(uri, visit("/dispatches")))
                .allSatisfy(seen -> assertThat(seen.body().utf8()).isEqualTo("nothing"));

        assertThat(votes().failures()).isZero();
    }

    /** The first wait is longer than the route's time-out, whether it passes or not, the second shorter. */
    @ParameterizedTest
    @CsvSource({"60000,true", "1000,false"})
    void aShorterWaitTakesNothingOfALongerOneBack(long first, boolean dispatches) {
        Subject app = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                AsyncContext context = request.startAsync();
                context.setTimeout(400);
                AsyncSubject.run(() -> {
                    leave.waitFor(Duration.ofMillis(300));
                    response.getWriter().write("news");
                    context.complete();
                });
                return;
            }
            AsyncContext context = wait(first, request, response, (again, toFill) -> {});
            if (dispatches) {
                AsyncSubject.run(() -> {
                    leave.waitFor(Duration.ofMillis(300));
                    context.dispatch();
                });
            }
        };
        URI uri = startPolled(app, "timeout=500ms");

        assertThat(visitAll(uri, visit("/dispatches")))
                .allSatisfy(seen -> assertThat(seen.body().utf8()).isEqualTo("news"));

        assertNobodyVotes();
    }

    @Test
    void theTimeOutOfTheRouteCutsItAndNobodyIsBlamedBeforeTheAppsOwnHasPassed() {
        Subject app = (request, response) -> {
            leave.waitFor(Duration.ofMillis(1_200));
            wait(1_900, request, response, (again, toFill) -> toFill.setStatus(204));
        };
        URI uri = startPolled(app, "timeout=2s");

        assertThat(visitAll(uri, visit("/"))).allMatch(seen -> seen.status() == 504);

        assertThat(votes()).isEqualTo(new Votes(0, 0, 0));
    }

    @Test
    void whereTheGuardObservesNothingIsNoted() {
        URI uri = startPolled(polled(204), SHORT_ATTEMPT, "mode=observe");

        assertThat(visitAll(uri, visit("/"))).allMatch(seen -> seen.status() == 204);

        assertNobodyVotes();
        assertThat(reports.all())
                .allSatisfy(report -> assertThat(report.suppressedAction()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/polls", "/dispatches"})
    void aTrialThatWaitsOnPurposeDoesNotOpenTheBreakerAgain(String how) {
        Subject polled = polled((request, response) -> {
            response.getWriter().write("nothing");
            response.flushBuffer();
        });
        Subject app = (request, response) -> {
            switch (request.getRequestURI()) {
                case "/fails" -> response.sendError(502);
                case "/well" -> response.getWriter().write("well");
                default -> polled.serve(request, response);
            }
        };
        URI uri = startPolled(
                app,
                "circuit-breaker.permitted-number-of-calls-in-half-open-state=1",
                "circuit-breaker.wait-duration-in-open-state=50ms",
                "circuit-breaker.max-wait-duration-in-open-state=50ms");
        await().until(() -> {
            ask(uri, visit("/fails"));
            return route().breakerState().equals("OPEN");
        });

        await().until(() -> ask(uri, visit(how)).status() == 200);
        await().until(() -> ask(uri, visit("/well")).status() == 200
                && route().breakerState().equals("CLOSED"));

        assertThat(reports.transitions())
                .extracting(BreakerTransition::to)
                .containsExactly("OPEN", "HALF_OPEN", "CLOSED");
    }

    /** A poll that goes through many cycles, each with a time-out of its own. */
    @Test
    void manyWaitsAreAsGoodAsOne() {
        AtomicInteger cycles = new AtomicInteger();
        Subject app = (request, response) -> {
            if (cycles.incrementAndGet() > 4) {
                response.setStatus(204);
                return;
            }
            AsyncContext context = request.startAsync();
            context.setTimeout(10_000);
            AsyncSubject.run(() -> {
                leave.waitFor(Duration.ofMillis(200));
                context.dispatch();
            });
        };
        URI uri = startPolled(app, SHORT_ATTEMPT);

        assertThat(ask(uri, visit("/")).status()).isEqualTo(204);

        reports.await(1);
        assertNobodyVotes();
    }
}
