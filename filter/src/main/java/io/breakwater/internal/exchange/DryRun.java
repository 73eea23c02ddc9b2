package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Eligibility;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.observe.ExchangeReport.SuppressedAction;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What would have been done to an exchange that is only observed. The first thing stands: after it there would have been
 * nothing left to do, or another attempt, of which nobody knows what it had come to. Thread-safe.
 */
final class DryRun {

    /**
     * What would have been done.
     *
     * @param would empty for nothing
     * @param failure what it would have been done about; empty for the app's own exception
     */
    record Noted(Optional<SuppressedAction> would, Optional<Outcome.Failed> failure) {
        boolean isRefusal() {
            return would.filter(known -> known == SuppressedAction.REFUSE).isPresent();
        }
    }

    private final AtomicReference<@Nullable Noted> noted = new AtomicReference<>();

    /** It would have been turned away. */
    void refused(Outcome.Failed failure) {
        noted.compareAndSet(null, new Noted(Optional.of(SuppressedAction.REFUSE), Optional.of(failure)));
    }

    /** True when it is the first. */
    boolean note(Verdict verdict, Outcome outcome) {
        if (outcome instanceof Outcome.Answered) {
            return false;
        }
        Optional<Outcome.Failed> failure =
                outcome instanceof Outcome.Failed failed ? Optional.of(failed) : Optional.empty();
        return noted.compareAndSet(null, new Noted(would(verdict), failure));
    }

    /** Time is up for an attempt. To be called while the app is kept out of the response. */
    void overrun(Exchange exchange, Attempt attempt, Fault fault) {
        Outcome.Failed failure = Outcome.Failed.of(fault);
        boolean free = attempt.async().isPresent()
                || exchange.policy().settings().timeouts().interrupt();
        Eligibility repeatable = free ? AttemptCompletion.repeatable(exchange, attempt, failure) : Eligibility.NEVER;
        if (note(AttemptCompletion.judged(exchange, attempt, failure, repeatable), failure)) {
            long duration = attempt.durationNanos();
            // Listeners hear of the breaker, and may block.
            exchange.shared().watchdog().execute(() -> attempt.vote(failure, duration));
        }
    }

    /** What it has come to at its end, if nothing was noted before. */
    void ended(Exchange exchange, Attempt attempt, Outcome outcome) {
        note(
                AttemptCompletion.judged(
                        exchange, attempt, outcome, AttemptCompletion.repeatable(exchange, attempt, outcome)),
                outcome);
    }

    private static Optional<SuppressedAction> would(Verdict verdict) {
        if (verdict instanceof Verdict.Retry) {
            return Optional.of(SuppressedAction.RETRY);
        } else if (verdict instanceof Verdict.Abort) {
            return Optional.of(SuppressedAction.ABORT);
        }
        return verdict instanceof Verdict.ShowPage ? Optional.of(SuppressedAction.PAGE) : Optional.empty();
    }

    Optional<Noted> noted() {
        return Optional.ofNullable(noted.get());
    }
}
