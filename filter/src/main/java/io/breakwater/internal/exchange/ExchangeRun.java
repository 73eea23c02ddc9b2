package io.breakwater.internal.exchange;

import io.breakwater.internal.container.FilterChainRestart;
import io.breakwater.internal.exchange.NextAttempt.Step;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Admission;
import io.breakwater.internal.policy.Permit;
import io.breakwater.internal.policy.RoutePolicy;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.observe.Maintenance;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way of a request through its guard, on the container's own thread. */
final class ExchangeRun {

    private ExchangeRun() {}

    /**
     * Runs the rest of the chain under guard. In this order: maintenance, limit, deadline, retry, breaker, attempt.
     *
     * @param maintenance the planned break for which the route is closed to this request; null for none
     */
    static void run(Exchange exchange, FilterChain chain, @Nullable Maintenance maintenance)
            throws IOException, ServletException {
        Step step = Step.OVER;
        boolean entered = false;
        try {
            // Maintenance: before anything is taken. Whoever may pass goes on without the breaker.
            if (maintenance != null && refuse(exchange, new Verdict.Maintain(maintenance), Outcome.NotAsked.INSTANCE)) {
                return;
            }

            // Limit: one place for each exchange, until its response starts.
            entered = exchange.enterLimit();

            // Deadline: it runs since the request came in. The watchdog is told of it with each attempt.

            // Breaker, for the first attempt: a refusal is answered in the app's place. Where the guard only observes,
            // the app is asked all the same, without a permit.
            Admission admission = entered ? exchange.admitFirst() : RoutePolicy.limitReached();
            if (admission instanceof Admission.Refused refused && refuse(exchange, Verdict.Refuse.of(refused))) {
                return;
            }
            Permit permit = admission instanceof Admission.Granted granted ? granted.permit() : null;

            // Retry: one attempt after another, until one has been answered or goes on asynchronously. Each has a
            // permit of the breaker's, which the attempt before it has kept for it.
            FilterChainRestart restart = exchange.shared().chainRerun();
            int cursor = restart.place(chain);
            NextAttempt next = restart.isPossible(chain)
                    ? NextAttempt.FromChain.ON_SAME_THREAD
                    : NextAttempt.FromChain.NOT_BY_THIS_CHAIN;
            do {
                if (exchange.attempts() > 0) {
                    restart.rewind(chain, cursor);
                }
                Attempt attempt = exchange.beginAttempt(permit);
                try {
                    step = AttemptCompletion.settle(attempt, attempt.run(chain), next);
                    permit = step == Step.ANOTHER ? attempt.takePermit() : null;
                } catch (RuntimeException | Error e) {
                    // Whatever of ours has failed: the breaker must not wait for this permit.
                    attempt.releasePermit();
                    throw e;
                }
            } while (step == Step.ANOTHER);
        } finally {
            if (step != Step.ASYNC) {
                exchange.returnPlace();
            }
            if (entered) {
                exchange.policy().threadLeaves();
            }
        }
    }

    private static boolean refuse(Exchange exchange, Verdict.Refuse verdict) throws IOException, ServletException {
        return refuse(exchange, verdict, verdict.failure());
    }

    /** Answers in the app's place; returns false where the guard only observes. */
    private static boolean refuse(Exchange exchange, Verdict verdict, Outcome outcome)
            throws IOException, ServletException {
        boolean refuses = exchange.mode().refuses(verdict, outcome);
        if (refuses) {
            Verdict carried = verdict instanceof Verdict.Refuse refusal ? StoredInstead.of(exchange, refusal) : verdict;
            new ResponseCompletion(exchange, outcome).carryOut(carried, Optional.empty(), NextAttempt.FromChain.NEVER);
        }
        return refuses;
    }
}
