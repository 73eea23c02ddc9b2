package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.inject.AnswerCut;
import io.breakwater.internal.inject.InjectedFailure;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.watchdog.AppWait;
import io.breakwater.internal.wrapper.GuardedResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Reads what an attempt came to, once it has ended. */
final class OutcomeReader {

    private static final Logger LOG = Logs.of(OutcomeReader.class);

    /** Clients count in milliseconds. */
    private static final long CLIENTS_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private OutcomeReader() {}

    /** What the attempt came to, by what its chain threw or else by its response. */
    static Outcome of(Attempt attempt, Optional<Throwable> thrown) {
        try {
            return read(attempt, thrown);
        } catch (IllegalStateException | NullPointerException e) {
            if (attempt.async().isEmpty()) {
                throw e;
            }
            // The container has taken its response back while it was read; what was lent must come back all the same.
            LOG.debug("no response to read", e);
            return Outcome.Failed.of(Fault.CLIENT_GONE);
        }
    }

    private static Outcome read(Attempt attempt, Optional<Throwable> thrown) {
        GuardedResponse response = attempt.response();
        IOException client = attempt.clientFailure();
        if (client != null) {
            return Outcome.Failed.of(Fault.CLIENT_GONE, client);
        }
        AnswerCut cut = attempt.answerCut();
        if (cut != null && cut.isDone()) {
            // Whatever the app has made of the exception: it has none from its downstream to go by.
            return Outcome.Failed.of(Fault.RESPONSE_INCOMPLETE, cut.failure());
        }
        Outcome.Failed refusal = attempt.refusal();
        if (refusal != null && !attempt.isCommitted()) {
            return new Outcome.Failed(refusal.fault(), refusal.status(), thrown.or(refusal::cause));
        }
        if (attempt.isCommitted() && response.isWhole()) {
            // A downstream may answer before it has the whole request (RFC 9112, section 9.5), which fails then.
            Outcome words = inAppsWords(attempt, response);
            return words instanceof Outcome.Answered && attempt.clientMistake() == null
                    ? ofStatus(attempt, response.finalStatus()).orElse(words)
                    : words;
        }
        if (attempt.isTimedOut() && !attempt.isCommitted() && (thrown.isPresent() || response.finalStatus() >= 500)) {
            // An exception or a 5xx of an interrupted app tells only of the interrupt; any other answer is an answer.
            return new Outcome.Failed(Fault.RESPONSE_TIMEOUT, Fault.RESPONSE_TIMEOUT.status(), thrown);
        }
        return thrown.isPresent() ? ofThrown(attempt, thrown.get()) : ofResponse(attempt, response);
    }

    private static Outcome ofThrown(Attempt attempt, Throwable thrown) {
        if (thrown instanceof InjectedFailure injected) {
            return Outcome.Failed.of(injected.fault(), injected);
        }
        Throwable told = attempt.told();
        Optional<Outcome.Failed> failure =
                attempt.classify(thrown).or(() -> told == null ? Optional.empty() : attempt.classify(told));
        if (failure.isEmpty()) {
            return new Outcome.AppFailed(thrown);
        }
        if (breaksOff(failure.get().fault()) && isTimeUp(attempt)) {
            return Outcome.Failed.of(Fault.RESPONSE_TIMEOUT, thrown);
        }
        // No client tells a late first byte from a late next one; whether the response has started does.
        boolean stalled = failure.get().fault() == Fault.RESPONSE_TIMEOUT
                && attempt.isCommitted()
                && !attempt.response().isHandedOver();
        return stalled ? Outcome.Failed.of(Fault.READ_TIMEOUT, thrown) : failure.get();
    }

    private static boolean breaksOff(Fault fault) {
        return fault == Fault.RESPONSE_INCOMPLETE || fault == Fault.CONNECTION_TERMINATED;
    }

    /** A client that keeps to the deadline breaks its call off then, and on a busy machine that comes before the watchdog does. */
    private static boolean isTimeUp(Attempt attempt) {
        Exchange exchange = attempt.exchange();
        return exchange.mode().acts() && !attempt.isCommitted() && exchange.leftNanos() < CLIENTS_STEP_NANOS;
    }

    private static Outcome ofResponse(Attempt attempt, GuardedResponse response) {
        if (response.isBrokenOff()) {
            return Outcome.Failed.of(Fault.RESPONSE_INCOMPLETE);
        }
        if (attempt.async().isPresent() && response.isRecycled()) {
            // The container has ended it on another thread meanwhile, for whatever reason; there is nobody to tell.
            return Outcome.Failed.of(Fault.CLIENT_GONE);
        }
        if (attempt.clientMistake() != null) {
            return Outcome.Answered.INSTANCE;
        }
        int status = response.finalStatus();
        if (response.isInAppsWords()) {
            Outcome behind = inAppsWords(attempt, response);
            if (behind instanceof Outcome.Failed) {
                return behind;
            }
        } else {
            Optional<Outcome.Failed> swallowed = SwallowedException.read(attempt, status);
            if (swallowed.isPresent()) {
                return swallowed.get();
            }
        }
        Exchange exchange = attempt.exchange();
        if (response.isMalformed() && (!exchange.mode().acts() || !attempt.isCommitted())) {
            return Outcome.Failed.of(Fault.PROTOCOL_ERROR);
        }
        return ofStatus(attempt, status)
                .orElseGet(() ->
                        response.isShort() ? Outcome.Failed.of(Fault.RESPONSE_INCOMPLETE) : Outcome.Answered.INSTANCE);
    }

    /** The failure that a status tells of by itself; empty when it tells of none. */
    private static Optional<Outcome> ofStatus(Attempt attempt, int status) {
        if (!attempt.exchange().policy().isBuffered(status)) {
            return Optional.empty();
        }
        return Optional.of(
                answersTimeout(attempt) && Outcome.isFailing(status)
                        ? new Outcome.Failed(Fault.RESPONSE_TIMEOUT, status, Optional.empty(), true)
                        : Outcome.Failed.ofStatus(status));
    }

    /**
     * Returns whether the app answers because its asynchronous wait has timed out: then no downstream has sent its failing
     * status.
     */
    private static boolean answersTimeout(Attempt attempt) {
        AppWait wait = attempt.appsWait();
        return wait != null && wait.hasPassed();
    }

    /** An answer in the app's own words, behind which a failure may stand all the same. */
    private static Outcome inAppsWords(Attempt attempt, GuardedResponse response) {
        int status = response.finalStatus();
        // A downstream's own failing status says what it says.
        Optional<Outcome.Failed> behind =
                attempt.told() == null && attempt.exchange().policy().isBuffered(status)
                        ? Optional.empty()
                        : SwallowedException.read(attempt, status);
        if (behind.isEmpty() && status == HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            SwallowedException.tellOfOwnWords(attempt.exchange());
        }
        return behind.<Outcome>map(Outcome.Failed::answeredByApp).orElse(Outcome.Answered.INSTANCE);
    }

    /** What a container tells of by itself: that it could not read or write, or that it stops. */
    static Outcome ofContainer(@Nullable Throwable thrown) {
        return thrown == null || ThrownFailure.isOfConnection(thrown)
                ? new Outcome.Failed(Fault.CLIENT_GONE, Fault.CLIENT_GONE.status(), Optional.ofNullable(thrown))
                : new Outcome.AppFailed(thrown);
    }
}
