package io.breakwater.internal.policy;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import io.breakwater.internal.config.RetrySettings;
import io.breakwater.internal.fault.Outcome;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;

/** Decides what a route retries, and when. Thread-safe. */
final class RetryPolicy {

    private final RetrySettings settings;
    private final RetryBudget budget;
    /** The statuses that are retried; a bit set, because it is read for every response. */
    private final BitSet statuses = new BitSet();

    RetryPolicy(RetrySettings settings, long originNanos) {
        this(settings, new RetryBudget(settings.budget(), originNanos));
    }

    private RetryPolicy(RetrySettings settings, RetryBudget budget) {
        this.settings = settings;
        settings.onStatuses().forEach(statuses::set);
        this.budget = budget;
    }

    /** Returns the policy for other settings, which keeps the counts of the budget if its settings have not changed. */
    RetryPolicy succeededBy(RetrySettings next, long nowNanos) {
        return next.budget().equals(settings.budget())
                ? new RetryPolicy(next, budget)
                : new RetryPolicy(next, nowNanos);
    }

    void exchangeStarted(long nowNanos) {
        budget.deposit(nowNanos);
    }

    Eligibility eligibility(RequestFacts request) {
        Eligibility byKind = request.upgrade() ? Eligibility.NEVER : eligibilityByMethod(request);
        boolean tooLarge = request.contentLength().orElse(0) > settings.maxBodyBytes();
        return byKind.allowsRetry() && tooLarge ? Eligibility.BODY_TOO_LARGE : byKind;
    }

    private Eligibility eligibilityByMethod(RequestFacts request) {
        if (settings.methods().contains(request.method()) || (settings.idempotencyKey() && request.idempotencyKey())) {
            return Eligibility.IDEMPOTENT;
        }
        boolean unsent = settings.unsentMethods()
                .map(methods -> methods.contains(request.method()))
                .orElse(true);
        return unsent ? Eligibility.IF_UNSENT : Eligibility.NEVER;
    }

    /** Returns whether another attempt may follow this failure. */
    boolean covers(Outcome.Failed failure, Eligibility eligibility) {
        return lists(failure)
                && switch (eligibility) {
                    case NEVER, BODY_TOO_LARGE, NOT_REPEATABLE -> false;
                    case IF_UNSENT -> failure.fault().reach() == Reach.NOT_SENT;
                    case IDEMPOTENT -> true;
                };
    }

    /** Returns whether the settings list this failure as one to retry, whatever the request. */
    boolean lists(Outcome.Failed failure) {
        return failure.fault() == Fault.DOWNSTREAM_STATUS
                ? statuses.get(failure.status())
                : settings.onFaults().contains(failure.fault());
    }

    boolean attemptsLeft(int attempts) {
        return attempts < settings.maxAttempts();
    }

    boolean retriesStatus(int status) {
        // An app may set a negative one, which some containers take.
        return status >= 0 && statuses.get(status);
    }

    int maxBodyBytes() {
        return settings.maxBodyBytes();
    }

    /** Withdraws a retry from as much of the budget as the pressure on a limit leaves. */
    boolean withdraw(long nowNanos, double pressure) {
        return budget.tryWithdraw(nowNanos, Shedding.budgetPart(pressure));
    }

    /** Returns how many retries the budget would allow now. */
    int retriesLeft(long nowNanos, double pressure) {
        return budget.left(nowNanos, Shedding.budgetPart(pressure));
    }

    int maxAttempts() {
        return settings.maxAttempts();
    }

    /**
     * Returns a random time up to a bound that doubles with each attempt: full jitter spreads the retries of a burst best
     * (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
     */
    Duration backoff(int attempts) {
        long bound = settings.initialBackoff().toNanos() << Math.min(attempts - 1, 20);
        long nanos = Math.min(bound, settings.maxBackoff().toNanos());
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos + 1));
    }
}
