package io.breakwater.internal.exchange;

import io.breakwater.internal.correlation.LogContext;
import io.breakwater.internal.exchange.CycleState.Step;
import io.breakwater.internal.log.Logs;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One asynchronous cycle of an attempt, from {@code startAsync} to the app's {@code complete} or {@code dispatch}. What the app
 * asks for is asked of the exchange first: a completion may turn into a page, or into a dispatch that runs another attempt.
 *
 * <p>After the exchange has been answered without the app it behaves as a completed context does: {@code complete} is done
 * already, {@code dispatch} is refused.
 */
final class GuardedAsyncContext extends AppWait implements AsyncContext, AsyncListener {

    private static final Logger LOG = Logs.of(GuardedAsyncContext.class);

    private final AsyncContext container;
    private final Attempt attempt;
    private final AsyncExchange course;
    private final ServletRequest request;
    private final ServletResponse response;
    private final boolean past;
    private final int dispatch;
    private final AppListeners listeners;
    private final CycleState state = new CycleState();
    /** Whether the dispatch that it began in has returned to us. */
    private volatile boolean returned;
    /** Whether the container knows already that the app has completed it. */
    private volatile boolean told;
    /** Whether the container is done with it. */
    private volatile boolean over;

    /**
     * @param request the request the app knows
     * @param response the response the app knows
     * @param past whether it begins in a dispatch that has not come by us, at whose end we are not there
     * @param waitedNanos what the attempt has waited on purpose before it
     */
    GuardedAsyncContext(
            AsyncContext container,
            Attempt attempt,
            AsyncExchange course,
            ServletRequest request,
            ServletResponse response,
            boolean past,
            long waitedNanos) {
        super(attempt.exchange(), waitedNanos);
        this.container = container;
        this.attempt = attempt;
        this.course = course;
        this.request = request;
        this.response = response;
        this.past = past;
        this.dispatch = course.dispatches();
        this.listeners = new AppListeners(this);
    }

    /** Whether it began in the dispatch of the attempt that is under way, or was the last. */
    boolean isOfThisDispatch() {
        return dispatch == course.dispatches();
    }

    boolean isOpen() {
        return state.is(Step.OPEN);
    }

    /** Whether the app has asked for a dispatch that has not come by us so far, or has gone on from such a one. */
    boolean isAway() {
        return (past || state.isLeft()) && isOfThisDispatch();
    }

    /** Whether the container tells of its time-out before that can have passed. */
    boolean isBeforeItsTime() {
        return isBeforeItsTime(container.getTimeout());
    }

    /** Whether a dispatch may still be asked for. */
    boolean canDispatch() {
        return !told;
    }

    AppListeners listeners() {
        return listeners;
    }

    // From the exchange.

    /** Completes the container's context, once the exchange has decided what goes out; not when a dispatch will end it. */
    void completeContainer() {
        if (state.move(Step.OPEN, Step.ASKING)
                || state.move(Step.COMPLETING, Step.ASKING)
                || state.move(Step.REFUSED, Step.ASKING)) {
            try {
                if (!told) {
                    container.complete();
                }
                state.set(Step.COMPLETED);
            } catch (IllegalStateException e) {
                // The container has ended it by itself, or its time-out has begun, of which it will tell us.
                state.set(Step.REFUSED);
                LOG.debug("the container did not want the asynchronous request to be completed", e);
            }
        }
    }

    /** Whether listeners of the app's are still to hear that it is complete. */
    boolean hasListenersToHear() {
        return !over && listeners.areThere();
    }

    /** The dispatch that it began in has returned to us, and what the app has asked for there takes effect. */
    void dispatchReturned() {
        completeIfAsked();
        returned = true;
        // Another thread may have completed it meanwhile.
        completeIfAsked();
        if (over) {
            course.overEarly(attempt);
        }
    }

    /** Whether it is open between two dispatches. */
    boolean hasReturned() {
        return returned && isOfThisDispatch();
    }

    private void completeIfAsked() {
        if (state.move(Step.COMPLETING, Step.OPEN)) {
            course.complete(attempt, this);
        }
    }

    /**
     * The dispatch has thrown, and the container is to answer that: it must know what the app has asked for.
     */
    void dispatchThrew() {
        tellOfCompletion();
        returned = true;
    }

    /** The dispatch has thrown, which we answer: what the app has asked for there does not count any more. */
    void dispatchFailed() {
        state.move(Step.COMPLETING, Step.OPEN);
    }

    /** The container is to know that the app has completed it, because the app looks, or asks for something else. */
    void tellOfCompletion() {
        if (state.is(Step.COMPLETING) && !told) {
            told = true;
            container.complete();
        }
    }

    /** Has the container dispatch the request anew, for another attempt. */
    void dispatchAfter(Duration backoff) {
        if (state.move(Step.OPEN, Step.RESTING)) {
            if (backoff.isZero()) {
                dispatchAgain();
            } else {
                attempt.exchange().shared().watchdog().schedule(this::dispatchAgain, backoff);
            }
        }
    }

