package io.breakwater.internal.page;

import java.time.Duration;

/** {@code Retry-After} as RFC 9110, section 10.2.3 has it: whole seconds. */
final class RetryAfterHint {

    private RetryAfterHint() {}

    /** Rounded up, and at least 1: who comes too early is turned away once more. */
    static long seconds(Duration duration) {
        long seconds = duration.getSeconds();
        if (duration.getNano() > 0 && seconds < Long.MAX_VALUE) {
            seconds++;
        }
        return Math.max(1, seconds);
    }
}
