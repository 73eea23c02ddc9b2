package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.CauseChain;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.observe.CompositeListener;
import io.breakwater.internal.policy.AppsBreaker;
import io.breakwater.observe.AttemptReport;
import io.breakwater.observe.DeadlineOverrun;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.observe.RetryRefusal;
import io.breakwater.page.PageFormat;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;

/** Tells the observers how an exchange has ended. Used by whichever thread owns the response. */
final class CompletionReport {

    private static final Logger LOG = Logs.of(CompletionReport.class);

    private final Exchange exchange;
    private final Optional<Attempt> attempt;
    private final Outcome outcome;
    /** Whether the container answers an exception. */
    private boolean containers;
    /** The status of what was to go out in place of the app's answer, of which nothing has gone out. */
    private OptionalInt ours = OptionalInt.empty();

    private Optional<PageFormat> pageFormat = Optional.empty();

    /**
     * @param attempt the last one; empty where the exchange was not let in
     */
    CompletionReport(Exchange exchange, Optional<Attempt> attempt, Outcome outcome) {
        this.exchange = exchange;
        this.attempt = attempt;
        this.outcome = outcome;
    }

    /** Tells the observers of an answer; a plain one costs nothing but a look at whether anybody waits for it. */
    static void sendAnswered(Exchange exchange) {
        CompositeListener observers = exchange.shared().observers();
        boolean plain = exchange.mode().noted().isEmpty()
                && exchange.attempts() == 1
                && !exchange.attempt().isInjected();
        if (!plain) {
            CompletionReport report = new CompletionReport(exchange, Optional.empty(), Outcome.Answered.INSTANCE);
            report.tell(observers.all(), Ending.RELEASED);
            return;
        }
        observers.succeeded(exchange.route().name());
        if (observers.wantsSuccesses()) {
            List<ExchangeListener> wanting = observers.succeeded(
                    exchange.route().name(), answeredStatus(exchange), exchange.now() - exchange.startNanos());
            if (!wanting.isEmpty()) {
                new CompletionReport(exchange, Optional.empty(), Outcome.Answered.INSTANCE)
                        .tell(wanting, Ending.RELEASED);
            }
        }
    }

    /** Tells the observers of a time limit that has passed, unless it was the client that kept the app waiting. */
    static void sendOverrun(Exchange exchange, Fault fault) {
        if (fault != Fault.CLIENT_GONE) {
            exchange.shared()
                    .observers()
                    .deadlineOverrun(new DeadlineOverrun(
                            exchange.correlationId(),
                            exchange.route().name(),
                            fault,
                            Duration.ofNanos(exchange.now() - exchange.startNanos()),
                            !exchange.mode().acts()));
        }
    }

    /** Tells the observers of an answer that is the container's. */
    void sendContainers() {
        send(isClientGone() ? Ending.CLIENT_GONE : Ending.RELEASED);
    }

    /** Returns whether the client has gone, and no container answers it. */
    boolean isClientGone() {
        return isOfGoneClient() && unreadable().isEmpty();
    }

    /** Returns whether the client's side broke. */
    boolean isOfGoneClient() {
        return outcome instanceof Outcome.Failed failed && failed.fault() == Fault.CLIENT_GONE;
    }

    /** The container is about to answer an exception. */
    void containerAnswers() {
        containers = true;
    }

    /** Nothing of the app's has gone out, and something with that status is to. */
    void oursBegins(int status) {
        ours = OptionalInt.of(status);
    }

    /** The page is to be in that format. */
    void pageIs(PageFormat format) {
        pageFormat = Optional.of(format);
    }

    /** What the container answers to a request that it could not read, whose client is still there. */
    private OptionalInt unreadable() {
        Optional<Throwable> cause = outcome instanceof Outcome.Failed failed
                ? failed.cause()
                : outcome instanceof Outcome.AppFailed app ? Optional.of(app.cause()) : Optional.empty();
        boolean unreadable = cause.isPresent()
                && CauseChain.of(cause.get()).stream().anyMatch(exchange.container()::refusesRequestBy);
        return unreadable ? OptionalInt.of(HttpServletResponse.SC_BAD_REQUEST) : OptionalInt.empty();
    }

    /** Tells the observers. */
    void send(Ending ending) {
        if (outcome instanceof Outcome.Answered) {
            sendAnswered(exchange);
        } else {
            tell(exchange.shared().observers().all(), ending);
        }
    }

