package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.container.ExchangeOverException;
import io.breakwater.internal.correlation.LogContext;
import io.breakwater.internal.exchange.NextAttempt.Step;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.internal.route.RequestPath;
import io.breakwater.internal.watchdog.AppTimeouts;
import io.breakwater.internal.wrapper.AsyncCycle;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What an exchange needs once it goes on asynchronously: attempts that end on any thread, dispatches that resume it, and
 * retries that wait for a dispatch of their own. There for asynchronous exchanges only.
 *
 * <p>Thread-safe: an attempt's ownership decides who ends it, and whoever takes a pending retry owns it.
 */
final class AsyncExchange extends AppTimeouts {

    private static final Logger LOG = Logs.of(AsyncExchange.class);

    private static final Duration GIVEN_UP_AFTER = Duration.ofMillis(500);

    /** A failed attempt whose successor waits for the container's dispatch. */
    private record Pending(Attempt attempt, Outcome outcome, Optional<Throwable> thrown) {}

    private final Exchange exchange;
    /** Where the client's request went; a container may move its request itself with a dispatch. */
    private final String firstUri;

    private final String firstPath;
    private final String method;
    private final AtomicReference<@Nullable Pending> pending = new AtomicReference<>();
    private volatile @Nullable Throwable appThrown;
    /** What the last dispatch has brought; null before the first. */
    volatile Exchange.@Nullable Pair brought;
    /** Dispatches so far. */
    private volatile int dispatches;
    /** Whether a dispatch is under way; the container runs one at a time. */
    private volatile boolean resumed;
    /** Whether the app has completed it, and the container is to tell the app's listeners, who may add to the answer. */
    volatile boolean concluding;

    AsyncExchange(Exchange exchange) {
        this.exchange = exchange;
        HttpServletRequest request = exchange.outerRequest();
        this.firstUri = request.getRequestURI();
        this.method = request.getMethod();
        String query = request.getQueryString();
        String path = RequestPath.forDispatch(request);
        this.firstPath = query == null ? path : path + "?" + query;
    }

    String firstUri() {
        return firstUri;
    }

    String method() {
        return method;
    }

    /** Path and query within the context. */
    String firstPath() {
        return firstPath;
    }

    int dispatches() {
        return dispatches;
    }

    /** Whether that dispatch is the one under way. */
    boolean isUnderWay(int dispatch) {
        return resumed && dispatch == dispatches;
    }

    /** A dispatch has thrown, which the container tells the app's listeners of; Tomcat may tell nobody, and give the request up. */
    void dispatchThrew(Attempt attempt, Throwable thrown) {
        appThrew(thrown);
        lookAfter(attempt, thrown);
    }

    boolean hasThrown() {
        return appThrown != null;
    }

    private void lookAfter(Attempt attempt, Throwable thrown) {
        exchange.shared().watchdog().schedule(() -> endIfGivenUp(attempt, Optional.of(thrown)), GIVEN_UP_AFTER);
    }

    /** Ends the attempt if its container has given the request up without a word. */
    void endIfGivenUp(Attempt attempt, Optional<Throwable> thrown) {
        if (attempt.response().isRecycled()) {
            if (attempt.ownership().end()) {
                end(attempt, attempt.outcome(thrown));
            }
            exchange.shared().forget(exchange);
        }
    }

    /** What the app's own task threw, which is not the client's doing. */
    void appThrew(Throwable thrown) {
        appThrown = thrown;
    }

    // On whatever thread.

    /** The app is done. */
    void complete(Attempt attempt, AsyncCycle context) {
        if (endsByListeners(attempt, context)) {
            concluding = true;
            attempt.letGo();
            exchange.returnPlace();
            context.completeContainer();
        } else if (attempt.ownership().end()) {
            // What it threw before is settled by an answer of its own, but not by the rest of one that had begun.
            Optional<Throwable> thrown = attempt.isCommitted() ? Optional.ofNullable(appThrown) : Optional.empty();
            conclude(attempt, context, attempt.outcome(thrown), Optional.empty(), false);
        }
    }

