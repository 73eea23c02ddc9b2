package io.breakwater.internal.exchange;

import static io.breakwater.internal.exchange.fake.FakeRequest.get;
import static io.breakwater.internal.exchange.fake.FakeRequest.page;
import static io.breakwater.internal.exchange.fake.FakeRequest.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.internal.exchange.fake.App;
import io.breakwater.internal.exchange.fake.FakeRequest;
import io.breakwater.observe.AttemptReport;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.RetryRefusal;
import io.breakwater.page.PageFormat;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What operators are told of an exchange, beside how it ended: its attempts, why it was not retried, and who is stuck. */
class ToldTest {

    private static final String STATUSES = "retry.on=unsent, 503";

    private static ExchangeReport reportOf(GuardedApp app, FakeRequest request) {
        app.serve(request);
        return app.report();
    }

    @Test
    void theReportNamesEachAttemptInOrder() {
        try (GuardedApp app = GuardedApp.with("retry.max-attempts=3", STATUSES, "retry.backoff.max=20ms")
                .serving(Apps.inTurn(Apps.refused(), Apps.answering(503, "busy"), Apps.answering("fine")))) {
            ExchangeReport report = reportOf(app, get("/a"));

            List<AttemptReport> attempts = report.attemptReports();
            assertThat(attempts)
                    .extracting(AttemptReport::fault)
                    .containsExactly(
                            Optional.of(Fault.CONNECTION_REFUSED),
                            Optional.of(Fault.DOWNSTREAM_STATUS),
                            Optional.empty());
            assertThat(attempts)
                    .extracting(AttemptReport::status)
                    .containsExactly(OptionalInt.empty(), OptionalInt.of(503), OptionalInt.of(200));
            assertThat(attempts.get(0).start()).isZero();
            assertThat(attempts.get(0).backoff()).isZero();
            for (int i = 1; i < attempts.size(); i++) {
                AttemptReport before = attempts.get(i - 1);
                assertThat(attempts.get(i).start())
                        .isEqualTo(before.start()
                                .plus(before.duration())
                                .plus(attempts.get(i).backoff()));
                assertThat(attempts.get(i).backoff()).isGreaterThanOrEqualTo(Duration.ZERO);
            }
            assertThat(report.retryRefusal()).isEmpty();
            assertThat(report.pageFormat()).isEmpty();
        }
    }

    @Test
    void theOnlyAttemptIsNamedWhetherItFailedOrNot() {
        try (GuardedApp app = GuardedApp.with("retry.max-attempts=1").serving(Apps.refused())) {
            ExchangeReport report = reportOf(app, page("/a"));

            assertThat(report.attemptReports()).singleElement().satisfies(attempt -> {
                assertThat(attempt.fault()).contains(Fault.CONNECTION_REFUSED);
                assertThat(attempt.status())
                        .as("the app gave none; the page did")
                        .isEmpty();
            });
            assertThat(report.pageFormat()).contains(PageFormat.HTML);
            assertThat(report.retryRefusal()).as("of a route without retries").isEmpty();
        }
        try (GuardedApp app = GuardedApp.with().serving(Apps.answering("fine"))) {
            ExchangeReport report = reportOf(app, get("/a"));

            assertThat(report.attemptReports())
                    .containsExactly(new AttemptReport(
                            Optional.empty(), Duration.ZERO, report.elapsed(), Duration.ZERO, OptionalInt.of(200)));
        }
    }

    @Test
    void anExchangeThatIsNotLetInHasNoAttempt() {
        try (GuardedApp app = GuardedApp.with().serving(Apps.answering("fine"))) {
            app.breaker().transitionToOpenState();

            assertThat(reportOf(app, get("/a")).attemptReports()).isEmpty();
            assertThat(app.status().breakerOpenUntil()).isPresent();
        }
    }

    // Why there was no other attempt.

    @Test
    void allAttemptsWereMade() {
        assertThat(refusal(Apps.refused(), get("/a"))).contains(RetryRefusal.ATTEMPTS_USED_UP);
    }

    @Test
    void theMethodIsNotResent() {
        assertThat(refusal(Apps.refused(), post("/a", "x"))).contains(RetryRefusal.NOT_ELIGIBLE);
    }

    @Test
    void theFaultIsNotListedSoThatThereIsNothingToRefuse() {
        assertThat(refusal(Apps.answering(503, ""), page("/a"))).isEmpty();
    }

    @Test
    void theBodyIsDeclaredLargerThanWhatIsKept() {
        assertThat(refusal(
                        Apps.refused(), post("/a", "more than that"), "retry.unsent-methods=any", "retry.max-body=2B"))
                .contains(RetryRefusal.BODY_TOO_LARGE);
    }

