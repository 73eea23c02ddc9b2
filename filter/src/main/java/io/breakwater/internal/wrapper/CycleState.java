package io.breakwater.internal.wrapper;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * How far an asynchronous cycle has got, and what the container knows of that. Between a decision and the container's knowing
 * of it the container's own time-out may begin, which must not answer then. Thread-safe.
 */
final class CycleState {

    /** Where it is. */
    enum Step {
        /** The app has it. */
        OPEN,
        /** Another attempt is to follow, after a backoff. */
        RESTING,
        /** The container is being told to dispatch, or to complete, which it may refuse. */
        ASKING,
        /** The same for a dispatch of the app's. */
        LEAVING,
        /** The container was told to dispatch. */
        DISPATCHED,
        /** The app has completed it in a dispatch, at whose end that takes effect. */
        COMPLETING,
        /** The container did not want to be told to complete. */
        REFUSED,
        /** The container was told to complete. */
        COMPLETED
    }

    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    /**
     * More than a busy machine needs to tell a container something. There is an end to it since a container might hold the other
     * thread up until this one has returned. Looks, because a machine that stood still has none.
     */
    private static final int LOOKS = 10_000;

    private final AtomicReference<Step> step = new AtomicReference<>(Step.OPEN);

    boolean is(Step asked) {
        return step.get() == asked;
    }

    /** Whether a dispatch has been asked for, by the app or by us. */
    boolean isLeft() {
        Step seen = now();
        return seen == Step.DISPATCHED || seen == Step.LEAVING;
    }

    boolean move(Step from, Step to) {
        return step.compareAndSet(from, to);
    }

    void set(Step to) {
        step.set(to);
    }

    /** A dispatch that was asked for, or was to be, does not come. */
    void giveUpDispatch() {
        if (!move(Step.RESTING, Step.OPEN)) {
            move(Step.DISPATCHED, Step.OPEN);
        }
    }

    /** Waits while another thread tells the container something, or is about to. */
    void awaitContainer() {
        for (int looks = LOOKS; looks > 0 && isAsking(); looks--) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** The same where another thread has ended the attempt, and is about to tell the container what follows. */
    void awaitDecision() {
        for (int looks = LOOKS; looks > 0 && (isAsking() || is(Step.OPEN)); looks--) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean isAsking() {
        Step seen = now();
        return seen == Step.ASKING || seen == Step.LEAVING || seen == Step.COMPLETING;
    }

    private Step now() {
        return Objects.requireNonNull(step.get());
    }
}
