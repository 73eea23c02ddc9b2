package io.breakwater.internal.wrapper;

import io.breakwater.internal.correlation.LogContext;
import io.breakwater.internal.watchdog.AppTimeouts;
import io.breakwater.internal.wrapper.CycleState.Step;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * One asynchronous cycle of an attempt, from {@code startAsync} to the app's {@code complete} or {@code dispatch}. What the app
 * asks for is asked of the exchange first: a completion may turn into a page, or into a dispatch that runs another attempt.
 *
 * <p>After the exchange has been answered without the app it behaves as a completed context does: {@code complete} is done
 * already, {@code dispatch} is refused.
 */
public final class GuardedAsyncContext extends AsyncCycle implements AsyncContext, AsyncListener {

    private final ServletRequest request;
    private final ServletResponse response;
    private final AppListeners listeners;
    /** Whether the container's own pair would have been given, without us; Tomcat puts others in its place for a forward. */
    private final boolean pairIsContainers;

    /**
     * @param attempt the attempt that it is a cycle of
     * @param timeouts what time-outs of the app's own make of the exchange's deadline
     * @param request the request the app knows
     * @param response the response the app knows
     * @param past whether it begins in a dispatch that has not come by us, at whose end we are not there
     * @param waitedNanos what the attempt has waited on purpose before it
     */
    public GuardedAsyncContext(
            AsyncContext container,
            AsyncAttempt attempt,
            AppTimeouts timeouts,
            ServletRequest request,
            ServletResponse response,
            boolean past,
            long waitedNanos) {
        super(container, attempt, timeouts, past, waitedNanos);
        this.request = request;
        this.response = response;
        this.listeners = new AppListeners(this);
        this.pairIsContainers = request == attempt.request()
                && response == attempt.response()
                && attempt.request().getRequest() == attempt.exchange().outerRequest()
                && !(attempt.exchange().outerResponse() instanceof HttpServletResponseWrapper);
    }

    @Override
    public AppListeners listeners() {
        return listeners;
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
        } else if (!attempt.exchange().acts() && !returned) {
            tellOfCompletion();
        } else if (returned) {
            completeIfAsked();
            if (!attempt.exchange().acts()) {
                completeIfRefused();
            }
        }
    }

    /** Has the container tell the app what it has refused, as it would without us. */
    private void completeIfRefused() {
        if (state.move(Step.REFUSED, Step.ASKING)) {
            boolean done = false;
            try {
                container.complete();
                done = true;
            } finally {
                state.set(done ? Step.COMPLETED : Step.REFUSED);
            }
        }
    }

    @Override
    public void dispatch() {
        dispatching(container::dispatch, !goesElsewhere());
    }

    @Override
    public void dispatch(String path) {
        dispatching(() -> container.dispatch(path), false);
    }

    @Override
    public void dispatch(ServletContext context, String path) {
        dispatching(() -> container.dispatch(context, path), false);
    }

    private void dispatching(Runnable call, boolean comesBack) {
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
            toSamePlace = comesBack;
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
        if (over && attempt.isReleased()) {
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
        return container.hasOriginalRequestAndResponse() || pairIsContainers;
    }

    @Override
    public void start(Runnable run) {
        container.start(() -> {
            try {
                attempt.runTask(run);
            } catch (RuntimeException | Error e) {
                threw(e);
                throw e;
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
            boolean appHears = isOpen();
            if (appHears) {
                isToldOfTimeout(container.getTimeout());
                listeners.timeout();
            }
            attempt.timedOut(this);
            askAgain(appHears);
            state.awaitContainer();
            askAgain(appHears);
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        try (LogContext context = attempt.exchange().openLog()) {
            if (isOpen()) {
                attempt.containerFails(event.getThrowable());
            }
            listeners.error(event.getThrowable());
            attempt.failed(this, event.getThrowable());
            completeWhatWasRefused(true);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        over = true;
        try (LogContext context = attempt.exchange().openLog()) {
            // What they add to an answer of the app's goes out, as it does without us.
            attempt.passOnAppsAnswer();
            listeners.complete();
            attempt.over(this);
        }
    }

    /** The app's listeners have heard of it when the new context was made, which the container does not know. */
    @Override
    public void onStartAsync(AsyncEvent event) {}
}
