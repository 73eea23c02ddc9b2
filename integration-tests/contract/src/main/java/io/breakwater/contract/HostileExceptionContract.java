package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.StuckServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.app.Trap;
import io.breakwater.contract.client.Ending;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Silence;
import io.breakwater.fault.Fault;
import io.breakwater.page.Page;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown while an exception is read or a page is made, permits come back and no answer passes for one. */
@Promise("HostileException")
public class HostileExceptionContract extends GuardedContract {
    private static final int TRIALS = 2;
    private static final String ONE_PLACE = "concurrency.max=1";

    /** What the app throws. */
    enum Thrown {
        BUG {
            @Override
            void by(Trap trap) {
                throw trap.bug();
            }
        },
        WRAPPED_BUG {
            @Override
            void by(Trap trap) throws ServletException {
                throw new ServletException("request processing failed", trap.bug());
            }
        },
        FAILURE {
            @Override
            void by(Trap trap) throws IOException {
                throw trap.failure();
            }
        },
        WRAPPED_FAILURE {
            @Override
            void by(Trap trap) throws ServletException {
                throw new ServletException("request processing failed", trap.failure());
            }
        };

        abstract void by(Trap trap) throws ServletException, IOException;
    }

    static Stream<Arguments> hostile() {
        return Stream.of(Thrown.values())
                .flatMap(thrown -> Stream.of(Trap.values()).map(trap -> Arguments.of(thrown, trap)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("hostile")
    void permitsComeBackFromAnExceptionThatFailsWhoeverReadsIt(Thrown thrown, Trap trap) {
        AtomicInteger trials = new AtomicInteger();
        Subject app = (request, response) -> {
            switch (request.getRequestURI()) {
                case "/fails" -> response.sendError(502);
                case "/hostile" -> {
                    trials.incrementAndGet();
                    thrown.by(trap);
                }
                default -> response.getWriter().write("well");
            }
        };
        URI uri = start(
                app,
                "retry.max-attempts=1",
                ONE_PLACE,
                "circuit-breaker.minimum-number-of-calls=1",
                "circuit-breaker.permitted-number-of-calls-in-half-open-state=" + TRIALS,
                "circuit-breaker.wait-duration-in-open-state=50ms",
                "circuit-breaker.max-wait-duration-in-open-state=50ms");
        assertThat(ask(uri, visit("/fails")).status()).isEqualTo(502);
        await().dontCatchUncaughtExceptions().until(() -> {
            // Containers read it, too, and not all of them answer then.
            try (RawClient client = RawClient.to(uri, Duration.ofMillis(200))) {
                assertThat(client.exchange(visit("/hostile")).statusLine()).doesNotContain(" 200");
            }
            return trials.get() >= TRIALS;
        });

        await().dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(5))
                .until(() -> ask(uri, visit("/well")).status() == 200
                        && route().breakerState().equals("CLOSED"));
        await().dontCatchUncaughtExceptions()
                .until(() -> route().availableConcurrency().equals(OptionalInt.of(1)));
    }

    /** As when memory runs out, of which a page needs some. */
    private static final Page MEMORY_RUNS_OUT = (model, format) -> {
        throw new OutOfMemoryError("made up");
    };

    private void assertThePlaceIsBack() {
        await().dontCatchUncaughtExceptions()
                .until(() -> route().availableConcurrency().equals(OptionalInt.of(1)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anErrorWhileTheDeadlinesPageIsMadeIsNoEmptyAnswer(boolean interruptible) {
        downstream.behave(new Silence());
        Gate gate = new Gate();
        Subject waits = (request, response) -> {
            if (interruptible) {
                gate.pass();
            } else {
                new StuckServlet(downstream.uri()).service(request, response);
            }
        };
        URI uri = start(GuardedApp.empty()
                .with(guard(builder("timeout=300ms", ONE_PLACE).page(MEMORY_RUNS_OUT)))
                .with(ServletEntry.of("/*", waits.asServlet())));

        RawResponse seen = connect(uri).exchange(visit("/"));

        if (seen.statusLine().isEmpty()) {
            assertThat(seen.ending()).isIn(Ending.CUT_BY_FIN, Ending.CUT_BY_RST);
        } else {
            assertThat(seen.status()).isEqualTo(504);
        }
        // The thread that was stuck keeps its place until it is back.
        downstream.close();
        gate.open();
        assertThePlaceIsBack();
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_TIMEOUT);
    }

    @Test
    void anErrorWhileAnAttemptsPageIsMadeIsNoEmptyAnswer() {
        URI uri = start(GuardedApp.empty()
                .with(guard(builder(ONE_PLACE).page(MEMORY_RUNS_OUT)))
                .with(ServletEntry.of("/*", Failing.bySendError(502).asServlet())));

        RawResponse seen = connect(uri).exchange(visit("/"));

        if (seen.statusLine().isEmpty()) {
            assertThat(seen.ending()).isIn(Ending.CUT_BY_FIN, Ending.CUT_BY_RST);
        } else {
            // The guard's, or the container's for the Error.
            assertThat(seen.status()).isIn(500, 502);
        }
        assertThePlaceIsBack();
        assertThat(reports.only().fault()).contains(Fault.DOWNSTREAM_STATUS);
    }
}
