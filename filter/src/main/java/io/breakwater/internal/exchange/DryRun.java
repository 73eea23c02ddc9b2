package io.breakwater.internal.exchange;

import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.internal.stale.StoredAnswer;
import io.breakwater.observe.ExchangeReport.SuppressedAction;
import io.breakwater.observe.Maintenance;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The guard that only notes what it would do. It keeps the first note: after that the guard would have had nothing left to
 * do, or would have made another attempt, whose outcome nobody knows. Thread-safe.
 */
final class DryRun implements GuardMode, Verdict.Visitor<Optional<SuppressedAction>, RuntimeException> {

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

    @Override
    public boolean note(Verdict verdict, Outcome outcome) {
        if (outcome instanceof Outcome.Answered) {
            return false;
        }
        Optional<Outcome.Failed> failure =
                outcome instanceof Outcome.Failed failed ? Optional.of(failed) : Optional.empty();
        return noted.compareAndSet(null, new Noted(verdict.accept(this), failure));
    }

    @Override
    public boolean refuses(Verdict verdict, Outcome outcome) {
        note(verdict, outcome);
        return false;
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
    public Optional<SuppressedAction> serveStored(Outcome.Failed failure, StoredAnswer stored) {
        return Optional.of(SuppressedAction.STORED);
    }

    @Override
    public Optional<SuppressedAction> refuse(Outcome.Failed failure, Duration retryAfter) {
        return Optional.of(SuppressedAction.REFUSE);
    }

    @Override
    public Optional<SuppressedAction> maintain(Maintenance maintenance) {
        return Optional.of(SuppressedAction.MAINTENANCE);
    }
}
