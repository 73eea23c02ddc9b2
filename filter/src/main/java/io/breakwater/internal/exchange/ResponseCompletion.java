package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.config.PageSettings;
import io.breakwater.internal.config.RouteSettings;
import io.breakwater.internal.container.ClientConnection;
import io.breakwater.internal.container.ContainerReflection;
import io.breakwater.internal.correlation.LogContext;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.observe.CompositeListener;
import io.breakwater.internal.page.ErrorResponse;
import io.breakwater.internal.page.Negotiation;
import io.breakwater.internal.policy.AppsBreaker;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.internal.watchdog.Delivery;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.page.PageModel;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;

/** The end of an exchange: what goes out, and who is told. Used by whichever thread owns the response. */
final class ResponseCompletion {

    private static final Logger LOG = Logs.of(ResponseCompletion.class);

    private final Exchange exchange;
    private final Optional<Attempt> attempt;
    private final Outcome outcome;
    /** Whether the container answers an exception. */
    private boolean containers;
    /** Whether nothing of the app's has gone out, and the page was to. */
    private boolean pages;
    /** Whether a filter in front keeps our page until the chain returns. */
    private boolean held;

    ResponseCompletion(Exchange exchange, Attempt attempt, Outcome outcome) {
        this.exchange = exchange;
        this.attempt = Optional.of(attempt);
        this.outcome = outcome;
    }

    /** Of an exchange that was not let in. */
    ResponseCompletion(Exchange exchange, Outcome outcome) {
        this.exchange = exchange;
        this.attempt = Optional.empty();
        this.outcome = outcome;
    }

    /** Whether a failing response that the app wrote itself gives way to our page. */
    static boolean replacesBody(Exchange exchange, Attempt attempt) {
        PageSettings page = exchange.policy().settings().page();
        boolean empty = !attempt.response().hasBody();
        return switch (page.replace()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case EMPTY -> empty;
            case BROWSERS -> empty || Negotiation.isPerson(RequestReading.headersOf(exchange.outerRequest()));
        };
    }

    /** Does what the verdict says. */
    void carryOut(Verdict verdict, Optional<Throwable> thrown) throws IOException, ServletException {
        DryRun observation = exchange.observation();
        if (observation != null) {
            observation.note(verdict, outcome);
            release(thrown);
        } else if (verdict instanceof Verdict.ShowPage page) {
            showPage(page.failure(), retryAfter(page.failure()));
        } else if (verdict instanceof Verdict.Abort) {
            report(Ending.ABORTED);
            attempt.ifPresent(Attempt::flushAndAbort);
            rethrow(thrown.orElseGet(() -> new IOException("The response ended before its declared length")));
        } else {
            release(thrown);
        }
    }

    private void release(Optional<Throwable> thrown) throws IOException, ServletException {
        boolean gone = clientGone() && unreadable().isEmpty();
        // The container is about to answer that, and nobody has a word in it.
        containers = thrown.isPresent()
                && !gone
                && attempt.isPresent()
                && !attempt.get().isCommitted();
        Ending ending = gone ? Ending.CLIENT_GONE : Ending.RELEASED;
        try {
            if (attempt.isPresent()) {
                attempt.get().response().release();
            }
        } catch (IOException e) {
            if (!gone) {
                throw e;
            }
            LOG.debug("a client that had left was not answered", e);
        } catch (RuntimeException | Error e) {
            ending = whenBroken(ending);
            throw e;
        } finally {
            report(ending);
        }
        if (thrown.isPresent()) {
            passOn(exchange, thrown.get());
        }
    }

    /** How it ends when the answer can't be made: where the container waits for a completion, nobody is there to be told. */
    private Ending whenBroken(Ending meant) {
        return attempt.flatMap(Attempt::async).isPresent() ? Ending.ABORTED : meant;
    }

    /** Throws to the container what the app has thrown. */
    static void passOn(Exchange exchange, Throwable thrown) throws IOException, ServletException {
        exchange.outerRequest().setAttribute(ExchangeFactory.ID_OF_FAILURE, exchange.correlationId());
        rethrow(thrown);
    }

    /** Puts our page in the place of the response. */
    void showPage(Outcome.Failed failure, Optional<Duration> retryAfter) throws IOException {
        Ending ending = Ending.PAGE;
        try {
            beforeOurWrite();
            // Tomcat would answer once more for an exception it finds there.
            SwallowedException.forget(exchange.outerRequest());
            PageWriter.leave(response(), exchange.outerHeaders(), answer(failure, retryAfter), exchange.isHead());
        } catch (RuntimeException | Error e) {
            ending = whenBroken(ending);
            throw e;
        } finally {
            report(ending);
        }
    }

