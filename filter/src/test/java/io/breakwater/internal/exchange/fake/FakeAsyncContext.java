package io.breakwater.internal.exchange.fake;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One cycle of asynchronous operation. What the app asks for takes effect when the dispatch has returned that it was begun in: the
 * request's thread waits here for it. Thread-safe.
 */
final class FakeAsyncContext implements AsyncContext {

    /** Longer than any test may take. */
    private static final long LOST_AFTER_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final long DEFAULT_TIMEOUT_MILLIS = 30_000;

    private enum State {
        STARTED,
        COMPLETING,
        DISPATCHING,
        OVER
    }

    private interface Call {
        void on(AsyncListener listener, AsyncEvent event) throws IOException;
    }

    private record Entry(
            AsyncListener listener, @Nullable ServletRequest request, @Nullable ServletResponse response) {}

    private final FakeRequest own;
    private final FakeResponse ownResponse;
    private final ServletRequest request;
    private final ServletResponse response;
    private final List<Entry> listeners = new CopyOnWriteArrayList<>();

    private State state = State.STARTED;
    private long timeoutMillis = DEFAULT_TIMEOUT_MILLIS;
    private @Nullable Throwable thrown;
    private @Nullable String path;

    FakeAsyncContext(FakeRequest own, FakeResponse ownResponse, ServletRequest request, ServletResponse response) {
        this.own = own;
        this.ownResponse = ownResponse;
        this.request = request;
        this.response = response;
    }

    // What the container does.

    synchronized boolean isStarted() {
        return state != State.OVER;
    }

    /**
     * Waits for what follows on the dispatch, and tells the listeners of time-outs and errors meanwhile.
     *
     * @return whether another dispatch follows, and not the end
     */
    boolean awaitDispatch() throws InterruptedException {
        Throwable failure = awaitRequest();
        if (isAskedForNothing()) {
            if (failure == null) {
                tell(this, null, AsyncListener::onTimeout);
            } else {
                tell(this, failure, AsyncListener::onError);
            }
            answerIfNobodyDoes();
        }
        synchronized (this) {
            boolean dispatches = state == State.DISPATCHING;
            state = State.OVER;
            if (dispatches && path != null) {
                own.moveTo(path);
            }
            return dispatches;
        }
    }

    private synchronized @Nullable Throwable awaitRequest() throws InterruptedException {
        long begin = System.nanoTime();
        while (state == State.STARTED && thrown == null) {
            long waited = System.nanoTime() - begin;
            if (waited > LOST_AFTER_NANOS) {
                throw new AssertionError("nobody has completed or dispatched the request");
            }
            long most = timeoutMillis <= 0 ? LOST_AFTER_NANOS : TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            if (waited >= most) {
                return null;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(most, LOST_AFTER_NANOS) - waited + 1);
        }
        return thrown;
    }

    private synchronized boolean isAskedForNothing() {
        return state == State.STARTED;
    }

    private void answerIfNobodyDoes() {
        if (isAskedForNothing()) {
            ownResponse.answerFailure();
            synchronized (this) {
                if (state == State.STARTED) {
                    state = State.COMPLETING;
                }
            }
        }
    }

    /** The app's code has thrown, in a dispatch or in a task of the container's. */
    synchronized void fails(Throwable failure) {
        thrown = failure;
        notifyAll();
    }

    /** A dispatch has thrown that this cycle had led to. */
    void dispatchFails(Throwable failure) {
        tell(this, failure, AsyncListener::onError);
    }

    void tellOver() {
        tell(this, null, AsyncListener::onComplete);
    }

    void tellStartedAgain(FakeAsyncContext next) {
        tell(next, null, AsyncListener::onStartAsync);
    }

    private void tell(FakeAsyncContext of, @Nullable Throwable failure, Call call) {
        for (Entry entry : listeners) {
            try {
                call.on(entry.listener(), new AsyncEvent(of, entry.request(), entry.response(), failure));
            } catch (IOException e) {
                throw new AssertionError("a listener has failed", e);
            }
        }
    }

    // The Servlet API.

    @Override
    public synchronized void complete() {
        ask(State.COMPLETING);
    }

    @Override
    public synchronized void dispatch() {
        ask(State.DISPATCHING);
    }

    @Override
    public synchronized void dispatch(String newPath) {
        ask(State.DISPATCHING);
        path = newPath;
    }

    @Override
    public void dispatch(ServletContext context, String newPath) {
        throw new UnsupportedOperationException();
    }

    private void ask(State next) {
        if (state != State.STARTED) {
            throw new IllegalStateException("Asynchronous operation is " + state);
        }
        state = next;
        notifyAll();
    }

    @Override
    public void start(Runnable run) {
        Thread thread = new Thread(run, "fake-container-task");
        thread.setUncaughtExceptionHandler((where, failure) -> fails(failure));
        thread.setDaemon(true);
        thread.start();
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
        return request == own && response == ownResponse;
    }

    @Override
    public void addListener(AsyncListener listener) {
        listeners.add(new Entry(listener, null, null));
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest given, ServletResponse toFill) {
        listeners.add(new Entry(listener, given, toFill));
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void setTimeout(long millis) {
        timeoutMillis = millis;
        notifyAll();
    }

    @Override
    public synchronized long getTimeout() {
        return timeoutMillis;
    }
}
