package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Eligibility;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.observe.ExchangeReport.SuppressedAction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The guard that only notes what it would do. The first thing stands: after it there would have been nothing left to do, or another
 * attempt, of which nobody knows what it had come to. Thread-safe.
 */
final class DryRun implements GuardMode, Verdict.Visitor<Optional<SuppressedAction>, RuntimeException> {

    /**
     * What would have been done.
     *
     * @param action empty for nothing
     * @param failure what it would have been done about; empty for the app's own exception
     */
    record Noted(Optional<SuppressedAction> action, Optional<Outcome.Failed> failure) {
        boolean isRefusal() {
            return action.filter(known -> known == SuppressedAction.REFUSE).isPresent();
        }
    }

    private final AtomicReference<@Nullable Noted> noted = new AtomicReference<>();

    @Override
    public boolean acts() {
        return false;
    }

    @Override
    public Verdict toCarryOut(Verdict verdict, Outcome outcome) {
        note(verdict, outcome);
        return Verdict.Release.INSTANCE;
    }

    /** Returns whether it is the first. */
    private boolean note(Verdict verdict, Outcome outcome) {
        if (outcome instanceof Outcome.Answered) {
            return false;
        }
        Optional<Outcome.Failed> failure =
                outcome instanceof Outcome.Failed failed ? Optional.of(failed) : Optional.empty();
        return noted.compareAndSet(null, new Noted(verdict.accept(this), failure));
    }

    @Override
    public boolean refuses(Verdict.Refuse verdict) {
        note(verdict, verdict.failure());
        return false;
    }

    @Override
    public boolean takesOver(Exchange exchange, Attempt attempt, Fault fault) {
        Outcome.Failed failure = Outcome.Failed.of(fault);
        boolean free = attempt.async().isPresent()
                || exchange.policy().settings().timeouts().interrupt();
        Eligibility repeatable =
                free ? AttemptCompletion.repeatable(exchange, attempt, failure) : Eligibility.NOT_REPEATABLE;
        if (note(AttemptCompletion.judge(exchange, attempt, failure, repeatable), failure)) {
            long duration = attempt.durationNanos();
            // Listeners hear of the breaker, and may block.
            exchange.shared().watchdog().execute(() -> {
                CompletionReport.sendOverrun(exchange, fault);
                attempt.vote(failure, duration);
            });
        }
        return false;
    }

    @Override
    public void ended(Exchange exchange, Attempt attempt, Outcome outcome) {
        Eligibility repeatable = AttemptCompletion.repeatable(exchange, attempt, outcome);
        note(AttemptCompletion.judge(exchange, attempt, outcome, repeatable), outcome);
    }

    @Override
    public Optional<Noted> noted() {
        return Optional.ofNullable(noted.get());
    }

    // What people read of each verdict.

    @Override
    public Optional<SuppressedAction> release() {
        return Optional.empty();
    }

    @Override
    public Optional<SuppressedAction> retry(Duration backoff) {
        return Optional.of(SuppressedAction.RETRY);
    }

    @Override
    public Optional<SuppressedAction> abort() {
        return Optional.of(SuppressedAction.ABORT);
    }

    @Override
    public Optional<SuppressedAction> showPage(Outcome.Failed failure) {
        return Optional.of(SuppressedAction.PAGE);
    }

    @Override
    public Optional<SuppressedAction> refuse(Outcome.Failed failure, Duration retryAfter) {
        return Optional.of(SuppressedAction.REFUSE);
    }
}
