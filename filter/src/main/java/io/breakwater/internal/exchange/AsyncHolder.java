package io.breakwater.internal.exchange;

import io.breakwater.internal.correlation.LogContext;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.policy.Permit;
import io.breakwater.internal.stale.AnswerCopy;
import io.breakwater.internal.watchdog.AppWait;
import io.breakwater.internal.wrapper.AsyncCycle;
import io.breakwater.internal.wrapper.GuardedAsyncContext;
import io.breakwater.internal.wrapper.GuardedRequest;
import io.breakwater.internal.wrapper.GuardedResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What an attempt has of asynchronous operation: the cycle that the app has started, by our wrappers or past them. Thread-safe.
 */
abstract class AsyncHolder extends PermitHolder implements AsyncCycle.AsyncAttempt {

    private static final Logger LOG = Logs.of(AsyncHolder.class);

    private volatile @Nullable GuardedAsyncContext async;

    AsyncHolder(@Nullable Permit permit) {
        super(permit);
    }

    /** The whole of it. */
    abstract Attempt attempt();

    /** The app has started asynchronous operation with no pair, for which the container has taken its own. */
    @Override
    public GuardedAsyncContext asyncStarted(AsyncContext container) {
        return asyncStartedWith(container, guarded(container.getRequest()), guarded(container.getResponse()));
    }

    /** The container's own request, as the app has to have it. */
    private ServletRequest guarded(ServletRequest containers) {
        if (containers == exchange().outerRequest()) {
            return request();
        }
        return containers instanceof HttpServletRequest http && GuardedRequest.among(containers) == null
                ? new GuardedRequest(http, this, exchange().attempts() == 1)
                : containers;
    }

    /** The container's own response, as the app has to have it: past the wrappers of filters outside, as without us. */
    private ServletResponse guarded(ServletResponse containers) {
        if (containers == exchange().outerResponse()) {
            return response();
        }
        return containers instanceof HttpServletResponse http && GuardedResponse.among(containers) == null
                ? new GuardedResponse(this, http)
                : containers;
    }

    /** The app has started asynchronous operation with the pair it knows. */
    @Override
    public GuardedAsyncContext asyncStartedWith(
            AsyncContext container, ServletRequest known, ServletResponse knownResponse) {
        GuardedAsyncContext context = asyncStartedPastUs(container, known, knownResponse);
        // Given none, Tomcat refuses to tell of one.
        if (known == null || GuardedRequest.among(container.getRequest()) == null) {
            exchange().shared().remember(exchange());
        }
        return context;
    }

    private GuardedAsyncContext asyncStartedPastUs(
            AsyncContext container, ServletRequest known, ServletResponse knownResponse) {
        GuardedAsyncContext last = async;
        GuardedAsyncContext context = new GuardedAsyncContext(
                container,
                this,
                exchange().async(),
                known,
                knownResponse,
                last != null && last.isAway(),
                last == null ? 0 : last.waitedNanos(exchange().now()));
        async = context;
        container.addListener(context);
        if (last != null) {
            last.listeners().startedAgain(context);
        }
        return context;
    }

    /** Starts asynchronous operation for ourselves, so that another attempt can be dispatched. */
    GuardedAsyncContext startAsync() {
        return asyncStarted(exchange().outerRequest().startAsync());
    }

    /**
     * Finds out about asynchronous operation that the app has started past our wrappers. What it writes there is out of our
     * reach, but for the deadline.
     */
    private void findStray() {
        HttpServletRequest outer = exchange().outerRequest();
        if (async == null && outer.isAsyncStarted()) {
            if (!attempt().ownership().isAppOwned()) {
                completeStray(outer);
                return;
            }
            try {
                AnswerCopy copy = answerCopy();
                if (copy != null) {
                    copy.letGo();
                }
                // Not the pair that the context has, of which Tomcat knows no more once the app has dispatched it.
                asyncStartedPastUs(outer.getAsyncContext(), outer, exchange().outerResponse());
                exchange().shared().remember(exchange());
                response().stopHolding();
            } catch (IllegalStateException e) {
                async = null;
                LOG.debug("asynchronous operation that was started past the guard has ended already", e);
            } catch (IOException e) {
                attempt().clientFailed(e);
            }
        }
    }

