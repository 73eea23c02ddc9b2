package io.breakwater.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Outcome;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the rest of the chain, with wrappers of its own: whoever still holds those of an earlier attempt is refused.
 *
 * <p>Created and ended on the exchange's thread; the app may use the wrappers, and the watchdog may look, from any other.
 */
final class Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final Exchange exchange;
    private final Ownership ownership = new Ownership();
    private final GuardedRequest request;
    private final GuardedResponse response;
    private volatile AttemptThread thread = new AttemptThread();
    private final long startNanos;
    /** The number of the dispatch that began it, 0 for the client's request. */
    private final int beganAtDispatch;

    private volatile long responseStartNanos;
    private volatile boolean responseStarted;
    private volatile int startedStatus;
    private volatile boolean timedOut;
    private volatile boolean aborted;
    private volatile @Nullable IOException clientFailure;
    private volatile @Nullable CountDownLatch answered;
    private volatile @Nullable GuardedAsyncContext async;

    Attempt(Exchange exchange, long startNanos) {
        this.exchange = exchange;
        this.startNanos = startNanos;
        this.beganAtDispatch = exchange.dispatches();
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

    GuardedRequest request() {
        return request;
    }

    /** Whether the dispatch of the container's that is under way began it. */
    boolean isBegunByThisDispatch() {
        return beganAtDispatch > 0 && exchange.async().isUnderWay(beganAtDispatch);
    }

    // On the exchange's thread.

    /** Runs the chain; gives back what it threw. Nothing is swallowed: the caller throws it on, or answers in its place. */
    Optional<Throwable> run(FilterChain chain) {
        return run(chain, request, response);
    }

    /** The same in a dispatch, with what the container dispatches. */
    @SuppressWarnings("IllegalCatch") // an Error must return its permits, too
    Optional<Throwable> run(FilterChain chain, ServletRequest given, ServletResponse toFill) {
        Exchange outer = CurrentExchange.set(exchange);
        try {
            chain.doFilter(given, toFill);
            return Optional.empty();
        } catch (Throwable t) {
            return Optional.of(t);
        } finally {
            CurrentExchange.restore(outer);
        }
    }

    /**
     * Ends the attempt; true when the response is the caller's now, false when somebody else has answered it, and is done
     * with that.
     */
    boolean end() {
        boolean ours = ownership.end();
        if (!ours) {
            awaitAnswer();
        }
        return ours;
    }

    /** Whether the response was taken away from a running attempt. */
    boolean wasTaken() {
        return answered != null;
    }

    /** Waits until whoever has taken the response is done with it. */
    void awaitAnswer() {
        CountDownLatch latch = answered;
        if (latch != null) {
            awaitFully(latch);
        }
    }

    /** A thread of the container's takes the attempt up again. */
    void enterThread() {
        thread = new AttemptThread();
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
        if (response.isBrokenOff()) {
            return Outcome.Failed.of(Fault.RESPONSE_INCOMPLETE);
        }
        if (async != null && response.isRecycled()) {
            // The container has ended it on another thread meanwhile, for whatever reason; there is nobody to tell.
            return Outcome.Failed.of(Fault.CLIENT_GONE);
        }
        int status = response.finalStatus();
        Optional<Outcome.Failed> swallowed =
                response.mayHideFault(status) ? SwallowedException.read(exchange) : Optional.empty();
        if (swallowed.isPresent()) {
            return swallowed.get();
        }
        if (response.isNonsense() && (exchange.observation() != null || !isCommitted())) {
            return Outcome.Failed.of(Fault.PROTOCOL_ERROR);
        }
        if (exchange.policy().holds(status)) {
            return Outcome.Failed.ofStatus(status);
        }
        return response.isShort() ? Outcome.Failed.of(Fault.RESPONSE_INCOMPLETE) : Outcome.Answered.INSTANCE;
    }

    /** Gives its permit back with what it came to, if it has one that nobody has given back. */
    void vote(Outcome outcome) {
        vote(outcome, durationNanos(exchange.now()));
    }

    /** The same for an attempt that took so long when its time was up. */
    void vote(Outcome outcome, long durationNanos) {
        NamedDownstream named = request.named();
        if (named == null) {
            exchange.vote(outcome, durationNanos);
        } else {
            named.vote(outcome);
        }
    }

    /** The route whose breaker it counts for: the exchange's own, unless the app has named another. */
    GuardedRoute downstream() {
        NamedDownstream named = request.named();
        return named == null ? exchange.route() : named.route();
    }

    /** That, unless the client's side has broken. */
    Outcome outcomeOr(Outcome other) {
        IOException client = clientFailure;
        return client == null ? other : Outcome.Failed.of(Fault.CLIENT_GONE, client);
    }

    private Outcome outcomeOf(Throwable thrown) {
        Optional<Outcome.Failed> failure = exchange.classify(thrown);
        if (failure.isEmpty()) {
            return new Outcome.AppFailed(thrown);
        }
        // No client tells a late first byte from a late next one; whether the response has started does.
        boolean stalled = failure.get().fault() == Fault.RESPONSE_TIMEOUT && isCommitted();
        return stalled ? Outcome.Failed.of(Fault.READ_TIMEOUT, thrown) : failure.get();
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

    /**
     * The container tells a listener of the app for reading or writing that it is over.
     *
     * @param own what the listener itself has thrown, if it has; that was the client's doing only where its stream threw it
     */
    void listenerFails(Throwable thrown, @Nullable Throwable own) {
        if (own != null && (thrown == own || thrown.getCause() == own)) {
            exchange.async().appThrew(own);
        } else {
            clientBroke(thrown instanceof IOException e ? e : new IOException(thrown));
        }
    }

    void responseStarted(int status) {
        startedStatus = status;
        responseStartNanos = exchange.now();
        responseStarted = true;
        exchange.returnPlace();
    }

    /** The app has started asynchronous operation with the pair it knows. */
    AsyncContext asyncStarted(AsyncContext container, ServletRequest known, ServletResponse knownResponse) {
        boolean original = known == request && knownResponse == response;
        GuardedAsyncContext context =
                new GuardedAsyncContext(container, this, exchange.async(), known, knownResponse, original);
        GuardedAsyncContext last = async;
        async = context;
        container.addListener(context);
        if (last != null) {
            last.listeners().startedAgain(context);
        }
        return context;
    }

    /** Starts asynchronous operation for ourselves, so that another attempt can be dispatched. */
    GuardedAsyncContext startAsync() {
        asyncStarted(exchange.outerRequest().startAsync(request, response), request, response);
        return Objects.requireNonNull(async);
    }

    /**
     * Finds out about asynchronous operation that the app has started past our wrappers. What it writes there is out of our
     * reach, but for the deadline.
     */
    private void findStray() {
        HttpServletRequest outer = exchange.outerRequest();
        if (async == null && outer.isAsyncStarted()) {
            try {
                // Not the pair that the context has, of which Tomcat knows no more once the app has dispatched it.
                asyncStarted(outer.getAsyncContext(), outer, exchange.outerResponse());
                exchange.shared().remember(exchange);
                response.stopHolding();
            } catch (IllegalStateException e) {
                async = null;
                LOG.debug("asynchronous operation that was started past the guard has ended already", e);
            } catch (IOException e) {
                clientBroke(e);
            }
        }
    }

    /** Whether it goes on although the container's dispatch returns. */
    boolean goesOn() {
        findStray();
        GuardedAsyncContext context = async;
        return context != null && context.isOfThisDispatch();
    }

    /** Does what the app's completion would; false where it has not started asynchronous operation. */
    boolean completeIfAsync() {
        GuardedAsyncContext context = async;
        if (context != null) {
            exchange.async().complete(this, context);
        }
        return context != null;
    }

    Optional<GuardedAsyncContext> async() {
        return Optional.ofNullable(async);
    }

    // From the watchdog.

    boolean isCommitted() {
        return responseStarted || response.isOuterCommitted();
    }

    /** The status the client got, or is to get. */
    int sentStatus() {
        return responseStarted ? startedStatus : response.outer().getStatus();
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

    /** The response has been broken off already. */
    void isBrokenOff() {
        aborted = true;
    }

    void abort() {
        aborted = true;
        Abort.now(exchange.outerRequest(), response.outer());
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Whether the container waits for the app, and has no thread in it. */
    boolean isParked() {
        GuardedAsyncContext context = async;
        return context != null && context.isOpen() && thread.isGone();
    }

    /** Lets the attempt's own thread go on, if it waits in {@link #end}. */
    void taken() {
        CountDownLatch latch = answered;
        if (latch != null) {
            latch.countDown();
        }
    }
}
