package io.breakwater.exchange;

import io.breakwater.correlation.LogContext;
import io.breakwater.log.Logs;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One asynchronous cycle of an attempt, from {@code startAsync} to the app's {@code complete} or {@code dispatch}. What the app
 * asks for is asked of the exchange first: a completion may turn into a page, or into a dispatch that runs another attempt.
 *
 * <p>After the exchange has been answered without the app it behaves as a completed context does: {@code complete} is done
 * already, {@code dispatch} is refused.
 */
final class GuardedAsyncContext extends AppsWait implements AsyncContext, AsyncListener {

    private static final Logger LOG = Logs.of(GuardedAsyncContext.class);

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private enum State {
        /** The app has it. */
        OPEN,
        /** Another attempt is to follow, after a backoff. */
        RESTING,
        /** The container is being told to dispatch, or to complete, which it may refuse. */
        ASKING,
        /** The container was told to dispatch. */
        DISPATCHED,
        /** The app has completed it in a dispatch, at whose end that takes effect. */
        COMPLETING,
        /** The container was told to complete. */
        COMPLETED
    }

    private final AsyncContext container;
    private final Attempt attempt;
    private final AsyncCourse course;
    private final ServletRequest request;
    private final ServletResponse response;
    private final boolean past;
    private final int dispatch;
    private final AppListeners listeners;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
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
            AsyncCourse course,
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
        return state.get() == State.OPEN;
    }

    /** Whether the app has asked for a dispatch that has not come by us so far, or has gone on from such a one. */
    boolean isAway() {
        return (past || state.get() == State.DISPATCHED) && isOfThisDispatch();
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
        if (state.compareAndSet(State.OPEN, State.ASKING) || state.compareAndSet(State.COMPLETING, State.ASKING)) {
            try {
                if (!told) {
                    container.complete();
                }
                state.set(State.COMPLETED);
            } catch (IllegalStateException e) {
                // The container has ended it by itself, or is in one of its listeners and lets only that thread do it.
                state.set(State.OPEN);
                LOG.debug("the container did not want the asynchronous request to be completed", e);
            }
        }
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
        if (state.compareAndSet(State.COMPLETING, State.OPEN)) {
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
        state.compareAndSet(State.COMPLETING, State.OPEN);
    }

    /** The container is to know that the app has completed it, because the app looks, or asks for something else. */
    void tellOfCompletion() {
        if (state.get() == State.COMPLETING && !told) {
            told = true;
            container.complete();
        }
    }

    /** Has the container dispatch the request anew, for another attempt. */
    void dispatchAfter(Duration backoff) {
        if (state.compareAndSet(State.OPEN, State.RESTING)) {
            if (backoff.isZero()) {
                dispatchAgain();
            } else {
                attempt.exchange().shared().watchdog().answerLater(this::dispatchAgain, backoff);
            }
        }
    }

    private void dispatchAgain() {
        if (!state.compareAndSet(State.RESTING, State.ASKING)) {
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
            state.set(State.DISPATCHED);
        } catch (IllegalStateException e) {
            LOG.debug("the container does not let another attempt begin now", e);
            if (over) {
                course.retryLost();
            } else {
                // Its own time-out has begun, of which it will tell us; it lets a dispatch through then.
                state.set(State.RESTING);
            }
        }
    }

    /**
     * Another thread may be asking for a dispatch or a completion this very moment, which the container refuses because its
     * time-out has begun: then it is this thread that must ask. Not for long, since a container might hold that thread up until
     * this one has returned.
     */
    private void awaitAnswerOfContainer() {
        long giveUpNanos = System.nanoTime() + PATIENCE_NANOS;
        while (state.get() == State.ASKING && System.nanoTime() - giveUpNanos < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
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
        } else if (past && attempt.ownership().isApps() && state.compareAndSet(State.OPEN, State.COMPLETED)) {
            attempt.letGo();
            container.complete();
        } else if (attempt.ownership().isApps() && !state.compareAndSet(State.OPEN, State.COMPLETING)) {
            // Dispatched, or completed before: the container says what it thinks of that.
            tellOfCompletion();
            container.complete();
        } else if (attempt.exchange().observation() != null && !returned) {
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
        if (!attempt.ownership().isApps()) {
            throw new IllegalStateException("The exchange is over and has been answered");
        }
        if (!state.compareAndSet(State.OPEN, State.DISPATCHED)) {
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
            ends();
        } finally {
            if (!done) {
                state.set(State.OPEN);
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
            awaitAnswerOfContainer();
            if (isOpen()) {
                isToldOfTimeout(container.getTimeout());
                listeners.timeout();
            }
            course.timedOut(attempt, this);
            dispatchAgain();
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        try (LogContext context = attempt.exchange().openLog()) {
            listeners.error(event.getThrowable());
            course.failed(attempt, this, event.getThrowable());
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        over = true;
        try (LogContext context = attempt.exchange().openLog()) {
            course.over(attempt, this);
            listeners.complete();
        }
    }

    /** The app's listeners have heard of it when the new context was made, which the container does not know. */
    @Override
    public void onStartAsync(AsyncEvent event) {}
}
