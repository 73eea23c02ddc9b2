package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.ByChance;
import io.breakwater.downstream.EveryNth;
import io.breakwater.downstream.Reset;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bad weather: a downstream that fails now and then, and one that fails always. Counted at the downstream. */
@Tag(VirtualThreadsContract.LEFT_OUT)
@Promise("Weather")
public class FlakyDownstreamContract extends GuardedContract {
    private static final int CALLS = 2_000;
    private static final double ONE_IN_FIVE = 0.2;
    private static final long SEED = 20_260_502;

    private static final String NO_BREAKER = "circuit-breaker.enabled=false";

    private static final String QUICK = "retry.backoff.initial=1ms";

    /** For tests about something else than the budget. */
    private static final String NO_BUDGET = "retry.budget.ratio=100%";

    /** Two of three fail, in turn: a second attempt is not enough, a third one always is. */
    @Test
    void threeAttemptsMendWhatTwoCanNot() {
        downstream.behave(new EveryNth(3, Answer.ok("calm"), new Reset()));
        URI uri = start(
                new ProxyServlet(downstream.uri()),
                NO_BUDGET,
                "retry.budget.min-per-second=1000",
                NO_BREAKER,
                QUICK,
                "routes.thrice.path=/thrice/*",
                "routes.thrice.retry.max-attempts=3");

        for (int i = 0; i < 50; i++) {
            assertThat(ask(uri, visit("/thrice/x")).status()).isEqualTo(200);
        }
        assertThat(ask(uri, visit("/twice")).status()).isEqualTo(502);
    }

    @Test
    void withEveryCallFailingRetriesAddTheBudgetAtMost() {
        downstream.behave(new Reset());
        URI uri = start(new ProxyServlet(downstream.uri()), "circuit-breaker.enabled=false", QUICK);
        int calls = 200;
        for (int i = 0; i < calls; i++) {
            assertThat(ask(uri, visit("/")).status()).isEqualTo(502);
        }
        int floor = 10;
        assertThat(downstream.requests()).isBetween(calls + floor, (int) (1.2 * calls) + floor);
    }

    private URI flaky(String... settings) {
        downstream.behave(new ByChance(ONE_IN_FIVE, new Reset(), Answer.ok("calm"), SEED));
        return start(new ProxyServlet(downstream.uri()), settings);
    }

    private int served(URI uri, RawRequest request) {
        int served = 0;
        RawClient client = connect(uri);
        for (int i = 0; i < CALLS; i++) {
            served += client.exchange(request).status() == 200 ? 1 : 0;
        }
        return served;
    }

    /** 96 % is the most that two attempts can give: one in twenty-five meets a reset twice. */
    @Test
    void twoAttemptsServeMoreThan95Percent() {
        assertThat(served(flaky(NO_BUDGET, QUICK), visit("/"))).isBetween(CALLS * 95 / 100, CALLS * 97 / 100);
    }

    @Test
    void threeAttemptsServeMoreThan99Percent() {
        URI uri = flaky(NO_BUDGET, QUICK, "retry.max-attempts=3");

        assertThat(served(uri, visit("/"))).isBetween(CALLS * 99 / 100, CALLS - 1);
    }

    @Test
    void theDefaultBudgetKeepsTheLoadWithinAFifthMore() {
        served(flaky(QUICK), visit("/"));

        // The floor is a retry a second, ten of them at once.
        assertThat(downstream.requests()).isBetween(CALLS + 1, CALLS + CALLS / 5 + 10);
    }

    @Test
    void postsReachTheDownstreamExactlyOnceEach() {
        int served = served(flaky(NO_BUDGET, QUICK), RawRequest.post("/", "paid"));

        assertThat(downstream.requests()).isEqualTo(CALLS);
        assertThat(served).isBetween(CALLS * 77 / 100, CALLS * 83 / 100);
    }
}
