package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.inject.AnswerCut;
import io.breakwater.internal.inject.InjectedAttempt;
import io.breakwater.internal.inject.RouteInjection;
import io.breakwater.internal.stale.AnswerCopy;
import io.breakwater.internal.watchdog.TimedAttempt;
import io.breakwater.internal.wrapper.GuardedAttempt;
import io.breakwater.internal.wrapper.GuardedResponse;
import io.breakwater.internal.wrapper.ReadingPlace;
import io.breakwater.internal.wrapper.Turn;
import io.breakwater.observe.RetryRefusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt remembers of what its wrappers tell, and what they ask for that another wrapper does. Thread-safe.
 */
abstract class AttemptNotes implements GuardedAttempt, TimedAttempt, DownstreamPermit.Owner {

    /** Null until there is something to note. */
    private volatile @Nullable AttemptState notes;

    @Override
    public abstract Exchange exchange();

    @Override
    public abstract GuardedResponse response();

    final @Nullable AttemptState notesOrNull() {
        return notes;
    }

    final synchronized AttemptState notes() {
        AttemptState known = notes;
        if (known == null) {
            known = new AttemptState();
            notes = known;
        }
        return known;
    }

    final @Nullable CountDownLatch answered() {
        AttemptState known = notes;
        return known == null ? null : known.answered;
    }

    /** Whether the response was taken away from a running attempt. */
    @Override
    public final boolean wasTaken() {
        return answered() != null;
    }

    /** Whether a container has put a request of its own between, for a forward or an include, and has taken it away again. */
    @Override
    public final boolean wasForwarded() {
        AttemptState known = notes;
        return known != null
                && known.forwarded
                && request().getRequest() == exchange().outerRequest();
    }

    /** What the app has named; null while it has not. */
    final @Nullable DownstreamPermit named() {
        AttemptState known = notes;
        return known == null ? null : known.named;
    }

    /** How the client's side has broken; null when it has not. */
    final @Nullable IOException clientFailure() {
        AttemptState known = notes;
        return known == null ? null : known.clientFailure;
    }

    /** What was wrong with the form or parts that the client sent; null when nothing was. */
    @Override
    public final @Nullable Throwable clientMistake() {
        AttemptState known = notes;
        return known == null ? null : known.clientMistake;
    }

    /** What the app has said its downstream failed of, see {@link ToldFailure#ATTRIBUTE}; null when it has said nothing. */
    @Override
    public final @Nullable Throwable told() {
        AttemptState known = notes;
        return known == null ? null : known.told;
    }

    /** Where the app was when it saw the end of the request's body; null when it has not. */
    final @Nullable ReadingPlace bodyEndedAt() {
        AttemptState known = notes;
        return known == null ? null : known.bodyEndedAt;
    }

    /** Why the guard made it end; null when it did not. */
    final Outcome.@Nullable Failed refusal() {
        AttemptState known = notes;
        return known == null ? null : known.refusal;
    }

    @Override
    public final @Nullable String encoding() {
        AttemptState known = notes;
        return known == null ? null : known.encoding;
    }

    /** What it has to do with kept answers; null on a route that keeps none. */
    final @Nullable StaleAttempt stale() {
        AttemptState known = notes;
        return known == null ? null : known.stale;
    }

    @Override
    public final @Nullable AnswerCopy answerCopy() {
        StaleAttempt known = stale();
        return known == null ? null : known.copy();
    }

    /**
     * Returns what the attempt is to run in the place of {@code chain}, which is that itself unless something is injected. A preflight is left
     * alone, since a browser would keep from its script what has become of it.
     */
    final FilterChain injectedInto(FilterChain chain) {
        RouteInjection injection = exchange().route().injection();
        HttpServletRequest request = exchange().outerRequest();
        if (!injection.isPossible() || !exchange().mode().acts() || RequestReading.isPreflight(request)) {
            return chain;
        }
        InjectedAttempt chosen = injection.forAttempt(name -> RequestReading.values(request, name));
        if (chosen == null) {
            return chain;
        }
        notes().injected = chosen;
        return new InjectedChain(chain, chosen);
    }

