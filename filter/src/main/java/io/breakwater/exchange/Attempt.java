package io.breakwater.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Outcome;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One run of the rest of the chain, with wrappers of its own: whoever still holds those of an earlier attempt is refused.
 *
 * <p>Created and ended on the exchange's thread; the app may use the wrappers, and the watchdog may look, from any other.
 */
final class Attempt {

    private final Exchange exchange;
    private final Ownership ownership = new Ownership();
    private final GuardedRequest request;
    private final GuardedResponse response;
    private final AttemptThread thread = new AttemptThread();
    private final long startNanos;
    private volatile long responseStartNanos;
    private volatile boolean responseStarted;
    private volatile boolean timedOut;
    private volatile boolean aborted;
    private volatile @Nullable IOException clientFailure;
    private volatile @Nullable CountDownLatch answered;
    private volatile @Nullable GuardedAsyncContext async;

    Attempt(Exchange exchange, long startNanos) {
        this.exchange = exchange;
        this.startNanos = startNanos;
        this.response = new GuardedResponse(this);
        this.request = new GuardedRequest(exchange.outerRequest(), this);
    }

    Exchange exchange() {
        return exchange;
    }

    Ownership ownership() {
        return ownership;
    }

    long startNanos() {
        return startNanos;
    }

    GuardedResponse response() {
        return response;
    }

    // On the exchange's thread.

    /** Runs the chain; gives back what it threw. Nothing is swallowed: the caller throws it on, or answers in its place. */
    @SuppressWarnings("IllegalCatch") // an Error must return its permits, too
    Optional<Throwable> run(FilterChain chain) {
        try {
            chain.doFilter(request, response);
            return Optional.empty();
        } catch (Throwable t) {
            return Optional.of(t);
        }
    }

    /**
     * Ends the attempt; true when the response is the caller's now, false when somebody else has answered it, and is done
     * with that.
     */
    boolean end() {
        boolean ours = ownership.end();
        CountDownLatch latch = answered;
        if (!ours && latch != null) {
            awaitFully(latch);
        }
        return ours;
    }

    /** The thread leaves the chain; from here on it is not interrupted any more. */
    void leaveThread() {
        thread.leave();
    }

    private static void awaitFully(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it came to. After {@link #end} only. */
    Outcome outcome(Optional<Throwable> thrown) {
        IOException client = clientFailure;
        if (client != null) {
            return Outcome.Failed.of(Fault.CLIENT_GONE, client);
        }
        if (timedOut && !isCommitted() && (thrown.isPresent() || response.finalStatus() >= 500)) {
            // What an interrupted app makes of it tells of the interrupt; an answer that came all the same is one.
            return new Outcome.Failed(Fault.RESPONSE_TIMEOUT, Fault.RESPONSE_TIMEOUT.status(), thrown);
        }
        if (thrown.isPresent()) {
            return outcomeOf(thrown.get());
        }
        int status = response.finalStatus();
        if (exchange.policy().holds(status)) {
            return Outcome.Failed.ofStatus(status);
        }
        return response.isShort() ? Outcome.Failed.of(Fault.RESPONSE_INCOMPLETE) : Outcome.Answered.INSTANCE;
    }

    private Outcome outcomeOf(Throwable thrown) {
        Optional<Fault> fault = exchange.classify(thrown);
        if (fault.isEmpty()) {
            return new Outcome.AppFailed(thrown);
        }
        // No client tells a late first byte from a late next one; whether the response has started does.
        boolean stalled = fault.get() == Fault.RESPONSE_TIMEOUT && isCommitted();
        return Outcome.Failed.of(stalled ? Fault.READ_TIMEOUT : fault.get(), thrown);
    }

    /** How long the downstream took: until the response started, or until now. */
    long durationNanos(long nowNanos) {
        return (responseStarted ? responseStartNanos : nowNanos) - startNanos;
    }

    /** Whether the response was broken off on another thread, so that this one must not end it in peace. */
    boolean wasAborted() {
        return aborted;
    }

    // From the wrappers.

    void clientWaitBegins() {
        exchange.deadline().clientWaitBegins();
    }

    void clientWaitEnds() {
        exchange.deadline().clientWaitEnds(exchange.now());
    }

    /** The container's own stream threw {@code e}; whatever happens after our own answer is no news of the client. */
    void clientBroke(IOException e) {
        if (ownership.isApps()) {
            clientFailure = e;
        }
    }

    void responseStarted() {
        responseStartNanos = exchange.now();
        responseStarted = true;
        exchange.returnPlace();
    }

    AsyncContext asyncStarted(AsyncContext container) {
        GuardedAsyncContext context = new GuardedAsyncContext(container, this);
        async = context;
        container.addListener(context.completion());
        return context;
    }

    Optional<GuardedAsyncContext> async() {
        return Optional.ofNullable(async);
    }

    // From the watchdog.

    boolean isCommitted() {
        return response.outer().isCommitted();
    }

    boolean isEventStream() {
        String type = response.outer().getContentType();
        return type != null && type.startsWith("text/event-stream");
    }

    void timeOut() {
        timedOut = true;
        thread.interrupt();
    }

    void beforeTakeOver() {
        answered = new CountDownLatch(1);
    }

    void abort() {
        aborted = true;
        Abort.now(exchange.outerRequest(), response.outer());
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Lets the attempt's own thread go on, if it waits in {@link #end}. */
    void taken() {
        CountDownLatch latch = answered;
        if (latch != null) {
            latch.countDown();
        }
    }
}