    /**
     * The same from a thread that is not the container's, which still holds the connection. Nobody else will answer: whatever
     * goes wrong, the client must not be left with half a response, nor with an empty one that passes for the app's.
     */
    @SuppressWarnings("IllegalCatch") // an Error, too, is an answer that has failed
    void answerFromOutside(Outcome.Failed failure, Delivery delivery) {
        try (LogContext context = exchange.openLog()) {
            boolean whole = false;
            ResponseCompletion ended = this;
            try {
                whole = failure.fault() != Fault.CLIENT_GONE && writeFromOutside(failure, delivery);
            } catch (IOException e) {
                LOG.debug("the page could not be written", e);
                // A stream may fail because another of its connection was not read, and the connection closed for that.
                boolean stops = exchange.shared().watchdog().isClosed();
                if (attempt.isPresent() && !delivery.isCut() && isHttp1() && !stops) {
                    ended = new ResponseCompletion(exchange, attempt.get(), Outcome.Failed.of(Fault.CLIENT_GONE, e));
                }
            } catch (RuntimeException e) {
                LOG.debug("the page could not be written", e);
            } catch (Error e) {
                LOG.error("the page could not be made", e);
            }
            try {
                if (!whole) {
                    ended.breakOff(delivery);
                }
            } finally {
                if (exchange.policy().settings().timeouts().interrupt()) {
                    attempt.ifPresent(Attempt::interrupt);
                }
            }
            if (whole && held) {
                attempt.ifPresent(late -> late.reportsLate(() -> report(Ending.PAGE)));
            } else if (whole) {
                report(Ending.PAGE);
            }
        }
    }

    /** True when all of it has gone out. */
    private boolean writeFromOutside(Outcome.Failed failure, Delivery delivery) throws IOException {
        HttpServletResponse response = response();
        if (response.isCommitted()) {
            return false;
        }
        pages = true;
        if (!delivery.isOpen()) {
            return false;
        }
        ErrorResponse answer = answer(failure, retryAfter(failure));
        if (isHttp1()) {
            answer = answer.with("Connection", "close");
        }
        delivery.enterContainer();
        try {
            if (!delivery.isOpen()) {
                return false;
            }
            beforeOurWrite();
            PageWriter.write(response, exchange.outerHeaders(), answer, exchange.isHead());
            PageWriter.close(response);
            held = !exchange.shared().outerBuffer().letThrough(response, answer, exchange.isHead());
            if (held && attempt.isPresent() && attempt.get().isWaiting()) {
                // No chain will return.
                return false;
            }
            return delivery.end();
        } finally {
            delivery.leaveContainer();
        }
    }

    /** Filters outside are done with theirs once a dispatch has returned, and would keep what is written to it. */
    private HttpServletResponse response() {
        HttpServletResponse outer = exchange.outerResponse();
        boolean parked = attempt.flatMap(Attempt::async)
                .filter(GuardedAsyncContext::hasReturned)
                .isPresent();
        return parked && ContainerReflection.innermost(outer) instanceof HttpServletResponse containers
                ? containers
                : outer;
    }

    private boolean isHttp1() {
        return ClientConnection.isHttp1(exchange.outerRequest());
    }

    private boolean clientGone() {
        return outcome instanceof Outcome.Failed failed && failed.fault() == Fault.CLIENT_GONE;
    }

    private void breakOff(Delivery delivery) {
        try {
            // Before the container gives the request up, which an asynchronous one leaves nothing of.
            report(clientGone() ? Ending.CLIENT_GONE : Ending.ABORTED);
        } finally {
            if (delivery.isCut()) {
                // Its container may have given it up at that, and have another request where this one was.
                attempt.ifPresent(Attempt::isBrokenOff);
            } else {
                delivery.enterContainer();
                try {
                    attempt.ifPresent(Attempt::abort);
                } finally {
                    delivery.leaveContainer();
                }
            }
        }
    }

    private void beforeOurWrite() throws IOException {
        if (attempt.isPresent()) {
            attempt.get().response().beforeOurWrite();
        }
    }

