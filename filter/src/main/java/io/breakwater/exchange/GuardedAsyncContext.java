package io.breakwater.exchange;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** An attempt that goes on after its thread has left: the exchange ends when the app completes it. */
final class GuardedAsyncContext implements AsyncContext {

    private final AsyncContext container;
    private final Attempt attempt;

    GuardedAsyncContext(AsyncContext container, Attempt attempt) {
        this.container = container;
        this.attempt = attempt;
    }

    /** Completes the container's context, once the exchange has decided what goes out. */
    void completeContainer() {
        container.complete();
    }

    /** Hears when the container is done with a request that the app has not completed itself. */
    AsyncListener completion() {
        return new AsyncListener() {
            @Override
            public void onComplete(AsyncEvent event) {
                attempt.exchange().asyncOver(attempt);
            }

            @Override
            public void onTimeout(AsyncEvent event) {}

            @Override
            public void onError(AsyncEvent event) {}

            @Override
            public void onStartAsync(AsyncEvent event) {
                // A new cycle forgets the listeners of the old one.
                event.getAsyncContext().addListener(this);
            }
        };
    }

    @Override
    public void complete() {
        attempt.exchange().completeAsync(attempt, this);
    }

    @Override
    public void dispatch() {
        letGo();
        container.dispatch();
    }

    @Override
    public void dispatch(String path) {
        letGo();
        container.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext context, String path) {
        letGo();
        container.dispatch(context, path);
    }

    /** After a dispatch the container completes the request by itself, and nobody could let go what is held back. */
    private void letGo() {
        try {
            attempt.response().stopHolding();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ServletRequest getRequest() {
        return container.getRequest();
    }

    @Override
    public ServletResponse getResponse() {
        return container.getResponse();
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return container.hasOriginalRequestAndResponse();
    }

    @Override
    public void start(Runnable run) {
        container.start(run);
    }

    @Override
    public void addListener(AsyncListener listener) {
        container.addListener(listener);
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
        container.addListener(listener, request, response);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return container.createListener(type);
    }

    @Override
    public void setTimeout(long millis) {
        container.setTimeout(millis);
    }

    @Override
    public long getTimeout() {
        return container.getTimeout();
    }
}
