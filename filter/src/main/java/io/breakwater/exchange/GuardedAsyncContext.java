package io.breakwater.exchange;

import io.breakwater.correlation.LogContext;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One asynchronous cycle of an attempt, from {@code startAsync} to the app's {@code complete} or {@code dispatch}. What the app
 * asks for is asked of the exchange first: a completion may turn into a page, or into a dispatch that runs another attempt.
 *
 * <p>After the exchange has been answered without the app it behaves as a completed context does: {@code complete} is done
 * already, {@code dispatch} is refused.
 */
final class GuardedAsyncContext implements AsyncContext, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedAsyncContext.class);

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
        /** The container was told to complete. */
        COMPLETED
    }

    private final AsyncContext container;
    private final Attempt attempt;
    private final AsyncCourse course;
    private final ServletRequest request;
    private final ServletResponse response;
    private final boolean original;
    private final int dispatch;
    private final AppListeners listeners;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    /** Whether the container is done with it. */
    private volatile boolean over;

    /**
     * @param request the request the app knows
     * @param response the response the app knows
     * @param original whether the two are what the app was given
     */
    GuardedAsyncContext(
            AsyncContext container,
            Attempt attempt,
            AsyncCourse course,
            ServletRequest request,
            ServletResponse response,
            boolean original) {
        this.container = container;
        this.attempt = attempt;
        this.course = course;
        this.request = request;
        this.response = response;
        this.original = original;
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

    AppListeners listeners() {
        return listeners;
    }

    // From the exchange.

    /** Completes the container's context, once the exchange has decided what goes out; not when a dispatch will end it. */
    void completeContainer() {
        if (state.compareAndSet(State.OPEN, State.ASKING)) {
            try {
                container.complete();
                state.set(State.COMPLETED);
            } catch (IllegalStateException e) {
                // The container has ended it by itself, or is in one of its listeners and lets only that thread do it.
                state.set(State.OPEN);
                LOG.debug("the container did not want the asynchronous request to be completed", e);
            }
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
        if (state.get() == State.DISPATCHED && attempt.ownership().isApps()) {
            // The container says what it thinks of that.
            container.complete();
        } else {
            course.complete(attempt, this);
        }
    }

    @Override
    public void dispatch() {
        beginDispatch();
        dispatching(container::dispatch);
    }

    @Override
    public void dispatch(String path) {
        beginDispatch();
        dispatching(() -> container.dispatch(path));
    }

    @Override
    public void dispatch(ServletContext context, String path) {
        beginDispatch();
        dispatching(() -> container.dispatch(context, path));
    }

    private void beginDispatch() {
        if (!attempt.ownership().isApps() || !state.compareAndSet(State.OPEN, State.DISPATCHED)) {
            throw new IllegalStateException("The asynchronous request has been dispatched, or its exchange is over");
        }
    }

    private void dispatching(Runnable call) {
        boolean done = false;
        try {
            call.run();
            done = true;
        } finally {
            if (!done) {
                state.set(State.OPEN);
            }
        }
    }

    @Override
    public ServletRequest getRequest() {
        return request;
    }

    @Override
    public ServletResponse getResponse() {
        return response;
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return original;
    }

    @Override
    public void start(Runnable run) {
        container.start(() -> {
            Exchange outer = CurrentExchange.set(attempt.exchange());
            try (LogContext context = attempt.exchange().openLog()) {
                run.run();
            } catch (RuntimeException | Error e) {
                course.appThrew(e);
                throw e;
            } finally {
                CurrentExchange.restore(outer);
            }
        });
    }

    @Override
    public void addListener(AsyncListener listener) {
        listeners.add(listener, request, response);
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest itsRequest, ServletResponse itsResponse) {
        listeners.add(listener, itsRequest, itsResponse);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return container.createListener(type);
    }

    @Override
    public void setTimeout(long millis) {
        container.setTimeout(millis);
        course.ownTimeout(millis);
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
            course.over(attempt);
            listeners.complete();
        }
    }

    /** The app's listeners have heard of it when the new context was made, which the container does not know. */
    @Override
    public void onStartAsync(AsyncEvent event) {}
}
