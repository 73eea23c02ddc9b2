package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import io.breakwater.internal.config.RouteSettings;
import io.breakwater.internal.container.ClientConnection;
import io.breakwater.internal.container.ContainerReflection;
import io.breakwater.internal.exchange.NextAttempt.Step;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.page.ErrorResponse;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.internal.stale.StoredAnswer;
import io.breakwater.internal.wrapper.AsyncCycle;
import io.breakwater.internal.wrapper.GuardedRequest;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.observe.Maintenance;
import io.breakwater.page.PageModel;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Carries a verdict out: begins the next attempt, or ends the exchange and tells the observers. Used by whichever thread
 * owns the response.
 */
final class ResponseCompletion {

    /** Set on the container's request only when an app's exception passes, with the container's own attributes of it. */
    static final String ID_OF_FAILURE = "io.breakwater.failedCorrelationId";

    private static final Logger LOG = Logs.of(ResponseCompletion.class);

    private final Exchange exchange;
    private final Optional<Attempt> attempt;
    private final Outcome outcome;
    private final CompletionReport report;

    ResponseCompletion(Attempt attempt, Outcome outcome) {
        this.exchange = attempt.exchange();
        this.attempt = Optional.of(attempt);
        this.outcome = outcome;
        this.report = new CompletionReport(exchange, this.attempt, outcome);
    }

    /** Of an exchange that was not let in. */
    ResponseCompletion(Exchange exchange, Outcome outcome) {
        this.exchange = exchange;
        this.attempt = Optional.empty();
        this.outcome = outcome;
        this.report = new CompletionReport(exchange, this.attempt, outcome);
    }

    /** Carries a verdict out, on a thread of the container's or of the app's. */
    Step carryOut(Verdict verdict, Optional<Throwable> thrown, NextAttempt next) throws IOException, ServletException {
        InPlace executor = new InPlace(thrown, next);
        Step step = exchange.mode().toCarryOut(verdict, outcome).accept(executor);
        if (executor.toThrow != null) {
            rethrow(executor.toThrow);
        }
        return step;
    }

    /** The one that carries verdicts out. */
    private final class InPlace implements Verdict.Visitor<Step, IOException> {
        private final Optional<Throwable> thrown;
        private final NextAttempt next;
        /** What the container has to hear of; null for nothing. */
        private @Nullable Throwable toThrow;

        InPlace(Optional<Throwable> thrown, NextAttempt next) {
            this.thrown = thrown;
            this.next = next;
        }

        @Override
        public Step release() throws IOException {
            releaseResponse(thrown);
            toThrow = thrown.map(app -> passedOn(exchange, app)).orElse(null);
            return Step.OVER;
        }

        @Override
        public Step retry(Duration backoff) throws IOException {
            Attempt failed = attempt.orElseThrow();
            Step step = next.begin(exchange, failed, outcome, thrown, backoff);
            return step == Step.OVER ? AttemptJudge.judgeAsLast(failed, outcome).accept(this) : step;
        }

        @Override
        public Step abort() {
            report.send(Ending.ABORTED);
            attempt.ifPresent(Attempt::flushAndAbort);
            toThrow = thrown.orElseGet(() -> new IOException("The response ended before its declared length"));
            return Step.OVER;
        }

        @Override
        public Step showPage(Outcome.Failed failure) throws IOException {
            return page(() -> answer(failure, retryAfter(failure)), Ending.PAGE);
        }

        @Override
        public Step refuse(Outcome.Failed failure, Duration retryAfter) throws IOException {
            return page(() -> answer(failure, Optional.of(RetryAfter.jittered(retryAfter))), Ending.PAGE);
        }

        @Override
        public Step maintain(Maintenance maintenance) throws IOException {
            return page(() -> answer(maintenance), Ending.MAINTENANCE);
        }

        /** Where the container does not heed its head, the page would pass for a success: the client is to see that it is broken. */
        private Step page(Supplier<ErrorResponse> page, Ending ending) throws IOException {
            return put(page, ending) ? Step.OVER : abort();
        }

        @Override
        public Step serveStored(Outcome.Failed failure, StoredAnswer stored) throws IOException {
            return page(() -> StoredResponse.of(exchange, failure, stored), Ending.STORED);
        }
    }

