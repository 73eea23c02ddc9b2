package io.breakwater.internal.wrapper;

import io.breakwater.internal.util.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who may touch the response of one attempt: the app, until its attempt ends or its time is up, then whoever took it. Every
 * hand-over is a compare-and-set, so that exactly one side answers.
 *
 * <p>Thread-safe. While the app owns the response the state counts the app's operations in flight, so that nobody takes the
 * response away in the middle of one.
 */
public final class ResponseOwnership implements Turn {

    /** The attempt has ended; the exchange decides what follows. */
    private static final int ENDED = -1;
    /** The watchdog took the response away from a running attempt. */
    private static final int TAKEN = -2;
    /** The watchdog looks at the response for a moment; the app waits for it. */
    private static final int INSPECTED = -3;
    /** The attempt has ended while an operation of the app was still under way. */
    private static final int FORCED = -4;

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** In a pause of the whole process time goes by, but an operation of the app does not go on. */
    private static final int LAST_LOOKS = 5;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final VarHandle STATE = VarHandles.of(MethodHandles.lookup(), "state", int.class);

    @SuppressWarnings("unused") // through STATE
    private volatile int state;

    /** Begins an operation of the app, which ends with the {@code try} around it; null when the response is no longer the app's. */
    @Nullable Turn begin() {
        while (true) {
            int seen = state;
            if (seen >= 0) {
                if (STATE.compareAndSet(this, seen, seen + 1)) {
                    return this;
                }
            } else if (seen == INSPECTED) {
                Thread.onSpinWait();
            } else {
                return null;
            }
        }
    }

    /** Ends an operation of the app. */
    @Override
    public void close() {
        while (true) {
            int seen = state;
            // The attempt may have ended while another thread of the app was still writing: then there is nothing to
            // count.
            if (seen <= 0 || STATE.compareAndSet(this, seen, seen - 1)) {
                return;
            }
        }
    }

    /** Whether the app may still act. */
    public boolean isAppOwned() {
        int seen = state;
        return seen >= 0 || seen == INSPECTED;
    }

    /**
     * Ends the attempt; true for the one call that did, false when it had ended or the response had been taken before. An
     * operation that another thread of the app is in gets a moment to finish; not for ever, since it may hang in a write to a
     * slow client, or to a slow filter outside. After that the attempt has ended by force, see {@link #wasForced}.
     */
    public boolean end() {
        if (STATE.compareAndSet(this, 0, ENDED)) {
            return true;
        }
        long giveUpNanos = System.nanoTime() + PATIENCE_NANOS;
        int looksLeft = LAST_LOOKS;
        while (true) {
            int seen = state;
            if (seen == 0 || (seen > 0 && looksLeft == 0)) {
                if (STATE.compareAndSet(this, seen, seen == 0 ? ENDED : FORCED)) {
                    return true;
                }
            } else if (seen > 0 && System.nanoTime() - giveUpNanos > 0) {
                looksLeft--;
                LockSupport.parkNanos(LOOK_NANOS);
            } else if (seen > 0 || seen == INSPECTED) {
                Thread.onSpinWait();
            } else {
                return false;
            }
        }
    }

    /**
     * Whether the attempt has ended while the app was still writing: what it writes may come any time, so that nothing else must
     * be written to this response.
     */
    public boolean wasForced() {
        return state == FORCED;
    }

    /** Keeps the app out for a moment; false when it is in the middle of an operation or has ended. */
    public boolean tryInspect() {
        return STATE.compareAndSet(this, 0, INSPECTED);
    }

    /** Gives the response back after {@link #tryInspect}. */
    public void release() {
        state = 0;
    }

    /** Keeps the response after {@link #tryInspect}: from here on the app is refused. */
    public void seize() {
        state = TAKEN;
    }
}
