package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.correlation.LogContext;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.page.ErrorResponse;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.internal.stale.StoredAnswer;
import io.breakwater.internal.watchdog.Delivery;
import io.breakwater.internal.wrapper.GuardedRequest;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.observe.Maintenance;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Ends an exchange on a thread that is not the container's, while the container still holds the connection. Nobody else will
 * answer: whatever goes wrong, the client must not be left with half a response, nor with an empty one that passes for the
 * app's.
 */
final class OutsideCompletion implements Verdict.Visitor<Boolean, IOException> {

    private static final Logger LOG = Logs.of(OutsideCompletion.class);

    private final Exchange exchange;
    private final Attempt attempt;
    private final Outcome.Failed outcome;
    private final Delivery delivery;
    private final ResponseCompletion inside;
    private final CompletionReport report;
    /** Whether a filter in front keeps our page until the chain returns. */
    private boolean held;

    private Ending ending = Ending.PAGE;

    OutsideCompletion(Exchange exchange, Attempt attempt, Outcome.Failed outcome, Delivery delivery) {
        this.exchange = exchange;
        this.attempt = attempt;
        this.outcome = outcome;
        this.delivery = delivery;
        this.inside = new ResponseCompletion(attempt, outcome);
        this.report = new CompletionReport(exchange, Optional.of(attempt), outcome);
    }

    /** Carries a verdict out. */
    @SuppressWarnings("IllegalCatch") // an Error, too, is an answer that has failed
    void carryOut(Verdict verdict) {
        try (LogContext context = exchange.openLog()) {
            boolean whole = false;
            CompletionReport ended = report;
            try {
                whole = verdict.accept(this);
            } catch (IOException e) {
                LOG.debug("the page could not be written", e);
                // A stream may fail because another of its connection was not read, and the connection closed for that.
                boolean stops = exchange.shared().watchdog().isClosed();
                if (!delivery.isCut() && inside.isHttp1() && !stops) {
                    ended = new CompletionReport(
                            exchange, Optional.of(attempt), Outcome.Failed.of(Fault.CLIENT_GONE, e));
                }
            } catch (RuntimeException e) {
                LOG.debug("the page could not be written", e);
            } catch (Error e) {
                LOG.error("the page could not be made", e);
            }
            try {
                if (!whole) {
                    breakOff(ended);
                }
            } finally {
                if (exchange.policy().settings().timeouts().interrupt()) {
                    attempt.interrupt();
                }
            }
            if (whole && held) {
                attempt.reportsLate(() -> report.send(ending));
            } else if (whole) {
                report.send(ending);
            }
        }
    }

    /** Returns whether all of it has gone out. */
    private boolean write(int status, Supplier<ErrorResponse> ours) throws IOException {
        HttpServletResponse response = inside.response();
        if (response.isCommitted()) {
            return false;
        }
        report.oursBegins(status);
        if (!delivery.isOpen()) {
            return false;
        }
        ErrorResponse answer = ours.get();
        report.pageIs(answer.format());
        if (inside.isHttp1()) {
            answer = answer.with("Connection", "close");
        }
        delivery.enterContainer();
        try {
            if (!delivery.isOpen()) {
                return false;
            }
            inside.beforeOurWrite();
            endInclude();
            boolean head = GuardedRequest.isHead(exchange.outerRequest());
            OuterBuffer outer = exchange.shared().outerBuffer();
            if (PageWriter.write(response, exchange.outerHeaders(), answer, head)) {
                held = !outer.letThrough(response, answer, head);
            } else {
                outer.goPast(response, answer, head);
            }
            if (held && attempt.isWaiting()) {
                // No chain will return.
                return false;
            }
            return delivery.end();
        } finally {
            delivery.leaveContainer();
        }
    }

    /** The app's thread may be in an include, which it does not leave, and the page is not what it has included. */
    private void endInclude() {
        try {
            exchange.container().endInclude(exchange.outerResponse());
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("no way out of an include", e);
        }
    }

    // Whether all of an answer has gone out.

    /** The app's answer can't be released from here, where it has none that is whole. */
    @Override
    public Boolean release() throws IOException {
        return showPage(outcome);
    }

    /** Another attempt could not begin after all. */
    @Override
    public Boolean retry(Duration backoff) throws IOException {
        return StoredInstead.of(exchange, new Verdict.ShowPage(outcome)).accept(this);
    }

    @Override
    public Boolean abort() {
        return false;
    }

    @Override
    public Boolean showPage(Outcome.Failed failure) throws IOException {
        return failure.fault() != Fault.CLIENT_GONE
                && write(failure.status(), () -> inside.answer(failure, inside.retryAfter(failure)));
    }

    @Override
    public Boolean serveStored(Outcome.Failed failure, StoredAnswer stored) throws IOException {
        ending = Ending.STORED;
        ErrorResponse answer = StoredResponse.of(exchange, failure, stored);
        return write(answer.status(), () -> answer);
    }

    @Override
    public Boolean refuse(Outcome.Failed failure, Duration retryAfter) throws IOException {
        return showPage(failure);
    }

    /** Nobody is asked then, so that nobody can be late. */
    @Override
    public Boolean maintain(Maintenance maintenance) throws IOException {
        return showPage(outcome);
    }

    private void breakOff(CompletionReport ended) {
        try {
            // Reported first: when the response is broken off, the container may give an asynchronous request up and
            // leave nothing to read.
            ended.send(ended.isOfGoneClient() ? Ending.CLIENT_GONE : Ending.ABORTED);
        } finally {
            if (delivery.isCut()) {
                // Its container may have given it up at that, and have another request where this one was.
                attempt.isBrokenOff();
            } else {
                delivery.enterContainer();
                try {
                    attempt.abort();
                } finally {
                    delivery.leaveContainer();
                }
            }
        }
    }
}