    private void tell(List<ExchangeListener> listeners, Ending ending) {
        // A refusal that was not carried out says nothing of the call that was made.
        Optional<Outcome.Failed> failure = outcome instanceof Outcome.Failed failed
                ? Optional.of(failed)
                : exchange.mode().noted().filter(known -> !known.isRefusal()).flatMap(GuardMode.Noted::failure);
        failure.filter(failed -> !isInjected())
                .ifPresent(failed -> exchange.downstream().failed(failed.fault()));
        boolean gone = !exchange.mode().acts()
                && failure.filter(failed -> failed.fault() == Fault.CLIENT_GONE).isPresent()
                && unreadable().isEmpty();
        exchange.shared()
                .observers()
                .exchangeEnded(
                        listeners,
                        makeReport(gone ? Ending.CLIENT_GONE : ending, failure),
                        exchange.outerRequest()::getAttribute);
    }

    private ExchangeReport makeReport(Ending ending, Optional<Outcome.Failed> failure) {
        long now = exchange.now();
        int status = ending == Ending.CLIENT_GONE
                ? Fault.CLIENT_GONE.status()
                : containers || (outcome instanceof Outcome.AppFailed && ending != Ending.ABORTED)
                        ? unreadable().orElse(HttpServletResponse.SC_INTERNAL_SERVER_ERROR)
                        : sentStatus();
        Optional<Throwable> cause = outcome instanceof Outcome.AppFailed app
                ? Optional.of(app.cause())
                : failure.flatMap(Outcome.Failed::cause);
        return new ExchangeReport(
                exchange.correlationId(),
                exchange.route().name(),
                exchange.downstreamName(),
                exchange.method(),
                RequestReading.shownPath(exchange.uri()),
                failure.map(Outcome.Failed::fault),
                status,
                ending,
                ending == Ending.PAGE || ending == Ending.MAINTENANCE ? pageFormat : Optional.empty(),
                exchange.attempts(),
                attemptReports(failure, status),
                retryRefusal(),
                Duration.ofNanos(now - exchange.startNanos()),
                Duration.ofNanos(Math.max(0, exchange.deadline().leftNanos(now))),
                exchange.downstream().policy().breakerState(),
                cause.flatMap(AppsBreaker::thatRefused).or(exchange.downstream().policy()::appsBreaker),
                cause,
                !exchange.mode().acts(),
                exchange.mode().noted().flatMap(GuardMode.Noted::action),
                exchange.mode()
                        .noted()
                        .filter(known -> known.action().isPresent())
                        .flatMap(GuardMode.Noted::failure)
                        .map(Outcome.Failed::fault),
                exchange.isInMaintenance(),
                isInjected());
    }

    private boolean isInjected() {
        return exchange.hasAttempt() && exchange.attempt().isInjected();
    }

    /** The status of an answer; the container may have given the request up meanwhile, and then it is what was sent. */
    private static int answeredStatus(Exchange exchange) {
        try {
            return exchange.outerResponse().getStatus();
        } catch (IllegalStateException | NullPointerException e) {
            LOG.debug("no response to ask", e);
            return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        }
    }

    /** None where the report can make them itself. */
    private List<AttemptReport> attemptReports(Optional<Outcome.Failed> failure, int status) {
        if (!exchange.hasAttempt() || (exchange.attempts() == 1 && outcome instanceof Outcome.Answered)) {
            return List.of();
        }
        Attempt last = exchange.attempt();
        return outcome instanceof Outcome.Answered
                ? last.history(Optional.empty(), OptionalInt.of(status)).reports()
                : last.history(failure).reports();
    }

    private Optional<RetryRefusal> retryRefusal() {
        return exchange.hasAttempt() ? Optional.ofNullable(exchange.attempt().retryRefusal()) : Optional.empty();
    }

    private int sentStatus() {
        if (ours.isPresent()) {
            return ours.getAsInt();
        }
        if (attempt.isEmpty() && outcome instanceof Outcome.Answered) {
            return answeredStatus(exchange);
        }
        try {
            return attempt.map(Attempt::sentStatus).orElseGet(exchange.outerResponse()::getStatus);
        } catch (IllegalStateException | NullPointerException e) {
            // The container has given the request up meanwhile: it is what would have been sent.
            LOG.debug("no response to ask", e);
            return outcome instanceof Outcome.Failed failed
                    ? failed.status()
                    : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        }
    }
}