    /** What is injected into it; null for nothing. */
    final @Nullable InjectedAttempt injected() {
        AttemptState known = notes;
        return known == null ? null : known.injected;
    }

    @Override
    public final @Nullable AnswerCut answerCut() {
        InjectedAttempt known = injected();
        return known == null ? null : known.cut();
    }

    private boolean hasInjected() {
        InjectedAttempt known = injected();
        return known != null && known.hasHappened();
    }

    /** Whether anything was injected into it, or into an attempt before it. */
    final boolean isInjected() {
        AttemptState known = notes;
        return known != null && (hasInjected() || known.earlier.injected());
    }

    @Override
    public final boolean isInjectedWithoutVote() {
        InjectedAttempt known = injected();
        return known != null && known.hasHappened() && !known.votes();
    }

    /** What it came to, where another attempt may be made; null where it has not failed. */
    final Outcome.@Nullable Failed failure() {
        AttemptState known = notes;
        return known == null ? null : known.failure;
    }

    /** The failure of a downstream that {@code thrown} tells of; empty when it tells of none, or of what the client sent. */
    final Optional<Outcome.Failed> classify(Throwable thrown) {
        return ThrownFailure.classify(thrown, exchange().shared().classifier(), told(), clientMistake(), bodyEndedAt());
    }

    /** The attempts up to this one, which has ended with a fault or by an exception of the app's. */
    final AttemptHistory history(Optional<Outcome.Failed> failure) {
        OptionalInt status = failure.filter(failed -> failed.fault() == Fault.DOWNSTREAM_STATUS)
                .map(failed -> OptionalInt.of(failed.status()))
                .orElseGet(OptionalInt::empty);
        return history(failure.map(Outcome.Failed::fault), status);
    }

    /** The attempts up to this one, which has ended with {@code fault}, if it is there, and with {@code status}. */
    final AttemptHistory history(Optional<Fault> fault, OptionalInt status) {
        AttemptState known = notes();
        long end = known.failure == null ? exchange().now() : known.failedNanos;
        return known.earlier.with(
                startNanos() - exchange().startNanos(), end - startNanos(), fault, status, hasInjected());
    }

    /** Its outcome is a failure, before anybody has judged it. */
    final void failed(Outcome.Failed failure) {
        AttemptState known = notes();
        known.failedNanos = exchange().now();
        known.failure = failure;
    }

    /** No other attempt follows, for that reason unless there has been one before. */
    final void retryRefused(RetryRefusal reason) {
        AttemptState known = notes();
        if (known.retryRefusal == null) {
            known.retryRefusal = reason;
        }
    }

    /** Null when another attempt followed, or none was wanted. */
    final @Nullable RetryRefusal retryRefusal() {
        AttemptState known = notes;
        return known == null ? null : known.retryRefusal;
    }

    /** Returns {@code other}, unless the client's side has broken. */
    final Outcome outcomeOr(Outcome other) {
        IOException client = clientFailure();
        return client == null ? other : Outcome.Failed.of(Fault.CLIENT_GONE, client);
    }

    // From the wrappers.

    /** The container threw {@code thrown} when it read what the client had sent. */
    @Override
    public void clientErred(Throwable thrown) {
        if (ownership().isAppOwned()) {
            notes().clientMistake = thrown;
        }
    }

    /** The app has read to the end of the request's body. */
    @Override
    public void bodyEnded(ReadingPlace place) {
        notes().bodyEndedAt = place;
    }

    @Override
    public boolean isRefused() {
        return refusal() != null;
    }

    @Override
    public Turn ending() {
        return response().ending();
    }

    @Override
    public void letPlainErrorGo() {
        response().letPlainErrorGo();
    }

    @Override
    public void requestForwarded() {
        notes().forwarded = true;
    }

    @Override
    public void encodingChanged(@Nullable String encoding) {
        notes().encoding = encoding;
    }

    @Override
    public boolean isWhole() {
        return response().isWhole();
    }

    @Override
    public boolean awaitsReader() {
        return response().isClientAwaited();
    }

    @Override
    public long passedBytes() {
        return response().passedBytes();
    }

    @Override
    public boolean hasClientFailed() {
        return clientFailure() != null;
    }
}
