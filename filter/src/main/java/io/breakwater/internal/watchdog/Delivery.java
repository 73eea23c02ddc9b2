package io.breakwater.internal.watchdog;

import io.breakwater.internal.container.ClientConnection;
import io.breakwater.internal.container.ConnectionAborter;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An answer of ours on its way to a client that may not take it: work with a limit of its own. At the limit the response is
 * broken off, which frees the thread that writes it; a client does not keep a thread for as long as the container would let it.
 *
 * <p>Carried out by one thread, and looked at by the watchdog.
 */
public abstract class Delivery {

    private enum State {
        /** It may be written. */
        OPEN,
        /** Its turn has come too late. */
        EXPIRED,
        /** It has taken too long, and is broken off. */
        CUT,
        /** It is written. */
        OVER
    }

    /**
     * The number of looks after the cut at which the connection is closed. If the thread is still in the container then, not
     * even the news that the stream is over has gone out, so closing the connection harms nobody else on it. Looks are
     * counted, not time, because a machine that stood still makes none.
     */
    private static final int LOOKS_UNTIL_CLOSE = 100;

    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private volatile long dueSinceNanos;
    private volatile long startNanos;
    private volatile @Nullable ClientConnection line;
    /** The thread that carries it out, while it is in the container. */
    private volatile @Nullable AttemptThread inContainer;

    /** The watchdog's own. */
    private int looksSinceCut;

    // What it is.

    /** What others share with it, so that no more than a few of them are carried out at once; empty when nobody does. */
    public abstract Optional<String> connection();

    /** What it goes out on, if that is known. */
    public abstract Optional<ClientConnection> findLine();

    /** Does all that there is to it, on the thread that has called {@link #start}. */
    public abstract void carryOut();

    // From those who carry it out.

    /** Its turn may come later; from now on it is due. */
    final void isDue(long nowNanos) {
        dueSinceNanos = nowNanos;
    }

    /** Its turn has come, which may be too late. */
    final void start(long nowNanos, long limitNanos) {
        startNanos = nowNanos;
        line = findLine().orElse(null);
        if (nowNanos - dueSinceNanos >= limitNanos) {
            state.set(State.EXPIRED);
        }
    }

    /** Whether it may still be written. */
    public final boolean isOpen() {
        return state.get() == State.OPEN;
    }

    /** Whether it has been broken off, or will have been in a moment, by somebody else than who carries it out. */
    public final boolean isCut() {
        return state.get() == State.CUT;
    }

    /** It has been written whole; false when it is broken off all the same. */
    public final boolean end() {
        return state.compareAndSet(State.OPEN, State.OVER);
    }

    /** From here on the thread may be stuck in the container; {@link #leaveContainer} must follow. */
    public final void enterContainer() {
        inContainer = new AttemptThread();
    }

    /** The thread is back. */
    public final void leaveContainer() {
        AttemptThread thread = inContainer;
        if (thread != null) {
            inContainer = null;
            thread.leave();
        }
    }

    // From the watchdog.

    /**
     * Sees to it that it does not take longer than it may.
     *
     * @param limitNanos for all of it
     * @param writeNanos since its turn has come
     * @param cutters carry out what may block; one that rejects it is asked again at the next look
     */
    final void keepTo(long limitNanos, long writeNanos, long nowNanos, Executor cutters) {
        State seen = state.get();
        if (seen == State.OPEN) {
            boolean late = nowNanos - dueSinceNanos >= limitNanos || nowNanos - startNanos >= writeNanos;
            if (late && state.compareAndSet(State.OPEN, State.CUT)) {
                cutters.execute(this::cut);
            }
            return;
        }
        AttemptThread thread = inContainer;
        if (seen == State.OVER || thread == null) {
            return;
        }
        if (isDisconnected()) {
            // Some containers do not tell a thread that waits to write of the connection's end.
            thread.interrupt();
        } else if (++looksSinceCut == LOOKS_UNTIL_CLOSE) {
            cutters.execute(this::close);
        }
    }

    /** Whether nothing of others' can be lost when a thread that writes is interrupted. */
    private boolean isDisconnected() {
        ClientConnection known = line;
        return known == null || ConnectionAborter.isClosed(known);
    }

    private void cut() {
        ClientConnection known = line;
        if (known != null) {
            ConnectionAborter.cut(known);
        }
    }

    private void close() {
        ClientConnection known = line;
        if (known != null) {
            ConnectionAborter.close(known);
        }
    }
}
