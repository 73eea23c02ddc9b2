package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.EveryNth;
import io.breakwater.downstream.Reset;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Bad weather: a downstream that fails now and then, and one that fails always. Counted at the downstream. */
public abstract class WeatherContract extends GuardedContract {
    private static final String NO_BREAKER = "circuit-breaker.enabled=false";

    /** For tests about something else than the budget. */
    private static final String NO_BUDGET = "retry.budget.ratio=100%";

    /**
     * A failure in five of what arrives, counted at the downstream. Retries count there, too, so that what a second attempt
     * meets depends on everybody else's: 400 visits of which none may see a failure twice in a row.
     */
    @Test
    void oneInFiveResetsIsSomethingVisitorsDoNotNotice() {
        downstream.behave(new EveryNth(5, new Reset(), Answer.ok("calm")));
        URI uri = start(new ProxyServlet(downstream.uri()), NO_BUDGET, NO_BREAKER, "retry.backoff.initial=1ms");
        int served = 0;
        for (int i = 0; i < 400; i++) {
            served += ask(uri, visit("/")).status() == 200 ? 1 : 0;
        }
        assertThat(served).isEqualTo(400);
        assertThat(downstream.requests()).isEqualTo(400 + 99);
    }

    /** Two of three fail, in turn: a second attempt is not enough, a third one always is. */
    @Test
    void threeAttemptsMendWhatTwoCanNot() {
        downstream.behave(new EveryNth(3, Answer.ok("calm"), new Reset()));
        URI uri = start(
                new ProxyServlet(downstream.uri()),
                NO_BUDGET,
                "retry.budget.min-per-second=1000",
                NO_BREAKER,
                "retry.backoff.initial=1ms",
                "routes.thrice.path=/thrice/*",
                "routes.thrice.retry.max-attempts=3");

        for (int i = 0; i < 50; i++) {
            assertThat(ask(uri, visit("/thrice/x")).status()).isEqualTo(200);
        }
        assertThat(ask(uri, visit("/twice")).status()).isEqualTo(502);
    }

    @Test
    void postsAreSentExactlyOnceWhateverTheWeather() {
        downstream.behave(new EveryNth(5, new Reset(), Answer.ok("paid")));
        URI uri = start(new ProxyServlet(downstream.uri()), NO_BUDGET, NO_BREAKER);
        int failed = 0;
        for (int i = 0; i < 100; i++) {
            failed += ask(uri, RawRequest.post("/pay", "42")).status() == 502 ? 1 : 0;
        }
        assertThat(failed).isEqualTo(20);
        assertThat(downstream.requests()).isEqualTo(100);
    }

    @Test
    void withEveryCallFailingRetriesAddTheBudgetAtMost() {
        downstream.behave(new Reset());
        URI uri =
                start(new ProxyServlet(downstream.uri()), "circuit-breaker.enabled=false", "retry.backoff.initial=1ms");
        int calls = 200;
        for (int i = 0; i < calls; i++) {
            assertThat(ask(uri, visit("/")).status()).isEqualTo(502);
        }
        int floor = 10;
        assertThat(downstream.requests()).isBetween(calls + floor, (int) (1.2 * calls) + floor);
    }
}
