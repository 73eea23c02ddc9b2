package io.breakwater.internal.exchange;

import io.breakwater.internal.container.ExchangeOverException;
import io.breakwater.internal.correlation.LogContext;
import io.breakwater.internal.exchange.NextAttempt.Step;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Goes on with an exchange in a dispatch, which the app or a retry has asked the container for; on the container's thread. */
final class AsyncDispatch {

    private AsyncDispatch() {}

    /** The container has dispatched the request. */
    static void resume(Exchange exchange, ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        AsyncExchange async = exchange.async();
        if (!async.dispatchBegins()) {
            // Another guard in the same chain.
            chain.doFilter(request, response);
            return;
        }
        boolean goesOn = false;
        try (LogContext log = exchange.openLog()) {
            async.countDispatch();
            exchange.shared().noteDispatch(exchange.filterName());
            AsyncExchange.Pending retry = async.takePending();
            goesOn = retry == null
                    ? goOn(exchange.attempt(), request, response, chain)
                    : again(retry, request, response, chain);
        } finally {
            async.dispatchEnds();
            if (!goesOn) {
                exchange.disarm();
                exchange.returnPlace();
            }
        }
    }

    private static boolean goOn(Attempt attempt, ServletRequest request, ServletResponse response, FilterChain chain)
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
            goesOn = settle(attempt, attempt.run(chain, pair.request(), pair.response()));
            return goesOn;
        } finally {
            // The container may still write through the pair, too: it answers an exception by the one that the app has
            // started with.
            if (!goesOn && pair.isOfApp() && attempt.response().isReleased()) {
                attempt.response().passOn(true);
            }
        }
    }

    /** Runs another attempt; true when it goes on. */
    private static boolean again(
            AsyncExchange.Pending retry, ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Attempt failed = retry.attempt();
        Exchange exchange = failed.exchange();
        DispatchedPair.takenUp(exchange, request, response);
        if (exchange.admitAgain(failed)) {
            NextAttempt.beginAnew(exchange, failed);
            Attempt attempt = exchange.beginAttempt(failed.takePermit());
            return settle(attempt, attempt.run(chain));
        }
        // No other attempt can be made after all.
        new ResponseCompletion(failed, retry.outcome())
                .carryOut(
                        AttemptJudge.judgeAsLast(failed, retry.outcome()), retry.thrown(), NextAttempt.FromChain.NEVER);
        return false;
    }

    /** A dispatch of the attempt under way has returned; true when it goes on. */
    private static boolean settle(Attempt attempt, Optional<Throwable> thrown) throws IOException, ServletException {
        return AttemptCompletion.settle(attempt, thrown, NextAttempt.FromChain.IN_ANOTHER_DISPATCH) == Step.ASYNC;
    }
}
