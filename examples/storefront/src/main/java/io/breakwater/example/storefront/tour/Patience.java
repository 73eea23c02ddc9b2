package io.breakwater.example.storefront.tour;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Waits for what happens a moment after the client has its answer, and not for ever. */
final class Patience {
    private static final long PAUSE_MILLIS = 20;

    private Patience() {}

    /** What {@code found} gives once it gives something; empty when it does not within that time. */
    static <T> Optional<T> await(Duration within, Callable<Optional<T>> found) throws Exception {
        long end = System.nanoTime() + within.toNanos();
        Optional<T> result = found.call();
        while (result.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(PAUSE_MILLIS);
            result = found.call();
        }
        return result;
    }
}