    @Test
    void theBodyTurnsOutLargerThanWhatIsKept() {
        App reading = (request, response) -> {
            assertThat(request.getInputStream().readAllBytes()).hasSize(14);
            throw new ConnectException("Connection refused");
        };

        assertThat(refusal(
                        reading,
                        post("/a", "more than that").inChunks(),
                        "retry.unsent-methods=any",
                        "retry.max-body=2B"))
                .contains(RetryRefusal.BODY_TOO_LARGE);
    }

    @Test
    void theResponseHadStarted() {
        App starting = (request, response) -> {
            response.getWriter().write("half");
            response.flushBuffer();
            throw new ConnectException("Connection refused");
        };

        assertThat(refusal(starting, get("/a"))).contains(RetryRefusal.RESPONSE_STARTED);
    }

    @Test
    void theBudgetIsExhausted() {
        assertThat(refusal(Apps.refused(), get("/a"), "retry.budget.ratio=0%", "retry.budget.min-per-second=0"))
                .contains(RetryRefusal.BUDGET);
    }

    @Test
    void noTimeIsLeft() {
        App late = (request, response) -> {
            response.setHeader("Retry-After", "600");
            response.setStatus(503);
        };

        assertThat(refusal(late, get("/a"), STATUSES)).contains(RetryRefusal.NO_TIME);
    }

    @Test
    void theContainerCannotRunTheChainAgain() {
        try (GuardedApp app = GuardedApp.with().inUnknownChains().serving(Apps.refused())) {
            assertThat(reportOf(app, get("/a")).retryRefusal()).contains(RetryRefusal.NOT_REPEATABLE);
        }
    }

    @Test
    void theBreakerHasOpenedMeanwhile() {
        try (GuardedApp app = GuardedApp.with()) {
            app.serving((request, response) -> {
                app.breaker().transitionToOpenState();
                throw new ConnectException("Connection refused");
            });

            assertThat(reportOf(app, get("/a")).retryRefusal()).contains(RetryRefusal.CIRCUIT_OPEN);
            assertThat(app.calls()).isOne();
        }
    }

    private static Optional<RetryRefusal> refusal(App serving, FakeRequest request, String... settings) {
        try (GuardedApp app = GuardedApp.with(settings).serving(serving)) {
            return reportOf(app, request).retryRefusal();
        }
    }

    // Who is at work.

    @Test
    void aThreadIsStuckFromItsDeadlineUntilItComesBack() {
        CountDownLatch appGoesOn = new CountDownLatch(1);
        try (GuardedApp app = GuardedApp.with("timeout=100ms", "attempt-timeout=100ms")
                .serving((request, response) -> Apps.holdOut(appGoesOn))) {
            assertThat(app.status().inFlight()).isZero();
            CompletableFuture<Void> serving = Apps.aside(() -> app.serve(page("/a")));
            GuardedApp.soon().until(() -> app.status().inFlight() == 1);
            ExchangeReport report = app.report();

            assertThat(app.status().stuckThreads()).isOne();
            assertThat(app.overruns()).singleElement().satisfies(overrun -> {
                assertThat(overrun.correlationId()).isEqualTo(report.correlationId());
                assertThat(overrun.fault()).isEqualTo(Fault.RESPONSE_TIMEOUT);
                assertThat(overrun.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
                assertThat(overrun.observed()).isFalse();
            });
            assertThat(report.attemptReports()).singleElement().satisfies(attempt -> {
                assertThat(attempt.fault()).contains(Fault.RESPONSE_TIMEOUT);
                assertThat(attempt.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
            });

            appGoesOn.countDown();
            serving.join();
            assertThat(app.status().stuckThreads()).isZero();
            assertThat(app.status().inFlight()).isZero();
        } finally {
            appGoesOn.countDown();
        }
    }

    @Test
    void anObservedRouteTellsOfItsDeadlineAndLeavesTheThreadAlone() {
        try (GuardedApp app = GuardedApp.with("mode=observe", "timeout=100ms", "attempt-timeout=100ms")) {
            app.serving((request, response) ->
                    GuardedApp.soon().until(() -> !app.overruns().isEmpty()));
            app.serve(get("/a"));

            assertThat(app.overruns()).singleElement().satisfies(overrun -> assertThat(overrun.observed())
                    .isTrue());
            assertThat(app.status().stuckThreads()).isZero();
        }
    }

    @Test
    void theBudgetTellsHowManyRetriesItWouldAllow() {
        try (GuardedApp app = GuardedApp.with(
                        "retry.budget.ratio=0%", "retry.budget.min-per-second=1", "retry.budget.window=3s")
                .serving(Apps.refused())) {
            assertThat(app.status().retriesLeft()).hasValue(3);

            app.serve(get("/a"));

            assertThat(app.status().retriesLeft()).hasValue(2);
        }
        try (GuardedApp app = GuardedApp.with("retry.max-attempts=1")) {
            assertThat(app.status().retriesLeft()).isEmpty();
            assertThat(app.status().limits().maxAttempts()).isOne();
        }
    }
}