    private void releaseResponse(Optional<Throwable> thrown) throws IOException {
        boolean gone = report.isClientGone();
        // The container is about to answer that, and nobody has a word in it.
        if (thrown.isPresent() && !gone && attempt.isPresent() && !attempt.get().isCommitted()) {
            report.containerAnswers();
        }
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
            report.send(ending);
        }
    }

    /** Leaves a note of the exchange for the error page that the container makes of an exception. */
    private static Throwable passedOn(Exchange exchange, Throwable thrown) {
        exchange.outerRequest().setAttribute(ID_OF_FAILURE, exchange.correlationId());
        try {
            exchange.container()
                    .keepOnErrorPage(
                            ContainerReflection.innermost(exchange.outerResponse()),
                            exchange.shared().correlationHeader(),
                            exchange.correlationId());
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("the container's error page may come without the id", e);
        }
        return thrown;
    }

    /** How it ends when the answer can't be made: where the container waits for a completion, nobody is there to be told. */
    private Ending whenBroken(Ending meant) {
        return attempt.flatMap(Attempt::async).isPresent() ? Ending.ABORTED : meant;
    }

    /** Throws to the container what the app has thrown. */
    static void passOn(Exchange exchange, Throwable thrown) throws IOException, ServletException {
        rethrow(passedOn(exchange, thrown));
    }

    /** Puts ours in the place of the response; false when that does not heed its head, and has got none of it. */
    private boolean put(Supplier<ErrorResponse> ours, Ending meant) throws IOException {
        Ending ending = meant;
        boolean there = true;
        try {
            beforeOurWrite();
            // Tomcat would answer once more for an exception it finds there.
            SwallowedException.forget(exchange.outerRequest());
            ErrorResponse answer = ours.get();
            report.pageIs(answer.format());
            there = PageWriter.leave(
                    response(), exchange.outerHeaders(), answer, GuardedRequest.isHead(exchange.outerRequest()));
            return there;
        } catch (RuntimeException | Error e) {
            ending = whenBroken(ending);
            throw e;
        } finally {
            if (there) {
                report.send(ending);
            }
        }
    }

    /**
     * Returns the response to write to. Once a dispatch has returned, that is the container's own: filters in front are done
     * with their wrappers, which would keep what is written.
     */
    HttpServletResponse response() {
        HttpServletResponse outer = exchange.outerResponse();
        boolean parked =
                attempt.flatMap(Attempt::async).filter(AsyncCycle::hasReturned).isPresent();
        return parked && ContainerReflection.innermost(outer) instanceof HttpServletResponse containers
                ? containers
                : outer;
    }

    boolean isHttp1() {
        return ClientConnection.isHttp1(exchange.outerRequest());
    }

    void beforeOurWrite() throws IOException {
        if (attempt.isPresent()) {
            attempt.get().response().beforeOurWrite();
        }
    }

    ErrorResponse answer(Outcome.Failed failure, Optional<Duration> retryAfter) {
        return answer(
                Optional.of(failure.fault()),
                failure.status(),
                exchange.reachWith(failure.fault()),
                failure.receivedStatus(),
                retryAfter,
                failure.cause(),
                Optional.empty());
    }

    /** Nothing has been sent anywhere, and nothing has failed. */
    private ErrorResponse answer(Maintenance maintenance) {
        return answer(
                Optional.empty(),
                HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                Reach.NOT_SENT,
                OptionalInt.empty(),
                maintenance.until().map(until -> Duration.between(Instant.now(), until)),
                Optional.empty(),
                Optional.of(new PageModel.Maintenance(
                        maintenance.until(), exchange.route().maintenance().sentence())));
    }

    private ErrorResponse answer(
            Optional<Fault> fault,
            int status,
            Reach reach,
            OptionalInt receivedStatus,
            Optional<Duration> retryAfter,
            Optional<Throwable> cause,
            Optional<PageModel.Maintenance> maintenance) {
        HttpServletRequest request = exchange.outerRequest();
        RouteSettings failed = exchange.downstream().policy().settings();
        PageModel model = new PageModel(
                fault,
                status,
                exchange.correlationId(),
                Instant.now(),
                request.getMethod(),
                RequestReading.shownPath(request.getRequestURI()),
                exchange.route().name(),
                exchange.downstreamName(),
                failed.name(),
                failed.label(),
                reach,
                receivedStatus,
                retryAfter,
                cause,
                maintenance);
        return exchange.route().answers().response(model, RequestReading.headersOf(request));
    }

    /** What the downstream said itself, else what is left of the breaker's wait, if this failure has opened it; else nobody knows. */
    Optional<Duration> retryAfter(Outcome.Failed failure) {
        return RetryAfter.of(failure, exchange)
                .or(() -> exchange.downstream().policy().remainingOpen().map(RetryAfter::jittered));
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
