package io.breakwater.internal.exchange;

import static io.breakwater.internal.exchange.GuardedApp.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.config.EffectiveValue;
import io.breakwater.fault.Fault;
import io.breakwater.internal.exchange.fake.FakeRequest;
import io.breakwater.internal.exchange.fake.FakeResponse;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.observe.Incident;
import io.breakwater.observe.RetryRefusal;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is injected is all that is not real: what becomes of it is what would become of the downstream's own failure. */
class InjectionTest {

    private static final String UNTIL = "inject.until=2120-01-01T00:00Z";
    private static final String ALL = "inject.confirm=true";
    private static final String ONCE = "retry.max-attempts=1";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static FakeResponse ask(GuardedApp guarded) {
        return guarded.serve(FakeRequest.page("/orders/1"));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"DOWNSTREAM_STATUS", "CLIENT_GONE"})
    void theVisitorGetsThePageOfEachFault(Fault fault) {
        try (GuardedApp guarded = GuardedApp.with("inject.fault=" + fault.token(), UNTIL, ALL, ONCE)
                .serving(Apps.answering("hello"))) {
            FakeResponse response = ask(guarded);

            assertThat(guarded.calls()).isZero();
            assertThat(response.getStatus()).isEqualTo(fault.status());
            assertThat(response.body()).contains("<!doctype html>");
            ExchangeReport report = guarded.report();
            assertThat(report.fault()).contains(fault);
            assertThat(report.ending()).isEqualTo(Ending.PAGE);
            assertThat(report.injected()).isTrue();
            guarded.assertAllIsGivenBack();
        }
    }

    @Test
    void aStatusIsTheDownstreamsOwn() {
        try (GuardedApp guarded =
                GuardedApp.with("inject.status=503", UNTIL, ALL, ONCE).serving(Apps.answering("hello"))) {
            assertThat(ask(guarded).getStatus()).isEqualTo(503);
            assertThat(guarded.report().fault()).contains(Fault.DOWNSTREAM_STATUS);
            assertThat(guarded.report().injected()).isTrue();
        }
        try (GuardedApp guarded =
                GuardedApp.with("inject.status=404", UNTIL, ALL).serving(Apps.answering("hello"))) {
            FakeResponse response = ask(guarded);
            assertThat(response.getStatus()).isEqualTo(404);
            assertThat(response.body()).isEmpty();
            assertThat(guarded.report().fault()).isEmpty();
            assertThat(guarded.report().injected()).isTrue();
        }
    }

    @Test
    void retriesAndTheirBudgetAreTheRealOnes() {
        try (GuardedApp guarded =
                GuardedApp.with("inject.fault=connection_refused", UNTIL, ALL, "retry.max-attempts=3")) {
            ask(guarded);

            assertThat(guarded.report().attempts()).isEqualTo(3);
            assertThat(guarded.report().retryRefusal()).contains(RetryRefusal.ATTEMPTS_USED_UP);
            assertThat(guarded.report().attemptReports()).hasSize(3);
        }
    }

    @Test
    void whatARetryHasSavedIsMarkedToo() {
        try (GuardedApp guarded =
                GuardedApp.with("inject.fault=connection_refused", UNTIL, ALL).serving(Apps.answering("hello"))) {
            // Half of the attempts fail, so that soon one is followed by one that does not.
            guarded.injections()
                    .start(
                            "default",
                            Map.of("fault", "connection_refused", "percent", "50", "until", "2120-01-01T00:00Z"),
                            "kim",
                            Optional.empty());
            soon().until(() -> {
                ask(guarded);
                return guarded.reports().stream()
                        .anyMatch(report -> report.fault().isEmpty() && report.attempts() == 2 && report.injected());
            });
        }
    }

    @Test
    void theRealBreakerHearsNothingOfIt() {
        try (GuardedApp guarded = GuardedApp.with(
                "inject.fault=connection_refused", UNTIL, ALL, "circuit-breaker.minimum-number-of-calls=1")) {
            ask(guarded);
            ask(guarded);

            assertThat(guarded.breaker().getState()).isEqualTo(CircuitBreaker.State.CLOSED);
            assertThat(guarded.breaker().getMetrics().getNumberOfBufferedCalls())
                    .isZero();
        }
    }

    @Test
    void itHearsOfItWhereThatIsWanted() {
        try (GuardedApp guarded = GuardedApp.with(
                "inject.fault=connection_refused",
                UNTIL,
                ALL,
                ONCE,
                "inject.votes=true",
                "circuit-breaker.minimum-number-of-calls=1")) {
            ask(guarded);
            assertThat(guarded.breaker().getState()).isEqualTo(CircuitBreaker.State.OPEN);

            ask(guarded);
            assertThat(guarded.reports().get(1).fault()).contains(Fault.CIRCUIT_OPEN);
            assertThat(guarded.reports().get(1).injected()).isFalse();
        }
    }

    @Test
    void aTrialsPermitComesBackWithoutAVote() {
        try (GuardedApp guarded = GuardedApp.with("inject.fault=connection_refused", UNTIL, ALL, ONCE)
                .onTrial()) {
            ask(guarded);

            assertThat(guarded.breaker().getState()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
            guarded.assertAllIsGivenBack();
        }
    }

    @Test
    void latencyIsTheDownstreamsTime() {
        try (GuardedApp guarded =
                GuardedApp.with("inject.latency=20ms", UNTIL, ALL).serving(Apps.answering("hello"))) {
            assertThat(ask(guarded).body()).isEqualTo("hello");

            assertThat(guarded.report().elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
            assertThat(guarded.report().injected()).isTrue();
            assertThat(guarded.report().fault()).isEmpty();
        }
    }

    @Test
    void latencyPastTheDeadlineEndsAtTheDeadline() {
        try (GuardedApp guarded = GuardedApp.with(
                        "inject.latency=10m", UNTIL, ALL, "timeout=100ms", "attempt-timeout=100ms")
                .serving(Apps.answering("hello"))) {
            assertThat(ask(guarded).getStatus()).isEqualTo(504);

            assertThat(guarded.report().fault()).contains(Fault.RESPONSE_TIMEOUT);
            assertThat(guarded.report().injected()).isTrue();
            assertThat(guarded.calls()).isZero();
            guarded.assertAllIsGivenBack();
        }
    }

    @Test
    void anAnswerThatIsCutBeforeAnythingHasLeftGivesWayToThePage() {
        try (GuardedApp guarded =
                GuardedApp.with("inject.cut-after=3B", UNTIL, ALL, ONCE).serving(Apps.answering("hello"))) {
            FakeResponse response = ask(guarded);

            assertThat(response.getStatus()).isEqualTo(502);
            assertThat(response.body()).doesNotContain("hel\n").contains("<!doctype html>");
            assertThat(guarded.report().fault()).contains(Fault.RESPONSE_INCOMPLETE);
            assertThat(guarded.report().injected()).isTrue();
        }
    }

    @Test
    void anAnswerThatIsCutAfterItHasBegunIsBrokenOff() {
        try (GuardedApp guarded = GuardedApp.with("inject.cut-after=3B", UNTIL, ALL, ONCE)
                .serving((request, response) -> {
                    response.getOutputStream().write(bytes("abc"));
                    response.flushBuffer();
                    try {
                        response.getOutputStream().write(bytes("def"));
                    } catch (IOException e) {
                        // As an app does that takes it for its client's.
                        response.getOutputStream().close();
                    }
                })) {
            FakeResponse response = ask(guarded);

            assertThat(response.body()).isEqualTo("abc");
            assertThat(response.isBrokenOff()).isTrue();
            assertThat(guarded.report().ending()).isEqualTo(Ending.ABORTED);
            assertThat(guarded.report().fault()).contains(Fault.RESPONSE_INCOMPLETE);
        }
    }

    @Test
    void nothingOfATextPassesItsCutNotEvenTheEndOfALine() {
        try (GuardedApp guarded = GuardedApp.with("inject.cut-after=3B", UNTIL, ALL, ONCE)
                .serving((request, response) -> {
                    response.getWriter().print("abc");
                    response.flushBuffer();
                    response.getWriter().println();
                    response.getWriter().println("def");
                    response.getWriter().close();
                })) {
            FakeResponse response = ask(guarded);

            assertThat(response.body()).isEqualTo("abc");
            assertThat(guarded.report().ending()).isEqualTo(Ending.ABORTED);
        }
    }

    @Test
    void anAnswerThatIsShorterThanItsCutIsWholeAndNothingWasInjected() {
        try (GuardedApp guarded =
                GuardedApp.with("inject.cut-after=5B", UNTIL, ALL).serving(Apps.answering("hello"))) {
            assertThat(ask(guarded).body()).isEqualTo("hello");
            assertThat(guarded.reports()).noneMatch(ExchangeReport::injected);
        }
    }

    @Test
    void anAsynchronousAnswerIsCutToo() {
        try (GuardedApp guarded = GuardedApp.with("inject.cut-after=3B", UNTIL, ALL, ONCE)
                .serving((request, response) -> {
                    AsyncContext context = request.startAsync();
                    Apps.onOwnThread(() -> {
                        try {
                            context.getResponse().getOutputStream().write(bytes("abcdef"));
                        } catch (IOException cut) {
                            assertThat(cut).hasMessageContaining("injected");
                        } finally {
                            context.complete();
                        }
                    });
                })) {
            FakeResponse response = ask(guarded);

            assertThat(guarded.report().fault()).contains(Fault.RESPONSE_INCOMPLETE);
            assertThat(guarded.report().injected()).isTrue();
            soon().untilAsserted(() -> assertThat(response.getStatus()).isEqualTo(502));
        }
    }

    @Test
    void onlyWhoKnowsTheSecretTakesPart() {
        try (GuardedApp guarded = GuardedApp.with(
                        "inject.status=503", UNTIL, "inject.header=X-Game-Day: 0123456789abcdef", ONCE)
                .serving(Apps.answering("hello"))) {
            assertThat(ask(guarded).body()).isEqualTo("hello");
            assertThat(guarded.serve(FakeRequest.page("/orders/1").with("X-Game-Day", "fedcba9876543210"))
                            .getStatus())
                    .isEqualTo(200);
            assertThat(guarded.serve(FakeRequest.page("/orders/1").with("X-Game-Day", "0123456789abcdef"))
                            .getStatus())
                    .isEqualTo(503);
        }
    }

    @Test
    void aPreflightIsLeftAlone() {
        try (GuardedApp guarded =
                GuardedApp.with("inject.status=503", UNTIL, ALL).serving(Apps.answering("hello"))) {
            assertThat(guarded.serve(FakeRequest.preflight("/orders/1")).getStatus())
                    .isEqualTo(200);
        }
    }

    @Test
    void anIncidentSaysThatItWasInjectedUntilARealFailureComes() {
        try (GuardedApp guarded = GuardedApp.with(
                        "inject.fault=dns_error", UNTIL, "inject.header=X-Game-Day: 0123456789abcdef", ONCE)
                .serving(Apps.refused())) {
            guarded.serve(FakeRequest.page("/orders/1").with("X-Game-Day", "0123456789abcdef"));
            assertThat(guarded.incidents()).singleElement().matches(Incident::injected);

            ask(guarded);
            assertThat(guarded.incidents()).singleElement().matches(incident -> !incident.injected());
        }
    }

    @Test
    void anOperatorInjectsByTheSameKeysAndItEndsByTheClock() {
        try (GuardedApp guarded = GuardedApp.with(ONCE).serving(Apps.answering("hello"))) {
            guarded.injections()
                    .start(
                            "default",
                            Map.of(
                                    "status",
                                    "503",
                                    "confirm",
                                    "true",
                                    "until",
                                    Instant.now().plusMillis(500).toString()),
                            "kim",
                            Optional.of("game day"));
            assertThat(ask(guarded).getStatus()).isEqualTo(503);
            assertThat(guarded.injections().current())
                    .singleElement()
                    .satisfies(injection -> assertThat(injection.summary()).isEqualTo("status=503"));
            assertThat(guarded.settings())
                    .filteredOn(value -> value.key().equals("inject.status"))
                    .containsExactly(
                            new EffectiveValue("default", "inject.status", "503", Optional.of("operator kim")));

            soon().untilAsserted(() -> assertThat(ask(guarded).body()).isEqualTo("hello"));
            assertThat(guarded.injections().current()).isEmpty();
        }
    }
}
