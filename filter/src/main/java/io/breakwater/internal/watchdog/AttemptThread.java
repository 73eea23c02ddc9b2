package io.breakwater.internal.watchdog;

import io.breakwater.internal.util.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The thread that runs an attempt, for as long as it may be interrupted. The interrupt is sent under a small lock, so that it
 * never hits the thread after it has gone on to something else, and only an interrupt of ours is cleared afterwards.
 *
 * <p>Thread-safe.
 */
public final class AttemptThread {

    /** As it begins. */
    private static final int RUNNING = 0;

    private static final int LOCKED = 1;
    private static final int INTERRUPTED = 2;
    private static final int GONE = 3;

    private static final VarHandle STATE = VarHandles.of(MethodHandles.lookup(), "state", int.class);

    /** Written before the state says that it runs. */
    private Thread thread = Thread.currentThread();

    @SuppressWarnings("unused") // through STATE
    private volatile int state;

    /** The attempt goes on, on the thread that calls. */
    public void enter() {
        thread = Thread.currentThread();
        state = RUNNING;
    }

    /** Interrupts the attempt if it still runs; a thread that somebody else has interrupted already is left alone. */
    public void interrupt() {
        if (STATE.compareAndSet(this, RUNNING, LOCKED)) {
            boolean ours = !thread.isInterrupted();
            if (ours) {
                thread.interrupt();
            }
            state = ours ? INTERRUPTED : RUNNING;
        }
    }

    /** Whether the attempt has left it. */
    public boolean isGone() {
        return state == GONE;
    }

    /** The attempt has left; to be called on its own thread. Clears the interrupt flag if it was set by {@link #interrupt}. */
    public void leave() {
        while (!STATE.compareAndSet(this, RUNNING, GONE)) {
            if (state == INTERRUPTED) {
                state = GONE;
                Thread.interrupted();
                return;
            }
            if (state == GONE) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    /** The same where nobody can {@link #interrupt} it any more, and nobody has: costs no compare-and-set. */
    public void leaveUnseen() {
        STATE.setRelease(this, GONE);
    }
}