    private void dispatchAgain() {
        if (!state.move(Step.RESTING, Step.ASKING)) {
            return;
        }
        try {
            // It may come back as a dispatch before the call returns.
            if (goesElsewhere()) {
                // Not the form with a context, which Jetty 12.0 answers with nothing.
                container.dispatch(course.firstPath());
            } else {
                container.dispatch();
            }
            state.set(Step.DISPATCHED);
        } catch (IllegalStateException e) {
            LOG.debug("the container does not let another attempt begin now", e);
            if (over) {
                course.retryLost();
            } else {
                // Its own time-out has begun, of which it will tell us; it lets a dispatch through then.
                state.set(Step.RESTING);
            }
        }
    }

    /** What another thread could not tell the container, whose time-out had begun. */
    private void askAgain() {
        dispatchAgain();
        if (state.is(Step.REFUSED)) {
            completeContainer();
        }
    }

    /** Another thread has ended the attempt; what it tells the container must come before the container's own answer. */
    void awaitDecision() {
        state.awaitDecision();
    }

    /** Whether a plain dispatch would go elsewhere than the client's request: to a forward's target say. */
    private boolean goesElsewhere() {
        return !(container.getRequest() instanceof HttpServletRequest http)
                || !course.firstUri().equals(http.getRequestURI());
    }

    // From the app.

    @Override
    public void complete() {
        if (over) {
            askContainer();
        } else if (past && attempt.ownership().isAppOwned() && state.move(Step.OPEN, Step.COMPLETED)) {
            attempt.letGo();
            container.complete();
        } else if (attempt.ownership().isAppOwned() && !state.move(Step.OPEN, Step.COMPLETING)) {
            // Dispatched, or completed before: the container says what it thinks of that.
            tellOfCompletion();
            container.complete();
        } else if (!attempt.exchange().mode().acts() && !returned) {
            tellOfCompletion();
        } else if (returned) {
            completeIfAsked();
        }
    }

    @Override
    public void dispatch() {
        dispatching(container::dispatch);
    }

    @Override
    public void dispatch(String path) {
        dispatching(() -> container.dispatch(path));
    }

    @Override
    public void dispatch(ServletContext context, String path) {
        dispatching(() -> container.dispatch(context, path));
    }

    private void dispatching(Runnable call) {
        if (!attempt.ownership().isAppOwned()) {
            throw new IllegalStateException("The exchange is over and has been answered");
        }
        if (!state.move(Step.OPEN, Step.LEAVING)) {
            // Dispatched, or completed before: the container says what it thinks of that.
            tellOfCompletion();
            call.run();
            return;
        }
        boolean done = false;
        try {
            // The dispatch may not come by us.
            attempt.letGo();
            call.run();
            done = true;
            state.set(Step.DISPATCHED);
            ends();
        } finally {
            if (!done) {
                state.set(Step.OPEN);
            }
        }
    }

    /** A container may refuse to speak of a request that is over; after an answer of ours nobody need know. */
    private void askContainer() {
        if (over && attempt.response().isReleased()) {
            container.getRequest();
        }
    }

    @Override
    public ServletRequest getRequest() {
        askContainer();
        return request;
    }

    @Override
    public ServletResponse getResponse() {
        askContainer();
        return response;
    }

    /** What the container has, without us. */
    @Override
    public boolean hasOriginalRequestAndResponse() {
        return container.hasOriginalRequestAndResponse() || attempt.isOriginal(request, response);
    }

    @Override
    public void start(Runnable run) {
        container.start(() -> {
            @Nullable Object[] place = CurrentExchange.place();
            Object outer = place[0];
            place[0] = attempt.exchange();
            try (LogContext context = attempt.exchange().openLog()) {
                run.run();
            } catch (RuntimeException | Error e) {
                course.appThrew(e);
                throw e;
            } finally {
                place[0] = outer;
            }
        });
    }

    @Override
    public void addListener(AsyncListener listener) {
        askContainer();
        listeners.add(listener, request, response);
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest itsRequest, ServletResponse itsResponse) {
        askContainer();
        listeners.add(listener, itsRequest, itsResponse);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return container.createListener(type);
    }

    @Override
    public void setTimeout(long millis) {
        container.setTimeout(millis);
        isToLast(millis);
    }

    @Override
    public long getTimeout() {
        return container.getTimeout();
    }

    // From the container, which knows this one listener only.

    @Override
    public void onTimeout(AsyncEvent event) {
        try (LogContext context = attempt.exchange().openLog()) {
            state.awaitContainer();
            if (isOpen()) {
                isToldOfTimeout(container.getTimeout());
                listeners.timeout();
            }
            course.timedOut(attempt, this);
            askAgain();
            state.awaitContainer();
            askAgain();
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        try (LogContext context = attempt.exchange().openLog()) {
            if (isOpen()) {
                attempt.containerFails(event.getThrowable());
            }
            listeners.error(event.getThrowable());
            course.failed(attempt, this, event.getThrowable());
            if (state.is(Step.REFUSED)) {
                completeContainer();
            }
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        over = true;
        try (LogContext context = attempt.exchange().openLog()) {
            // What they add to an answer of the app's goes out, as it does without us.
            attempt.response().passOn(attempt.isAnsweredByApp());
            listeners.complete();
            course.over(attempt, this);
        }
    }

    /** The app's listeners have heard of it when the new context was made, which the container does not know. */
    @Override
    public void onStartAsync(AsyncEvent event) {}
}
