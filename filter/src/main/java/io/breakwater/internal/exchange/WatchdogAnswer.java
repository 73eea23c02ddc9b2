package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.container.ClientConnection;
import io.breakwater.internal.container.ConnectionAborter;
import io.breakwater.internal.correlation.LogContext;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.internal.stale.StoredAnswer;
import io.breakwater.internal.watchdog.Delivery;
import io.breakwater.internal.wrapper.AsyncCycle;
import io.breakwater.observe.Maintenance;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Goes on with an exchange whose response the watchdog has taken from the app: by another attempt, where the container waits
 * and no thread is in the app, or by an answer in the app's place. The attempt is judged at once; only the answer may have
 * to wait for its client.
 */
final class WatchdogAnswer extends Delivery implements Runnable {

    private static final Logger LOG = Logs.of(WatchdogAnswer.class);

    private final Exchange exchange;
    private final Attempt attempt;
    private final Outcome.Failed failure;
    /** Whether it has been judged already, and the dispatch that was to begin another attempt has not come. */
    private final boolean retryIsLost;
    /** Unless it can be judged, the visitor gets a page. */
    private volatile Verdict verdict;

    WatchdogAnswer(Exchange exchange, Attempt attempt, Fault fault) {
        this(exchange, attempt, Outcome.Failed.of(fault), false);
    }

    private WatchdogAnswer(Exchange exchange, Attempt attempt, Outcome.Failed failure, boolean retryIsLost) {
        this.exchange = exchange;
        this.attempt = attempt;
        this.failure = failure;
        this.retryIsLost = retryIsLost;
        Verdict.ShowPage page = new Verdict.ShowPage(failure);
        this.verdict = retryIsLost ? StoredInstead.of(exchange, page) : page;
    }

    /** Makes one of an exchange whose last attempt has failed with {@code outcome}, and whose next did not begin in time. */
    static WatchdogAnswer ofLostRetry(Exchange exchange, Attempt attempt, Outcome outcome) {
        Outcome.Failed failure =
                outcome instanceof Outcome.Failed failed ? failed : Outcome.Failed.of(Fault.RESPONSE_TIMEOUT);
        return new WatchdogAnswer(exchange, attempt, failure, true);
    }

    @Override
    public void run() {
        try (LogContext context = exchange.openLog()) {
            if (!retryIsLost) {
                CompletionReport.sendOverrun(exchange, failure.fault());
            }
            if (!retryIsLost && judgedToBeRetried()) {
                attempt.taken();
            } else {
                exchange.shared().watchdog().deliver(this);
            }
        }
    }

    @SuppressWarnings("IllegalCatch") // whatever it is, the client waits for an answer
    private boolean judgedToBeRetried() {
        try {
            NextAttempt next = attempt.async()
                    .filter(context -> attempt.isWaiting())
                    .<NextAttempt>map(context -> new NextAttempt.Dispatch(context, false))
                    .orElse(NextAttempt.FromChain.NEVER);
            verdict = AttemptJudge.voteAndJudge(attempt, failure, next);
            return verdict.accept(new IsRetried(next));
        } catch (RuntimeException | Error e) {
            LOG.error("an exchange whose time was up could not be judged", e);
        }
        return false;
    }

    /** Has another attempt begin, where that is the verdict. */
    private final class IsRetried implements Verdict.Visitor<Boolean, RuntimeException> {
        private final NextAttempt next;

        IsRetried(NextAttempt next) {
            this.next = next;
        }

        @Override
        public Boolean retry(Duration backoff) {
            return next.begin(exchange, attempt, failure, Optional.empty(), backoff) == NextAttempt.Step.ASYNC;
        }

        @Override
        public Boolean release() {
            return false;
        }

        @Override
        public Boolean abort() {
            return false;
        }

        @Override
        public Boolean showPage(Outcome.Failed shown) {
            return false;
        }

        @Override
        public Boolean serveStored(Outcome.Failed shown, StoredAnswer stored) {
            return false;
        }

        @Override
        public Boolean refuse(Outcome.Failed refused, Duration retryAfter) {
            return false;
        }

        @Override
        public Boolean maintain(Maintenance maintenance) {
            return false;
        }
    }

    @Override
    public void carryOut() {
        try {
            // Whatever the app had asked the container for.
            attempt.async().ifPresent(AsyncCycle::dispatchIsLost);
            new OutsideCompletion(exchange, attempt, failure, this).carryOut(verdict);
        } finally {
            try {
                attempt.async().ifPresent(context -> {
                    exchange.returnPlace();
                    context.completeContainer();
                });
            } finally {
                attempt.taken();
            }
        }
    }

    /** A connection of HTTP/1 has one request at a time. */
    @Override
    public Optional<String> connection() {
        HttpServletRequest request = exchange.outerRequest();
        try {
            return ClientConnection.isHttp1(request)
                    ? Optional.empty()
                    : Optional.ofNullable(request.getServletConnection()).map(ServletConnection::getConnectionId);
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("the container does not tell connections apart", e);
            return Optional.empty();
        }
    }

    @Override
    public Optional<ClientConnection> findLine() {
        return ConnectionAborter.lineOf(exchange.container(), exchange.outerRequest(), exchange.outerResponse());
    }
}