    private ErrorResponse answer(Outcome.Failed failure, Optional<Duration> retryAfter) {
        HttpServletRequest request = exchange.outerRequest();
        RouteSettings failed = exchange.downstream().policy().settings();
        PageModel model = new PageModel(
                failure.fault(),
                failure.status(),
                exchange.correlationId(),
                Instant.now(),
                request.getMethod(),
                RequestReading.shownPath(request.getRequestURI()),
                exchange.route().name(),
                exchange.downstreamName(),
                failed.name(),
                failed.label(),
                exchange.reachWith(failure.fault()),
                failure.fault() == Fault.DOWNSTREAM_STATUS ? OptionalInt.of(failure.status()) : OptionalInt.empty(),
                retryAfter,
                failure.cause());
        return exchange.route().answers().response(model, RequestReading.headersOf(request));
    }

    /** What the downstream said itself, else what is left of the breaker's wait, if this failure has opened it; else nobody knows. */
    private Optional<Duration> retryAfter(Outcome.Failed failure) {
        return RetryAfter.of(failure, exchange)
                .or(() -> exchange.downstream().policy().remainingOpen().map(RetryAfter::jittered));
    }

    /** Tells the observers of an answer; a plain one costs nothing but a look at whether anybody waits for it. */
    static void reportAnswered(Exchange exchange) {
        CompositeListener observers = exchange.shared().observers();
        DryRun observation = exchange.observation();
        boolean plain = observation == null || observation.noted().isEmpty();
        if (plain && exchange.attempts() == 1 && !observers.wantsSuccesses()) {
            observers.succeeded(exchange.route().name());
        } else {
            new ResponseCompletion(exchange, Outcome.Answered.INSTANCE).tell(Ending.RELEASED);
        }
    }

    /** Tells the observers of an answer that is the container's. */
    void reportContainers() {
        report(clientGone() && unreadable().isEmpty() ? Ending.CLIENT_GONE : Ending.RELEASED);
    }

    /** What the container answers to a request that it could not read, whose client is still there. */
    private OptionalInt unreadable() {
        Optional<Throwable> cause = outcome instanceof Outcome.Failed failed
                ? failed.cause()
                : outcome instanceof Outcome.AppFailed app ? Optional.of(app.cause()) : Optional.empty();
        return cause.isPresent() ? ContainersStatus.ofUnreadable(cause.get()) : OptionalInt.empty();
    }

    /** Tells the observers. */
    void report(Ending ending) {
        if (outcome instanceof Outcome.Answered) {
            reportAnswered(exchange);
        } else {
            tell(ending);
        }
    }

    private void tell(Ending ending) {
        CompositeListener observers = exchange.shared().observers();
        // A refusal that was not carried out says nothing of the call that was made.
        Optional<Outcome.Failed> failure = outcome instanceof Outcome.Failed failed
                ? Optional.of(failed)
                : noted().filter(known -> !known.isRefusal()).flatMap(DryRun.Noted::failure);
        failure.ifPresent(failed -> exchange.downstream().failed(failed.fault()));
        boolean gone = exchange.observation() != null
                && failure.filter(failed -> failed.fault() == Fault.CLIENT_GONE).isPresent()
                && unreadable().isEmpty();
        observers.exchangeEnded(
                makeReport(gone ? Ending.CLIENT_GONE : ending, failure), exchange.outerRequest()::getAttribute);
    }

    private Optional<DryRun.Noted> noted() {
        DryRun observation = exchange.observation();
        return observation == null ? Optional.empty() : observation.noted();
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
                exchange.attempts(),
                Duration.ofNanos(now - exchange.startNanos()),
                Duration.ofNanos(Math.max(0, exchange.deadline().leftNanos(now))),
                exchange.downstream().policy().breakerState(),
                cause.flatMap(AppsBreaker::thatRefused).or(exchange.downstream().policy()::appsBreaker),
                cause,
                exchange.observation() != null,
                noted().flatMap(DryRun.Noted::would),
                noted().filter(known -> known.would().isPresent())
                        .flatMap(DryRun.Noted::failure)
                        .map(Outcome.Failed::fault));
    }

    private int sentStatus() {
        if (pages && outcome instanceof Outcome.Failed failed) {
            return failed.status();
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

    private static void rethrow(Throwable thrown) throws IOException, ServletException {
        if (thrown instanceof IOException e) {
            throw e;
        } else if (thrown instanceof ServletException e) {
            throw e;
        } else if (thrown instanceof RuntimeException e) {
            throw e;
        } else if (thrown instanceof Error e) {
            throw e;
        }
        // A chain can throw only the four above, but for tricks of the compiler; even then nothing is lost.
        throw new ServletException(thrown);
    }
}
