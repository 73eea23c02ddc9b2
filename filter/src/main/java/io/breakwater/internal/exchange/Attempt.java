package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.container.ConnectionAborter;
import io.breakwater.internal.fault.CauseChain;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.policy.Permit;
import io.breakwater.internal.watchdog.AttemptThread;
import io.breakwater.internal.wrapper.AsyncCycle;
import io.breakwater.internal.wrapper.GuardedAttempt;
import io.breakwater.internal.wrapper.GuardedRequest;
import io.breakwater.internal.wrapper.GuardedResponse;
import io.breakwater.internal.wrapper.ResponseOwnership;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One run of the rest of the chain, with wrappers of its own: whoever still holds those of an earlier attempt is refused.
 *
 * <p>Begun on a thread of the container's; ended there, by an asynchronous completion or by the watchdog, whichever comes
 * first. App and watchdog use it from any thread.
 */
final class Attempt extends AsyncHolder {

    private static final Logger LOG = Logs.of(Attempt.class);

    private static final String EVENT_STREAM = "text/event-stream";

    private final Exchange exchange;
    private final ResponseOwnership ownership = new ResponseOwnership();
    private final GuardedRequest request;
    private final GuardedResponse firstResponse;
    /** Null until a dispatch brings the response in other wrappers. */
    private volatile @Nullable GuardedResponse laterResponse;

    private final AttemptThread thread = new AttemptThread();
    private final long startNanos;
    /** The number of the dispatch that began it, 0 for the client's request. */
    private final short beganAtDispatch;

    private volatile boolean timedOut;
    private volatile boolean aborted;
    private volatile short startedStatus;

    /**
     * @param permit what the breaker has lent; null where the guard only observes, and would have refused
     */
    Attempt(Exchange exchange, long startNanos, @Nullable Permit permit) {
        super(permit);
        this.exchange = exchange;
        this.startNanos = startNanos;
        this.beganAtDispatch = (short) exchange.dispatches();
        this.firstResponse = new GuardedResponse(this, exchange.outerResponse());
        this.request = new GuardedRequest(exchange.outerRequest(), this, exchange.attempts() == 1);
    }

    /** The attempt that a wrapper has been made for: nothing else makes any. */
    static Attempt of(GuardedAttempt guarded) {
        return (Attempt) guarded;
    }

    @Override
    public Exchange exchange() {
        return exchange;
    }

    @Override
    Attempt attempt() {
        return this;
    }

    @Override
    public ResponseOwnership ownership() {
        return ownership;
    }

    @Override
    public long startNanos() {
        return startNanos;
    }

    /** What it answers through. */
    @Override
    public GuardedResponse response() {
        GuardedResponse later = laterResponse;
        return later == null ? firstResponse : later;
    }

    @Override
    public GuardedRequest request() {
        return request;
    }

    /** Whether the dispatch of the container's that is under way began it. */
    @Override
    public boolean isBegunByThisDispatch() {
        return beganAtDispatch > 0 && exchange.async().isUnderWay(beganAtDispatch);
    }

    // On the exchange's thread.

    /** Runs the chain; gives back what it threw. Nothing is swallowed: the caller throws it on, or answers in its place. */
    Optional<Throwable> run(FilterChain chain) {
        return run(injectedInto(chain), request, response());
    }

    /** The same in a dispatch, with what the container dispatches. */
    @SuppressWarnings("IllegalCatch") // an Error must return its permits, too
    Optional<Throwable> run(FilterChain chain, ServletRequest given, ServletResponse toFill) {
        @Nullable Object[] place = CurrentExchange.place();
        Object outer = place[0];
        place[0] = exchange;
        try {
            chain.doFilter(given, toFill);
            return Optional.empty();
        } catch (Throwable t) {
            return Optional.of(t);
        } finally {
            place[0] = outer;
        }
    }

    /**
     * Ends the attempt. Returns true when the response is the caller's now; false when another thread has taken it, after a
     * wait until that thread has answered.
     */
    boolean end() {
        boolean ours = ownership.end();
        if (!ours) {
            awaitAnswer();
        }
        return ours;
    }

    /** Waits until whoever has taken the response is done with it. */
    void awaitAnswer() {
        CountDownLatch latch = answered();
        if (latch != null) {
            awaitFully(latch);
            Runnable late = notes().lateReport;
            if (late != null) {
                late.run();
            }
        }
    }

    /** Has {@code report} run when the attempt's own thread leaves the chain: the answer goes out only then. */
    void reportsLate(Runnable report) {
        notes().lateReport = report;
    }

    /** A thread of the container's takes the attempt up again. */
    void enterThread() {
        thread.enter();
    }

    /** The thread leaves the chain; from here on it is not interrupted any more. */
    void leaveThread() {
        thread.leave();
        if (answered() != null) {
            exchange.route().stuckThreads().remove(thread);
        }
    }

