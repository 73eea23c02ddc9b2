package io.breakwater.internal.watchdog;

/**
 * How long an exchange has waited for its client to send the request's body. No downstream is to blame for that time, so the
 * deadline moves on by it, and no attempt counts as slow for it. There only once the app has asked for the body.
 *
 * <p>The time waited moves the deadline, not the moment of reading: bytes that were there already when the app asked for them
 * give it no more time, and an end that the app sees again and again gives it none. What goes beyond any buffer can't have been
 * there already, so a long upload that goes on starts the clock anew (as in Envoy, whose route time-out starts at the request's
 * end), however fast its client and slow its downstream are.
 *
 * <p>Thread-safe: the app's threads wait, the watchdog asks.
 */
public final class ClientWait {

    /** More than the buffers of container and kernel hold, together, of what the app has not asked for yet. */
    private static final long BEYOND_BUFFERS = 256 * 1024;
    /** What an app reads at once: a client that has sent less since it was waited for will be waited for again. */
    private static final long PIECE = 8 * 1024;

    private final long startNanos;
    private boolean waiting;
    /** Whether the exchange's place was given back until the client goes on. */
    private boolean placeLent;
    /** Whether the watchdog has found the app waiting, and how much had come when that was last. */
    private boolean foundWaiting;

    private long receivedThen;
    private long sinceNanos;
    private long attemptWaitedNanos;
    private long received;
    /** How far the exchange's clock has moved on, and the clock of its attempt. */
    private long shiftNanos;

    private long attemptShiftNanos;
    private long attemptStartNanos;

    public ClientWait(long startNanos, long attemptStartNanos) {
        this.startNanos = startNanos;
        this.attemptStartNanos = attemptStartNanos;
    }

    public synchronized void attemptBegins(long nowNanos) {
        attemptStartNanos = nowNanos;
        attemptShiftNanos = 0;
        attemptWaitedNanos = 0;
        waiting = false;
    }

    /**
     * The app waits; a wait that has begun already goes on.
     *
     * @return whether the client drips, which may be between any two looks of the watchdog's
     */
    public synchronized boolean begin(long nowNanos) {
        if (!waiting) {
            waiting = true;
            sinceNanos = nowNanos;
        }
        return foundWaiting && received - receivedThen < PIECE;
    }

    /** The app goes on, with so many more bytes of the client's. */
    public synchronized void end(long nowNanos, int bytes) {
        if (!waiting) {
            return;
        }
        waiting = false;
        long waited = nowNanos - sinceNanos;
        attemptWaitedNanos += waited;
        received += bytes;
        if (bytes > 0 && received > BEYOND_BUFFERS) {
            shiftNanos = nowNanos - startNanos;
            attemptShiftNanos = nowNanos - attemptStartNanos;
        } else {
            shiftNanos += waited;
            attemptShiftNanos += waited;
        }
    }

    public synchronized void notePlaceLent() {
        placeLent = true;
    }

    /** The watchdog looks. */
    public synchronized void isLookedAt() {
        if (waiting) {
            foundWaiting = true;
            receivedThen = received;
        }
    }

    /** Whether a place is to be asked for again; true once. */
    public synchronized boolean takePlaceLent() {
        boolean lent = placeLent;
        placeLent = false;
        return lent;
    }

    public synchronized boolean isWaiting() {
        return waiting;
    }

    /** How long the attempt has waited so far, a wait under way included. */
    public synchronized long attemptWaitedNanos(long nowNanos) {
        return waiting ? attemptWaitedNanos + Math.max(0, nowNanos - sinceNanos) : attemptWaitedNanos;
    }

    public synchronized long received() {
        return received;
    }

    public synchronized long shiftNanos() {
        return shiftNanos;
    }

    public synchronized long attemptShiftNanos() {
        return attemptShiftNanos;
    }
}