    /** Whether nothing has failed, and the app's listeners may still change the answer: it ends with them. */
    private boolean endsByListeners(Attempt attempt, AsyncCycle context) {
        return context.hasListenersToHear()
                && appThrown == null
                && attempt.ownership().isAppOwned()
                && attempt.outcome(Optional.empty()) instanceof Outcome.Answered;
    }

    /**
     * Carries out what follows from an attempt that has ended while the container waits.
     *
     * @param atOnce whether the container wants to know before this call returns
     */
    void conclude(Attempt attempt, AsyncCycle context, Outcome outcome, Optional<Throwable> thrown, boolean atOnce) {
        exchange.disarm();
        NextAttempt next = new NextAttempt.Dispatch(context, atOnce);
        Step step = Step.OVER;
        Verdict verdict = AttemptCompletion.voteAndJudge(exchange, attempt, outcome, next);
        try (LogContext log = exchange.openLog()) {
            step = new ResponseCompletion(exchange, attempt, outcome).carryOut(verdict, thrown, next);
        } catch (IOException | ServletException e) {
            // No thread of the container's is there to throw it to; it has been reported.
            LOG.debug("the response of an asynchronous exchange could not be finished", e);
        } catch (RuntimeException | Error e) {
            brokeDown(attempt, thrown, e);
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

    /** Has another attempt begun by a dispatch; the failed one is over for the app. */
    void retry(Attempt attempt, AsyncCycle context, Outcome outcome, Optional<Throwable> thrown, Duration backoff) {
        pending.set(new Pending(attempt, outcome, thrown));
        context.listeners().complete();
        context.dispatchAfter(backoff);
    }

    /** The dispatch that was to begin another attempt will not come. */
    void retryLost() {
        Pending lost = pending.getAndSet(null);
        if (lost != null) {
            new CompletionReport(exchange, Optional.of(lost.attempt()), lost.outcome()).send(Ending.ABORTED);
            exchange.returnPlace();
        }
    }

    /** It has come, but not by us. */
    private void retryWentPast() {
        if (pending.get() != null) {
            exchange.shared().noteRetryPast(exchange.filterName());
            retryLost();
        }
    }

    // In the container's events.

    /** Neither the app nor its listeners have completed the request within the container's time-out. */
    void timedOut(Attempt attempt, AsyncCycle context) {
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
        Fault fault = attempt.isCommitted() ? Fault.READ_TIMEOUT : Fault.RESPONSE_TIMEOUT;
        answerNow(attempt, context, attempt.outcomeOr(Outcome.Failed.of(fault)));
    }

    /** Whether what has begun ends as it was meant to, and as it ends without us. */
    private boolean endsByAppsWord(Attempt attempt, AsyncCycle context) {
        // That is how event streams end; the client comes again.
        return attempt.isEventStream()
                || (context.hasPassed() && attempt.told() == null && context.covers(exchange.now(), false));
    }

    /** The container tells of an error, and the app's listeners have not answered. */
    void failed(Attempt attempt, AsyncCycle context, @Nullable Throwable thrown) {
        if (thrown == null || OutcomeReader.isOfConnection(thrown)) {
            retryLost();
        } else {
            retryWentPast();
        }
        if (!context.isOpen()) {
            if (thrown != null && context.isAway() && !hasThrown()) {
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
        Throwable apps = appThrown;
        Outcome outcome = apps != null
                ? attempt.outcome(Optional.of(apps))
                : attempt.outcomeOr(OutcomeReader.ofContainer(thrown));
        boolean containers = (outcome instanceof Outcome.AppFailed && !attempt.isCommitted())
                || (outcome instanceof Outcome.Failed failed && failed.fault() == Fault.CLIENT_GONE);
        if (containers && exchange.mode().acts()) {
            end(attempt, outcome);
        } else {
            answerNow(attempt, context, outcome);
        }
    }

    /** The container answers when nobody else does, which is how it is left where the guard only observes. */
    private void answerNow(Attempt attempt, AsyncCycle context, Outcome outcome) {
        if (exchange.mode().acts()) {
            conclude(attempt, context, outcome, Optional.empty(), true);
        } else {
            // By our wrappers, on one container: so the attempt goes on until that is done.
            exchange.mode().ended(exchange, attempt, outcome);
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
    void over(Attempt attempt, AsyncCycle context) {
        if (attempt.isInDispatch()) {
            // Undertow says so when the app completes, before the dispatch has returned.
            return;
        }
        retryWentPast();
        attempt.response().passOn(false);
        Throwable thrown = appThrown;
        if (context.isAway() && thrown == null) {
            exchange.shared().noteDispatchPast(exchange.filterName());
        }
        if (attempt.ownership().end()) {
            attempt.letGo();
            end(attempt, attempt.outcome(Optional.ofNullable(thrown)));
        }
        exchange.shared().forget(exchange);
    }

    /** It has been before a dispatch that the app had asked for, too, which may still come. */
    void overEarly(Attempt attempt) {
        if (attempt.ownership().end()) {
            attempt.letGo();
            end(attempt, attempt.outcome(Optional.empty()));
            attempt.response().passOn(true);
        }
    }

    /** Notes how an attempt ended that the container has answered, or will. */
    private void end(Attempt attempt, Outcome outcome) {
        exchange.disarm();
        exchange.mode().ended(exchange, attempt, outcome);
        attempt.vote(outcome);
        new CompletionReport(exchange, Optional.of(attempt), outcome).sendContainers();
        exchange.returnPlace();
    }

    // On the container's thread, in a dispatch.

    /** The container has dispatched the request, because the app or a retry wanted it. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one dispatch at a time
    void resume(Attempt attempt, ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (resumed) {
            // Another guard in the same chain.
            chain.doFilter(request, response);
            return;
        }
        resumed = true;
        boolean goesOn = false;
        try (LogContext log = exchange.openLog()) {
            dispatches++;
            Pending retry = pending.getAndSet(null);
            goesOn = retry == null ? goOn(attempt, request, response, chain) : again(retry, request, response, chain);
        } finally {
            resumed = false;
            if (!goesOn) {
                exchange.disarm();
                exchange.returnPlace();
            }
        }
    }

    private boolean goOn(Attempt attempt, ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (attempt.response().isPassedOn()) {
            DispatchedPair pair = DispatchedPair.takenUp(attempt, request, response);
            chain.doFilter(pair.request(), pair.response());
            return false;
        }
        if (!attempt.ownership().isAppOwned()) {
            attempt.awaitAnswer();
            if (attempt.wasAborted()) {
                throw new ExchangeOverException();
            }
            return false;
        }
        attempt.enterThread();
        DispatchedPair pair = DispatchedPair.takenUp(attempt, request, response);
        attempt.response().holdAgain();
        boolean goesOn = false;
        try {
            goesOn = exchange.settleDispatch(attempt, attempt.run(chain, pair.request(), pair.response()));
            return goesOn;
        } finally {
            // So may the container, which answers an exception through the pair that the app has started with.
            if (!goesOn && pair.isOfApp() && attempt.response().isReleased()) {
                attempt.response().passOn(true);
            }
        }
    }

    private boolean again(Pending failed, ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        DispatchedPair.takenUp(exchange, request, response);
        if (exchange.admitAgain(failed.attempt())) {
            return exchange.runAgain(failed.attempt(), chain);
        }
        exchange.giveUp(failed.attempt(), failed.outcome(), failed.thrown());
        return false;
    }

    // How its time-outs are counted.

    @Override
    protected long nowNanos() {
        return exchange.now();
    }

    @Override
    protected long startNanos() {
        return exchange.startNanos();
    }

    @Override
    protected long routesNanos() {
        return exchange.route().timeLimits().exchangeNanos();
    }

    @Override
    protected long routesDueNanos() {
        return exchange.deadline().routesDueNanos();
    }

    @Override
    protected boolean isOfFramework(long timeoutMillis) {
        return exchange.shared().isOfFramework(timeoutMillis);
    }
}
