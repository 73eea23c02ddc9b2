package io.breakwater.example.storefront.tour;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a leg must come to. Immutable.
 *
 * @param atLeast the answer must not come earlier
 * @param atMost nor later
 * @param retryAfter whether it must say when to try again; otherwise it may
 */
record Promise(
        int status,
        Received.Form form,
        int attempts,
        int reached,
        Duration atLeast,
        Duration atMost,
        String breaker,
        boolean retryAfter) {
    /** What an answer that nobody has to wait for may take, on a machine that is busy with other things. */
    private static final Duration SOON = Duration.ofMillis(1500);

    static Promise of(int status, Received.Form form) {
        return new Promise(status, form, 1, 1, Duration.ZERO, SOON, "CLOSED", false);
    }

    Promise attempts(int count) {
        return new Promise(status, form, count, reached, atLeast, atMost, breaker, retryAfter);
    }

    Promise reached(int count) {
        return new Promise(status, form, attempts, count, atLeast, atMost, breaker, retryAfter);
    }

    /** Not before that time, and not long after it. */
    Promise after(Duration time) {
        return new Promise(status, form, attempts, reached, time, time.plus(SOON), breaker, retryAfter);
    }

    Promise within(Duration time) {
        return new Promise(status, form, attempts, reached, atLeast, time, breaker, retryAfter);
    }

    Promise breaker(String state) {
        return new Promise(status, form, attempts, reached, atLeast, atMost, state, retryAfter);
    }

    Promise withRetryAfter() {
        return new Promise(status, form, attempts, reached, atLeast, atMost, breaker, true);
    }

    /** What differs, in words; empty when the promise was kept. */
    List<String> brokenBy(TourResult seen) {
        List<String> broken = new ArrayList<>();
        compare(broken, "status", status, seen.status());
        compare(broken, "answer", form, seen.form());
        compare(broken, "attempts", attempts, seen.attempts());
        compare(broken, "reached", reached, seen.reached());
        compare(broken, "breaker", breaker, seen.breaker());
        if (seen.millis() < atLeast.toMillis() || seen.millis() > atMost.toMillis()) {
            broken.add("milliseconds: promised " + atLeast.toMillis() + " to " + atMost.toMillis() + ", got "
                    + seen.millis());
        }
        if (retryAfter && !seen.retryAfter()) {
            broken.add("Retry-After: promised, not there");
        }
        if (!seen.id().unbroken()) {
            broken.add("ID: " + seen.id());
        }
        return broken;
    }

    private static void compare(List<String> broken, String what, Object promised, Object got) {
        if (!promised.equals(got)) {
            broken.add(what + ": promised " + promised + ", got " + got);
        }
    }
}
