package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.correlation.LogContext;
import io.breakwater.internal.exchange.NextAttempt.Step;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.internal.wrapper.AsyncCycle;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What follows for an asynchronous exchange from what the app, its container and the watchdog bring about, on whatever thread. */
final class AsyncCompletion {

    private static final Logger LOG = Logs.of(AsyncCompletion.class);

    private static final Duration GIVEN_UP_AFTER = Duration.ofMillis(500);

    private AsyncCompletion() {}

    /** A dispatch has thrown, which the container tells the app's listeners of; Tomcat may tell nobody, and give the request up. */
    static void dispatchThrew(Attempt attempt, Throwable thrown) {
        attempt.exchange().async().appThrew(thrown);
        lookAfter(attempt, thrown);
    }

    private static void lookAfter(Attempt attempt, Throwable thrown) {
        attempt.exchange()
                .shared()
                .watchdog()
                .schedule(() -> endIfGivenUp(attempt, Optional.of(thrown)), GIVEN_UP_AFTER);
    }

    /** Ends the attempt if its container has given the request up without a word. */
    static void endIfGivenUp(Attempt attempt, Optional<Throwable> thrown) {
        Exchange exchange = attempt.exchange();
        if (attempt.response().isRecycled()) {
            if (attempt.ownership().end()) {
                end(attempt, OutcomeReader.of(attempt, thrown));
            }
            exchange.shared().forget(exchange);
        }
    }

    // On whatever thread.

    /** The app has completed the request, which is told once its dispatch has returned, or it has broken the response off. */
    static void complete(Attempt attempt, AsyncCycle context) {
        Exchange exchange = attempt.exchange();
        if (endsByListeners(attempt, context)) {
            exchange.async().concluding = true;
            attempt.letGo();
            exchange.returnPlace();
            context.completeContainer();
        } else if (attempt.ownership().end()) {
            // An answer begun after the app threw settles the exception; the rest of one that had begun does not.
            Optional<Throwable> thrown =
                    attempt.isCommitted() ? Optional.ofNullable(exchange.async().thrown()) : Optional.empty();
            conclude(attempt, context, OutcomeReader.of(attempt, thrown), Optional.empty(), false);
        }
    }

    /** Whether nothing has failed, and the app's listeners may still change the answer: it ends with them. */
    private static boolean endsByListeners(Attempt attempt, AsyncCycle context) {
        Exchange exchange = attempt.exchange();
        return context.hasListenersToHear()
                && exchange.async().thrown() == null
                && attempt.ownership().isAppOwned()
                && OutcomeReader.of(attempt, Optional.empty()) instanceof Outcome.Answered;
    }

    /**
     * Carries out what follows from an attempt that has ended while the container waits. Nobody else reports it, or gives back what
     * it holds, although the container may give the request up meanwhile: Jetty ends one that has sent an error by itself, and has
     * nothing to be read of it then.
     *
     * @param atOnce whether the container wants to know before this call returns
     */
    static void conclude(
            Attempt attempt, AsyncCycle context, Outcome outcome, Optional<Throwable> thrown, boolean atOnce) {
        Exchange exchange = attempt.exchange();
        exchange.disarm();
        NextAttempt next = new NextAttempt.Dispatch(context, atOnce);
        Step step = Step.OVER;
        boolean judged = false;
        try (LogContext log = exchange.openLog()) {
            Verdict verdict = AttemptJudge.voteAndJudge(attempt, outcome, next);
            judged = true;
            step = new ResponseCompletion(attempt, outcome).carryOut(verdict, thrown, next);
        } catch (IOException | ServletException e) {
            // No thread of the container's is there to throw it to; it has been reported.
            LOG.debug("the response of an asynchronous exchange could not be finished", e);
        } catch (RuntimeException | Error e) {
            brokeDown(attempt, thrown, e);
            if (!judged) {
                attempt.vote(outcome);
                new CompletionReport(exchange, Optional.of(attempt), outcome).sendContainers();
            }
        } finally {
            if (step != Step.ASYNC) {
                exchange.returnPlace();
                context.completeContainer();
            }
        }
    }

    private static void brokeDown(Attempt attempt, Optional<Throwable> thrown, Throwable broken) {
        boolean apps = thrown.filter(known -> known == broken).isPresent();
        if (apps || (broken instanceof RuntimeException && attempt.response().isRecycled())) {
            LOG.debug("the response of an asynchronous exchange could not be finished", broken);
            return;
        }
        // To complete it now would make whatever there is of it pass for an answer.
        LOG.error("the response of an asynchronous exchange could not be made", broken);
        attempt.abort();
    }

    /** The dispatch that was to begin another attempt will not come. */
    static void retryLost(Exchange exchange) {
        AsyncExchange.Pending lost = exchange.async().takePending();
        if (lost != null) {
            new CompletionReport(exchange, Optional.of(lost.attempt()), lost.outcome()).send(Ending.ABORTED);
            exchange.returnPlace();
        }
    }

    /** Gives a pending retry up, whose dispatch has gone past the filter. */
    private static void retryWentPast(Exchange exchange) {
        if (exchange.async().isRetryPending()) {
            exchange.shared().noteRetryPast(exchange.filterName());
            retryLost(exchange);
        }
    }

    // In the container's events.

