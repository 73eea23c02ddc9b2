package io.breakwater.internal.watchdog;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The threads of a route that are in the app although the response has been taken away from it. Thread-safe.
 *
 * <p>Whoever takes the response adds the app's thread, which removes itself when it comes back. Each makes its own step
 * visible first, and then looks for the other's step, so that no order of the two leaves a thread behind.
 */
public final class StuckThreads {

    private final Set<AttemptThread> threads = ConcurrentHashMap.newKeySet();

    /** The response has been taken away; visibly for the thread, which calls {@link #remove} when it comes back. */
    public void add(AttemptThread thread) {
        threads.add(thread);
        if (thread.isGone()) {
            threads.remove(thread);
        }
    }

    /** The thread has left the app. */
    public void remove(AttemptThread thread) {
        threads.remove(thread);
    }

    /** Returns how many are in the app now. */
    public int count() {
        return threads.size();
    }
}
