package io.breakwater.internal.exchange;

import static io.breakwater.internal.exchange.fake.FakeRequest.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.internal.exchange.fake.App;
import io.breakwater.internal.exchange.fake.FakeContainer;
import io.breakwater.internal.exchange.fake.FakeResponse;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.observe.ExchangeReport.SuppressedAction;
import jakarta.servlet.AsyncContext;
import java.net.SocketException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.fake.JettyLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guard that only observes: the client gets what it gets without it, and what would have been done is noted. */
class ObserveModeTest {

    private static final String OBSERVE = "mode=observe";
    private static final String ID = "X-Request-ID";

    /**
     * @param app makes an app whose calls have not begun
     */
    record Case(
            String name,
            Supplier<App> app,
            Optional<SuppressedAction> suppressedAction,
            Optional<Fault> fault,
            Ending ending,
            List<String> settings) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(
            String name,
            Supplier<App> app,
            SuppressedAction suppressedAction,
            Fault fault,
            Ending ending,
            String... settings) {
        return new Case(name, app, Optional.of(suppressedAction), Optional.of(fault), ending, List.of(settings));
    }

    static Stream<Case> cases() {
        String once = "retry.max-attempts=1";
        return Stream.of(
                of(
                        "a page for an exception",
                        Apps::refused,
                        SuppressedAction.PAGE,
                        Fault.CONNECTION_REFUSED,
                        Ending.RELEASED,
                        once),
                of(
                        "a page for a status",
                        () -> Apps.answering(502, "Bad Gateway"),
                        SuppressedAction.PAGE,
                        Fault.DOWNSTREAM_STATUS,
                        Ending.RELEASED),
                of(
                        "a page for an error left to the container",
                        () -> (request, response) -> response.sendError(503),
                        SuppressedAction.PAGE,
                        Fault.DOWNSTREAM_STATUS,
                        Ending.RELEASED),
                of(
                        "a retry",
                        () -> Apps.inTurn(Apps.refused(), Apps.answering("second")),
                        SuppressedAction.RETRY,
                        Fault.CONNECTION_REFUSED,
                        Ending.RELEASED),
                of(
                        "an abort",
                        () -> (request, response) -> {
                            response.getWriter().write("begun");
                            response.flushBuffer();
                            throw new SocketException("Connection reset");
                        },
                        SuppressedAction.ABORT,
                        Fault.CONNECTION_TERMINATED,
                        Ending.RELEASED),
                of(
                        "a page for what is completed later",
                        () -> (request, response) -> {
                            AsyncContext context = request.startAsync();
                            Apps.onOwnThread(() -> {
                                response.setStatus(503);
                                response.getWriter().write("busy");
                                context.complete();
                            });
                        },
                        SuppressedAction.PAGE,
                        Fault.DOWNSTREAM_STATUS,
                        Ending.RELEASED),
                new Case(
                        "the app's own exception",
                        () -> (request, response) -> {
                            throw new IllegalArgumentException("a bug");
                        },
                        Optional.empty(),
                        Optional.empty(),
                        Ending.RELEASED,
                        List.of()),
                new Case(
                        "a plain answer",
                        () -> Apps.answering("as it is"),
                        Optional.empty(),
                        Optional.empty(),
                        Ending.RELEASED,
                        List.of()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingIsChangedAndWhatWouldBeDoneIsNoted(Case given) {
        FakeResponse without = new FakeContainer(List.of(), given.app().get(), JettyLink::new).serve(page("/a"));
        String[] settings =
                Stream.concat(Stream.of(OBSERVE), given.settings().stream()).toArray(String[]::new);
        try (GuardedApp app =
                GuardedApp.with(settings).onTrial().serving(given.app().get())) {
            FakeResponse got = app.serve(page("/a"));

            assertSame(got, without);
            assertThat(app.calls()).isOne();
            ExchangeReport report = app.report();
            assertThat(report.suppressedAction()).isEqualTo(given.suppressedAction());
            assertThat(report.suppressedFault()).isEqualTo(given.fault());
            assertThat(report.fault()).isEqualTo(given.fault());
            assertThat(report.ending()).isEqualTo(given.ending());
            assertThat(report.status()).isEqualTo(without.getStatus());
            assertThat(report.observed()).isTrue();
            assertThat(report.attempts()).isOne();
            app.assertAllIsGivenBack();
        }
    }

    private static void assertSame(FakeResponse got, FakeResponse without) {
        assertThat(got.getStatus()).isEqualTo(without.getStatus());
        assertThat(got.body()).isEqualTo(without.body());
        assertThat(got.isBrokenOff()).isEqualTo(without.isBrokenOff());
        assertThat(headersOf(got)).isEqualTo(headersOf(without));
    }

    private static Map<String, Collection<String>> headersOf(FakeResponse response) {
        return response.getHeaderNames().stream()
                .filter(name -> !name.equalsIgnoreCase(ID))
                .collect(Collectors.toMap(name -> name, response::getHeaders));
    }

    @Test
    void whomTheBreakerWouldRefuseIsServed() {
        try (GuardedApp app = GuardedApp.with(OBSERVE).serving(Apps.answering("served"))) {
            app.breaker().transitionToOpenState();

            assertThat(app.serve(page("/a")).body()).isEqualTo("served");

            ExchangeReport report = app.report();
            assertThat(report.suppressedAction()).contains(SuppressedAction.REFUSE);
            assertThat(report.suppressedFault()).contains(Fault.CIRCUIT_OPEN);
            assertThat(report.fault())
                    .as("of the call that was made all the same")
                    .isEmpty();
            assertThat(report.ending()).isEqualTo(Ending.RELEASED);
            app.assertAllIsGivenBack();
        }
    }

    @Test
    void theFirstThingStands() {
        try (GuardedApp app = GuardedApp.with(OBSERVE, "retry.max-attempts=1").serving(Apps.refused())) {
            app.breaker().transitionToOpenState();

            app.serve(page("/a"));

            assertThat(app.report().suppressedAction()).contains(SuppressedAction.REFUSE);
            assertThat(app.report().suppressedFault()).contains(Fault.CIRCUIT_OPEN);
            assertThat(app.report().fault()).contains(Fault.CONNECTION_REFUSED);
        }
    }

    @Test
    void whomTheLimitWouldRefuseIsServed() {
        try (GuardedApp app = GuardedApp.with(OBSERVE, "concurrency.max=1")) {
            FakeResponse second = new FakeResponse();
            app.serving(Apps.inTurn(
                    (request, response) -> CompletableFuture.runAsync(() -> app.serve(page("/b"), second))
                            .join(),
                    Apps.answering("second")));

            app.serve(page("/a"));

            assertThat(second.body()).isEqualTo("second");
            assertThat(app.reports().get(0).suppressedAction()).contains(SuppressedAction.REFUSE);
            assertThat(app.reports().get(0).suppressedFault()).contains(Fault.CONCURRENCY_LIMIT);
            assertThat(app.freePlaces()).isOne();
        }
    }

    @Test
    void whomTheDeadlineWouldEndGoesOn() {
        try (GuardedApp app =
                GuardedApp.with(OBSERVE, "timeout=50ms", "attempt-timeout=50ms").onTrial()) {
            app.serving((request, response) -> {
                // The vote of the watchdog's finding.
                GuardedApp.soon().until(app::hasPermitBack);
                response.getWriter().write("late");
            });

            FakeResponse got = app.serve(page("/a"));

            assertThat(got.body()).isEqualTo("late");
            assertThat(got.getHeader("Connection")).isNull();
            ExchangeReport report = app.report();
            assertThat(report.suppressedAction()).contains(SuppressedAction.PAGE);
            assertThat(report.suppressedFault()).contains(Fault.RESPONSE_TIMEOUT);
            assertThat(report.ending()).isEqualTo(Ending.RELEASED);
            assertThat(report.status()).isEqualTo(200);
            app.assertAllIsGivenBack();
        }
    }
}