    /** Neither the app nor its listeners have completed the request within the container's time-out. */
    static void timedOut(Attempt attempt, AsyncCycle context) {
        Exchange exchange = attempt.exchange();
        if (!context.isOpen()) {
            return;
        }
        if (attempt.ownership().isAppOwned() && attempt.isCommitted() && endsByAppsWord(attempt, context)) {
            over(attempt, context);
            return;
        }
        if (exchange.mode().acts() ? !attempt.end() : !attempt.ownership().isAppOwned()) {
            completeIfTaken(attempt, context);
            context.awaitDecision();
            return;
        }
        if (context.isBeforeItsTime()) {
            end(attempt, new Outcome.AppFailed(new IllegalStateException("The container has ended the request")));
            return;
        }
        Throwable thrown = context.thrown();
        if (thrown != null) {
            // That is why nothing has come, and a bug is the app's own.
            settleThrown(attempt, context, OutcomeReader.of(attempt, Optional.of(thrown)));
            // Undertow answers by the pair that the app has started with.
            attempt.response().passOn(context.isOpen());
            return;
        }
        Fault fault = attempt.isCommitted() ? Fault.READ_TIMEOUT : Fault.RESPONSE_TIMEOUT;
        answerNow(attempt, context, attempt.outcomeOr(Outcome.Failed.of(fault)));
    }

    /** Whether what has begun ends as it was meant to, and as it ends without us. */
    private static boolean endsByAppsWord(Attempt attempt, AsyncCycle context) {
        Exchange exchange = attempt.exchange();
        // That is how event streams end; the client comes again.
        return attempt.isEventStream()
                || (context.hasPassed() && attempt.told() == null && context.covers(exchange.now(), false));
    }

    /** The container tells of an error, and the app's listeners have not answered. */
    static void failed(Attempt attempt, AsyncCycle context, @Nullable Throwable thrown) {
        Exchange exchange = attempt.exchange();
        if (thrown == null || ThrownFailure.isOfConnection(thrown)) {
            retryLost(exchange);
        } else {
            retryWentPast(exchange);
        }
        if (!context.isOpen()) {
            if (thrown != null && context.isAway() && !exchange.async().hasThrown()) {
                // Tomcat may drop the dispatch that the app has asked for, and tell of nothing more; if it comes, it
                // goes past us.
                if (attempt.clientFailure() != null) {
                    overEarly(attempt);
                }
                lookAfter(attempt, thrown);
            }
            return;
        }
        if (exchange.mode().acts() && !attempt.end()) {
            completeIfTaken(attempt, context);
            return;
        }
        Throwable apps = exchange.async().thrown();
        Outcome outcome = apps != null
                ? OutcomeReader.of(attempt, Optional.of(apps))
                : attempt.outcomeOr(OutcomeReader.ofContainer(thrown));
        settleThrown(attempt, context, outcome);
    }

    /** Leaves to the container what it answers itself, and answers the rest. */
    private static void settleThrown(Attempt attempt, AsyncCycle context, Outcome outcome) {
        Exchange exchange = attempt.exchange();
        boolean containers = (outcome instanceof Outcome.AppFailed && !attempt.isCommitted())
                || (outcome instanceof Outcome.Failed failed && failed.fault() == Fault.CLIENT_GONE);
        if (containers && exchange.mode().acts()) {
            end(attempt, outcome);
        } else {
            answerNow(attempt, context, outcome);
        }
    }

    /**
     * Concludes the attempt where the guard acts. Where it only observes, the container answers, as it does when nobody else
     * has.
     */
    private static void answerNow(Attempt attempt, AsyncCycle context, Outcome outcome) {
        Exchange exchange = attempt.exchange();
        if (exchange.mode().acts()) {
            conclude(attempt, context, outcome, Optional.empty(), true);
        } else {
            // One container answers through our wrappers, so the attempt must not end before it has.
            AttemptJudge.noteEnded(attempt, outcome);
            attempt.vote(outcome);
        }
    }

    /** Some containers let only the thread that tells of a time-out or an error complete then. */
    private static void completeIfTaken(Attempt attempt, AsyncCycle context) {
        if (attempt.wasTaken()) {
            context.completeContainer();
        }
    }

    /** The container is done with the request. */
    static void over(Attempt attempt, AsyncCycle context) {
        Exchange exchange = attempt.exchange();
        if (attempt.isInDispatch()) {
            // Undertow says so when the app completes, before the dispatch has returned.
            return;
        }
        retryWentPast(exchange);
        attempt.response().passOn(false);
        Throwable thrown = exchange.async().thrown();
        if (context.isAway() && thrown == null) {
            exchange.shared().noteDispatchPast(exchange.filterName());
        }
        if (attempt.ownership().end()) {
            letGoAndEnd(attempt, Optional.ofNullable(thrown));
        }
        exchange.shared().forget(exchange);
    }

    private static void letGoAndEnd(Attempt attempt, Optional<Throwable> thrown) {
        try {
            attempt.letGo();
        } catch (IllegalStateException | NullPointerException e) {
            LOG.debug("no response to let go of", e);
        } finally {
            end(attempt, OutcomeReader.of(attempt, thrown));
        }
    }

    /** The container is done with the request, although a dispatch that the app has asked for may still come. */
    static void overEarly(Attempt attempt) {
        if (attempt.ownership().end()) {
            letGoAndEnd(attempt, Optional.empty());
            attempt.response().passOn(true);
        }
    }

    /** Notes how an attempt ended that the container has answered, or will. */
    private static void end(Attempt attempt, Outcome outcome) {
        Exchange exchange = attempt.exchange();
        exchange.disarm();
        AttemptJudge.noteEnded(attempt, outcome);
        attempt.vote(outcome);
        new CompletionReport(exchange, Optional.of(attempt), outcome).sendContainers();
        exchange.returnPlace();
    }
}