    /** The same where the attempt has ended, and {@code ours} tells whether {@link #end} has said so. */
    void leaveThreadAtEnd(boolean ours) {
        if (ours && !timedOut) {
            thread.leaveUnseen();
        } else {
            leaveThread();
        }
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

    /** Whether its thread was interrupted because its time was up. */
    boolean isTimedOut() {
        return timedOut;
    }

    /** Whether the response was broken off on another thread, so that this one must not end it in peace. */
    boolean wasAborted() {
        return aborted;
    }

    // From the wrappers.

    /** The container's own stream threw {@code e}; whatever happens after our own answer is no news of the client. */
    @Override
    public void clientFailed(IOException e) {
        // A container that is done with the response refuses what comes then in the same way.
        if (ownership.isAppOwned() && !isConcluding()) {
            notes().clientFailure = e;
        }
    }

    /**
     * The container tells a listener of the app for reading or writing that it is over.
     *
     * @param own what the listener itself has thrown, if it has; that was the client's doing only where its stream threw it
     */
    @Override
    public void listenerFails(Throwable thrown, @Nullable Throwable own) {
        if (own != null && (thrown == own || thrown.getCause() == own)) {
            exchange.async().appThrew(own);
        } else {
            clientFailed(thrown instanceof IOException e ? e : new IOException(thrown));
        }
    }

    /** The container is about to tell the app's listeners of an error, which may answer it. */
    @Override
    public void containerFails(@Nullable Throwable thrown) {
        if (thrown != null
                && ThrownFailure.isOfConnection(thrown)
                && !exchange.async().hasThrown()) {
            clientFailed((IOException) CauseChain.root(thrown));
        }
    }

    /** The response has started. */
    @Override
    public void responseStarted(int status) {
        startedStatus = (short) status;
        responseHasStarted();
    }

    /** Lets go what is held back, where we can't be sure to be there later. */
    @Override
    public void letGo() {
        try {
            response().release();
        } catch (IOException e) {
            clientFailed(e);
        }
    }

    /** Lets listeners and filters in front add to what has gone out, if that is the app's own answer. */
    @Override
    public void passOnAppsAnswer() {
        response().passOn(response().isReleased() && !wasTaken() && !aborted);
    }

    @Override
    public void clientGoesOn() {
        exchange.clientGoesOn(this);
    }

    @Override
    public boolean hidesFailure(int status) {
        return exchange.shared().events().hidesFailure(this, status);
    }

    /** Whether a dispatch of the container's is under way, at whose end the container looks at what it was told. */
    @Override
    public boolean isInDispatch() {
        return !thread.isGone();
    }

    /** The dispatch under way has brought the response in other wrappers. */
    void goOnWith(HttpServletResponse next) {
        GuardedResponse last = response();
        if (next != last.getResponse()) {
            exchange.goOnWith(next);
            laterResponse = last.in(next);
        }
    }

    // From the watchdog.

    @Override
    public boolean isCommitted() {
        // Tomcat takes a request that it could not read for answered, before it answers.
        return isResponseStarted() || (clientMistake() == null && response().isOuterCommitted());
    }

    /** The status the client got, or is to get. */
    int sentStatus() {
        return isResponseStarted() ? startedStatus : response().outer().getStatus();
    }

    @Override
    public boolean isEventStream() {
        String type = response().outer().getContentType();
        // Media types compare without case (RFC 9110, section 8.3.1).
        return type != null && type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length());
    }

    void timeOut() {
        timedOut = true;
        thread.interrupt();
    }

    @Override
    public boolean tryInspect() {
        return ownership.tryInspect();
    }

    @Override
    public void endInspection(boolean keeps) {
        if (keeps) {
            ownership.seize();
        } else {
            ownership.release();
        }
    }

    @Override
    public boolean interruptForRetry() {
        return exchange.interruptForRetry(this);
    }

    @Override
    public boolean prepareTakeOver(Fault fault) {
        boolean taken = exchange.shared().events().takesOver(this, fault);
        if (taken) {
            beforeTakeOver();
            exchange.route().stuckThreads().add(thread);
        }
        return taken;
    }

    @Override
    public void takeOver(Fault fault) {
        exchange.shared().events().takenOver(this, fault);
    }

    @Override
    public void isLost() {
        exchange.isLost(this);
    }

    /** The response has been broken off already. */
    void isBrokenOff() {
        aborted = true;
    }

    /**
     * Sends what the container still has in its buffer, where that is possible, then breaks the response off. May wait for
     * the client.
     */
    void flushAndAbort() {
        try {
            if (exchange.container().canFlushBeforeAbort()) {
                response().outer().flushBuffer();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("what was left of a broken response could not be sent", e);
        }
        abort();
    }

    void abort() {
        aborted = true;
        ConnectionAborter.abort(
                exchange.container(), exchange.outerRequest(), response().outer());
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Whether the container waits for the app, and has no thread in it. */
    boolean isWaiting() {
        return thread.isGone() && async().filter(AsyncCycle::isOpen).isPresent();
    }

    /** Another thread is about to answer: one that goes on with the request waits until {@link #taken}. */
    void beforeTakeOver() {
        notes().answered = new CountDownLatch(1);
    }

    /** Lets the attempt's own thread go on, if it waits in {@link #end}. */
    void taken() {
        CountDownLatch latch = answered();
        if (latch != null) {
            latch.countDown();
        }
    }
}
