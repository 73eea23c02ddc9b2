package io.breakwater.exchange;

import io.breakwater.correlation.LogContext;
import io.breakwater.fault.Fault;
import io.breakwater.fault.Outcome;
import io.breakwater.log.Logs;
import io.breakwater.policy.Eligibility;
import io.breakwater.policy.Verdict;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * What becomes of an exchange that the watchdog has taken from the app: another attempt, where its request is parked, or an
 * answer in the app's place. It is judged at once; only the answer depends on its client.
 */
final class TakenAnswer extends Delivery implements Runnable {

    private static final Logger LOG = Logs.of(TakenAnswer.class);

    private final Exchange exchange;
    private final Attempt attempt;
    private final Outcome.Failed failure;

    TakenAnswer(Exchange exchange, Attempt attempt, Fault fault) {
        this.exchange = exchange;
        this.attempt = attempt;
        this.failure = Outcome.Failed.of(fault);
    }

    @Override
    public void run() {
        try (LogContext context = exchange.openLog()) {
            if (judgedToBeRetried()) {
                attempt.taken();
            } else {
                exchange.shared().watchdog().deliver(this);
            }
        }
    }

    @SuppressWarnings("IllegalCatch") // whatever it is, the client waits for an answer
    private boolean judgedToBeRetried() {
        try {
            Eligibility repeatable =
                    attempt.isParked() ? Settlement.repeatable(exchange, attempt, failure) : Eligibility.NEVER;
            Verdict verdict = Settlement.verdict(exchange, attempt, failure, repeatable);
            Optional<GuardedAsyncContext> context = attempt.async();
            if (verdict instanceof Verdict.Retry retry && context.isPresent()) {
                exchange.async().retry(attempt, context.get(), failure, Optional.empty(), retry.backoff());
                return true;
            }
        } catch (RuntimeException | Error e) {
            LOG.error("an exchange whose time was up could not be judged", e);
        }
        return false;
    }

    @Override
    void carryOut() {
        try {
            new Conclusion(exchange, attempt, failure).answerFromOutside(failure, this);
        } finally {
            try {
                attempt.async().ifPresent(exchange::endAsync);
            } finally {
                attempt.taken();
            }
        }
    }

    /** A connection of HTTP/1 has one request at a time. */
    @Override
    Optional<String> connection() {
        HttpServletRequest request = exchange.outerRequest();
        try {
            return request.getProtocol().startsWith("HTTP/1")
                    ? Optional.empty()
                    : Optional.ofNullable(request.getServletConnection()).map(ServletConnection::getConnectionId);
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("the container does not tell connections apart", e);
            return Optional.empty();
        }
    }

    @Override
    Optional<ClientLine> findLine() {
        return Abort.lineOf(exchange.outerRequest(), exchange.outerResponse());
    }
}
