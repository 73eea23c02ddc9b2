package io.breakwater.internal.wrapper;

import io.breakwater.internal.log.Logs;
import io.breakwater.internal.watchdog.AppTimeouts;
import io.breakwater.internal.watchdog.AppWait;
import io.breakwater.internal.wrapper.CycleState.Step;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One asynchronous cycle of an attempt, from {@code startAsync} to the app's {@code complete} or {@code dispatch}, as the exchange
 * sees it. {@link GuardedAsyncContext} is what the app has of it.
 */
public abstract class AsyncCycle extends AppWait {

    /** What its cycles ask and tell the attempt beyond what all wrappers do. */
    public interface AsyncAttempt extends GuardedAttempt {

        /** How many dispatches there have been. */
        int dispatches();

        /** Where the client's request went; a container may move its request itself with a dispatch. */
        String firstUri();

        /** Path and query of that within the context. */
        String firstPath();

        /** Runs {@code task} after {@code delay}. */
        void schedule(Runnable task, Duration delay);

        /** Runs a task of the app's, on a thread of the container's. */
        void runTask(Runnable task);

        /** Lets go what is held back, where we can't be sure to be there later. */
        void letGo();

        /** Returns whether its answer is the app's own. */
        boolean isReleased();

        /** What the app's listeners, or filters outside, add to an answer of the app's goes out with it. */
        void passOnAppsAnswer();

        /** The container is about to tell the app's listeners of an error, which may answer it. */
        void containerFails(@Nullable Throwable thrown);

        /** The app has completed the request, and its dispatch has returned. */
        void complete(AsyncCycle cycle);

        /** The dispatch that was to begin another attempt will not come. */
        void retryLost();

        /** Neither the app nor its listeners have completed the request within the container's time-out. */
        void timedOut(AsyncCycle cycle);

        /** The container tells of an error, and the app's listeners have not answered. */
        void failed(AsyncCycle cycle, @Nullable Throwable thrown);

        /** The container is done with the request. */
        void over(AsyncCycle cycle);

        /** The container is done with the request, although a dispatch that the app has asked for may still come. */
        void overEarly();
    }

    private static final Logger LOG = Logs.of(AsyncCycle.class);

    final AsyncContext container;
    final AsyncAttempt attempt;
    /** Whether it began in a dispatch that has not come by us, at whose end we are not there. */
    final boolean past;

    private final int dispatch;
    final CycleState state = new CycleState();
    /** Whether the dispatch that it began in has returned to us. */
    volatile boolean returned;
    /** Whether the container knows already that the app has completed it. */
    private volatile boolean told;
    /** Whether the dispatch that the app has asked for goes where the client's request went. */
    volatile boolean toSamePlace;
    /** Whether the container is done with it. */
    volatile boolean over;
    /** What a task or listener of the app's has thrown, which may have been all that would have ended it; null for nothing. */
    private volatile @Nullable Throwable thrown;

    AsyncCycle(AsyncContext container, AsyncAttempt attempt, AppTimeouts timeouts, boolean past, long waitedNanos) {
        super(timeouts, waitedNanos);
        this.container = container;
        this.attempt = attempt;
        this.past = past;
        this.dispatch = attempt.dispatches();
    }

    /** Whether it began in the dispatch of the attempt that is under way, or was the last. */
    public final boolean isOfThisDispatch() {
        return dispatch == attempt.dispatches();
    }

    public final boolean isOpen() {
        return state.is(Step.OPEN);
    }

    /** Whether the app has asked for a dispatch that has not come by us so far, or has gone on from such a one. */
    public final boolean isAway() {
        return (past || state.isLeft()) && isOfThisDispatch();
    }

    /** Whether the app has asked for a dispatch to where the client's request went, which has not come so far. */
    public final boolean wouldComeBack() {
        return toSamePlace && state.is(Step.DISPATCHED) && isOfThisDispatch();
    }

    /** Whether the container tells of its time-out before that can have passed. */
    public final boolean isBeforeItsTime() {
        return isBeforeItsTime(container.getTimeout());
    }

    /** Whether a dispatch may still be asked for. */
    public final boolean canDispatch() {
        return !told;
    }

    /** A task or listener of the app's has thrown in it. */
    public final void threw(Throwable what) {
        thrown = what;
    }

    /** What a task or listener of the app's has thrown in it; null for nothing. */
    public final @Nullable Throwable thrown() {
        return thrown;
    }