    /** The exchange has been answered without the app, which has started asynchronous operation all the same. */
    private void completeStray(HttpServletRequest outer) {
        attempt().awaitAnswer();
        try {
            outer.getAsyncContext().complete();
        } catch (IllegalStateException e) {
            LOG.debug("asynchronous operation that was started too late has ended already", e);
        }
    }

    /** Whether it goes on although the container's dispatch returns. */
    boolean isAsync() {
        findStray();
        GuardedAsyncContext context = async;
        return context != null && context.isOfThisDispatch();
    }

    /**
     * Returns whether the app may be at work where we do not see it: in a dispatch that it has asked for and that has not
     * come by us, and may never come; or in listeners whom the container is to tell of the completion.
     */
    @Override
    public boolean isAway() {
        GuardedAsyncContext context = async;
        return context != null && (context.isAway() || isConcluding());
    }

    /** Returns whether the dispatch that the app has asked for would come by us; if it has not, it is not at work elsewhere. */
    @Override
    public boolean wouldSeeDispatch() {
        GuardedAsyncContext context = async;
        return context != null
                && context.wouldComeBack()
                && exchange().mode().acts()
                && !exchange().async().concluding
                && !exchange().async().hasThrown()
                && exchange().shared().seesDispatches(attempt().exchange());
    }

    /** Whether the container has been told that it is complete, and the app's listeners have not all heard so far. */
    boolean isConcluding() {
        return async != null && exchange().async().concluding;
    }

    /** The same, or the container is about to tell the app's listeners of an exception, and ends the request after them. */
    @Override
    public boolean isBeyondUs() {
        return isAway() || (async != null && exchange().async().hasThrown());
    }

    /** Does what the app's completion would; false where it has not started asynchronous operation. */
    private boolean completeIfAsync() {
        GuardedAsyncContext context = async;
        if (context != null) {
            exchange().shared().events().complete(attempt(), context);
        }
        return context != null;
    }

    /** How long the app means to wait in the last cycle; null when there was none. */
    @Override
    public final @Nullable AppWait appsWait() {
        return async;
    }

    Optional<GuardedAsyncContext> async() {
        return Optional.ofNullable(async);
    }

    @Override
    public Optional<AsyncContext> asyncContext() {
        return async().filter(AsyncCycle::isOfThisDispatch).map(context -> context);
    }

    @Override
    public void tellOfCompletion() {
        async().ifPresent(AsyncCycle::tellOfCompletion);
    }

    @Override
    public void listenerThrew(Throwable thrown) {
        async().ifPresent(cycle -> cycle.threw(thrown));
    }

    // From the cycle.

    @Override
    public boolean isReleased() {
        return response().isReleased();
    }

    @Override
    public int dispatches() {
        return exchange().dispatches();
    }

    @Override
    public String firstUri() {
        return exchange().async().firstUri();
    }

    @Override
    public String firstPath() {
        return exchange().async().firstPath();
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        exchange().shared().watchdog().schedule(task, delay);
    }

    @Override
    public void runTask(Runnable task) {
        @Nullable Object[] place = CurrentExchange.place();
        Object outer = place[0];
        place[0] = exchange();
        try (LogContext context = exchange().openLog()) {
            task.run();
        } catch (RuntimeException | Error e) {
            exchange().async().appThrew(e);
            throw e;
        } finally {
            place[0] = outer;
        }
    }

    @Override
    public void complete(AsyncCycle cycle) {
        exchange().shared().events().complete(attempt(), cycle);
    }

    @Override
    public void retryLost() {
        exchange().shared().events().retryLost(attempt());
    }

    @Override
    public void timedOut(AsyncCycle cycle) {
        exchange().shared().events().timedOut(attempt(), cycle);
    }

    @Override
    public void failed(AsyncCycle cycle, @Nullable Throwable thrown) {
        exchange().shared().events().failed(attempt(), cycle, thrown);
    }

    @Override
    public void over(AsyncCycle cycle) {
        exchange().shared().events().over(attempt(), cycle);
    }

    @Override
    public void overEarly() {
        exchange().shared().events().overEarly(attempt());
    }

    @Override
    public boolean brokenOff() {
        if (exchange().acts()) {
            return completeIfAsync();
        }
        async().ifPresent(this::over);
        return false;
    }

    @Override
    public void endIfGivenUp() {
        exchange().shared().events().mayBeGivenUp(attempt());
    }
}
