package io.breakwater.internal.exchange;

import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.route.RequestPath;
import io.breakwater.internal.watchdog.AppTimeouts;
import io.breakwater.internal.watchdog.WatchdogTask;
import io.breakwater.internal.wrapper.AsyncCycle;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange has to remember once it goes on asynchronously: what the client's request was, the dispatches so far, and the
 * retry that waits for a dispatch of its own. There for asynchronous exchanges only.
 *
 * <p>Thread-safe: an attempt's ownership decides who ends it, and whoever takes a pending retry owns it.
 */
final class AsyncExchange extends AppTimeouts {

    /**
     * A failed attempt whose successor waits for the container's dispatch. A container may lose one, and a filter in front may keep
     * it back: then the exchange's deadline is what ends the wait.
     */
    final class Pending extends WatchdogTask {
        private final Attempt attempt;
        private final Outcome outcome;
        private final Optional<Throwable> thrown;

        private Pending(Attempt attempt, Outcome outcome, Optional<Throwable> thrown) {
            this.attempt = attempt;
            this.outcome = outcome;
            this.thrown = thrown;
            long now = exchange.now();
            setNanos(now + exchange.deadline().leftNanos(now));
        }

        Attempt attempt() {
            return attempt;
        }

        Outcome outcome() {
            return outcome;
        }

        Optional<Throwable> thrown() {
            return thrown;
        }

        /** A dispatch that comes all the same waits for the answer in its place. */
        @Override
        public void run(long nowNanos) {
            exchange.shared().watchdog().disarm(this);
            attempt.beforeTakeOver();
            if (pending.compareAndSet(this, null)) {
                exchange.shared().events().retryOverdue(attempt, outcome);
            } else {
                attempt.taken();
            }
        }
    }

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

    boolean hasThrown() {
        return appThrown != null;
    }

    /** What the app's own task threw, or a dispatch; null for nothing. */
    @Nullable Throwable thrown() {
        return appThrown;
    }

    /** What the app's own task threw, which is not the client's doing. */
    void appThrew(Throwable thrown) {
        appThrown = thrown;
    }

    /**
     * Has the container dispatch the request for another attempt, and tells the app's listeners that the failed one is
     * complete.
     */
    void retry(Attempt attempt, AsyncCycle context, Outcome outcome, Optional<Throwable> thrown, Duration backoff) {
        Pending next = new Pending(attempt, outcome, thrown);
        // Before it is known, so that whoever takes it finds it armed.
        exchange.shared().watchdog().arm(next);
        pending.set(next);
        context.listeners().complete();
        context.dispatchAfter(backoff);
    }

    /** Whether another attempt waits for its dispatch. */
    boolean isRetryPending() {
        return pending.get() != null;
    }

    /** Takes over the retry that waits for its dispatch; null when there is none. */
    @Nullable Pending takePending() {
        Pending taken = pending.getAndSet(null);
        if (taken != null) {
            exchange.shared().watchdog().disarm(taken);
        }
        return taken;
    }

    /** A dispatch begins; false when one is under way, so that this is another guard in the same chain. */
    boolean dispatchBegins() {
        if (resumed) {
            return false;
        }
        resumed = true;
        return true;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one dispatch at a time
    void countDispatch() {
        dispatches++;
    }

    /** It has returned. */
    void dispatchEnds() {
        resumed = false;
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