    /** The app's listeners. */
    public abstract AppListeners listeners();

    /** Completes the container's context, once the exchange has decided what goes out; not when a dispatch will end it. */
    public final void completeContainer() {
        if (state.move(Step.OPEN, Step.ASKING)
                || state.move(Step.COMPLETING, Step.ASKING)
                || state.move(Step.REFUSED, Step.ASKING)) {
            try {
                if (!told) {
                    container.complete();
                }
                state.set(Step.COMPLETED);
            } catch (IllegalStateException e) {
                // The container has ended it by itself, or its time-out has begun, of which it will tell us.
                state.set(Step.REFUSED);
                LOG.debug("the container did not want the asynchronous request to be completed", e);
            }
        }
    }

    /** Whether listeners of the app's are still to hear that it is complete. */
    public final boolean hasListenersToHear() {
        return !over && listeners().areThere();
    }

    /** The dispatch that it began in has returned to us, and what the app has asked for there takes effect. */
    public final void dispatchReturned() {
        completeIfAsked();
        returned = true;
        // Another thread may have completed it meanwhile.
        completeIfAsked();
        if (over) {
            attempt.overEarly();
        }
    }

    /** Whether it is open between two dispatches. */
    public final boolean hasReturned() {
        return returned && isOfThisDispatch();
    }

    final void completeIfAsked() {
        if (state.move(Step.COMPLETING, Step.OPEN)) {
            attempt.complete(this);
        }
    }

    /**
     * The dispatch has thrown, and the container is to answer that: it must know what the app has asked for.
     */
    public final void dispatchThrew() {
        tellOfCompletion();
        returned = true;
    }

    /** The dispatch has thrown, which we answer: what the app has asked for there does not count any more. */
    public final void dispatchFailed() {
        state.move(Step.COMPLETING, Step.OPEN);
    }

    /** The container is to know that the app has completed it, because the app looks, or asks for something else. */
    public final void tellOfCompletion() {
        if (state.is(Step.COMPLETING) && !told) {
            told = true;
            container.complete();
        }
    }

    /** Has the container dispatch the request anew, for another attempt. */
    public final void dispatchAfter(Duration backoff) {
        if (state.move(Step.OPEN, Step.RESTING)) {
            if (backoff.isZero()) {
                dispatchAgain();
            } else {
                attempt.schedule(this::dispatchAgain, backoff);
            }
        }
    }

    private void dispatchAgain() {
        if (!state.move(Step.RESTING, Step.ASKING)) {
            return;
        }
        try {
            // It may come back as a dispatch before the call returns.
            if (goesElsewhere()) {
                // Not the form with a context, which Jetty 12.0 answers with nothing.
                container.dispatch(attempt.firstPath());
            } else {
                container.dispatch();
            }
            state.set(Step.DISPATCHED);
        } catch (IllegalStateException e) {
            LOG.debug("the container does not let another attempt begin now", e);
            if (over) {
                attempt.retryLost();
            } else {
                // Its own time-out has begun, of which it will tell us; it lets a dispatch through then.
                state.set(Step.RESTING);
            }
        }
    }

    /** The dispatch has not come in time: the exchange is answered without it. */
    public final void dispatchIsLost() {
        if (isOfThisDispatch()) {
            state.giveUpDispatch();
        }
    }

    /** What another thread could not tell the container, whose time-out had begun. */
    final void askAgain(boolean appHasHeard) {
        dispatchAgain();
        completeWhatWasRefused(appHasHeard);
    }

    /**
     * Where the guard only observes, the app was told that it was refused.
     *
     * @param appHasHeard whether the app's listeners could have answered; they could not while a completion was under way
     */
    final void completeWhatWasRefused(boolean appHasHeard) {
        if (state.is(Step.REFUSED) && (attempt.exchange().acts() || !appHasHeard)) {
            completeContainer();
        }
    }

    /**
     * Waits until the thread that has ended the attempt has told the container what follows, before the container answers
     * itself.
     */
    public final void awaitDecision() {
        state.awaitDecision();
    }

    /** Whether a plain dispatch would go elsewhere than the client's request: to a forward's target say. */
    final boolean goesElsewhere() {
        return !(container.getRequest() instanceof HttpServletRequest http)
                || !attempt.firstUri().equals(http.getRequestURI());
    }
}
