package io.breakwater.internal.wrapper;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The app's listeners of one asynchronous cycle. They are told of each event before the exchange decides anything, with the
 * context, request and response that the app knows. Each hears of one completion: after a failed attempt, too, where the
 * container completes nothing. Thread-safe.
 */
public final class AppListeners {

    private static final Logger LOG = Logs.of(AppListeners.class);

    private record Entry(AsyncListener listener, ServletRequest request, ServletResponse response) {}

    private interface Call {
        void on(AsyncListener listener, AsyncEvent event) throws IOException;
    }

    private final AsyncContext context;
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final AtomicBoolean completed = new AtomicBoolean();

    AppListeners(AsyncContext context) {
        this.context = context;
    }

    void add(AsyncListener listener, ServletRequest request, ServletResponse response) {
        entries.add(new Entry(listener, request, response));
    }

    boolean areThere() {
        return !entries.isEmpty();
    }

    void timeout() {
        tell(context, null, AsyncListener::onTimeout);
    }

    void error(@Nullable Throwable thrown) {
        tell(context, thrown, AsyncListener::onError);
    }

    public void complete() {
        if (completed.compareAndSet(false, true)) {
            tell(context, null, AsyncListener::onComplete);
        }
    }

    /** The next cycle has begun, which has forgotten them; they may register with it. */
    public void startedAgain(AsyncContext next) {
        completed.set(true);
        tell(next, null, AsyncListener::onStartAsync);
    }

    @SuppressWarnings("IllegalCatch") // one listener's failure must not keep the others from hearing
    private void tell(AsyncContext of, @Nullable Throwable thrown, Call call) {
        for (Entry entry : entries) {
            try {
                call.on(entry.listener(), new AsyncEvent(of, entry.request(), entry.response(), thrown));
            } catch (IOException | RuntimeException | Error e) {
                LOG.warn("an asynchronous listener of the app failed: {}", entry.listener(), e);
            }
        }
    }
}
