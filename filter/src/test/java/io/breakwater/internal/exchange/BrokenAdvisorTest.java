package io.breakwater.internal.exchange;

import static io.breakwater.internal.exchange.fake.FakeRequest.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.observe.BreakerAdvisor;
import io.breakwater.observe.BreakerId;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who advises circuit breakers, and fails, fails no request. */
class BrokenAdvisorTest {

    private final AtomicInteger asked = new AtomicInteger();

    private final BreakerAdvisor broken = new BreakerAdvisor() {
        @Override
        public boolean mayTry(BreakerId breaker) {
            throw failure();
        }

        @Override
        public void failing(BreakerId breaker, int inARow) {
            throw failure();
        }

        @Override
        public void foundWell(BreakerId breaker) {
            throw failure();
        }

        private IllegalStateException failure() {
            asked.incrementAndGet();
            return new IllegalStateException("broken");
        }
    };

    @Test
    void requestsAreAnsweredAndTheCircuitBreakerGoesItsWay() {
        try (GuardedApp app = GuardedApp.with(
                        "retry.max-attempts=1",
                        "circuit-breaker.minimum-number-of-calls=3",
                        "circuit-breaker.sliding-window-size=3",
                        "circuit-breaker.wait-duration-in-open-state=100ms")
                .advisedBy(broken)
                .serving(Apps.refused())) {
            for (int i = 0; i < 3; i++) {
                assertThat(app.serve(page("/a")).getStatus()).isEqualTo(502);
            }
            assertThat(app.serve(page("/a")).getStatus()).isEqualTo(503);
            app.assertAllIsGivenBack();

            int before = asked.get();
            app.serving(Apps.answering("well"));
            GuardedApp.soon().until(() -> app.serve(page("/a")).getStatus() == 200);
            assertThat(before).as("told of failures").isPositive();
            assertThat(asked.get()).as("asked for the trial").isGreaterThan(before);
        }
    }
}
