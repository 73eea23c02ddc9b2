package io.breakwater.example.storefront.tour;

import java.util.List;

/**
 * What was seen on a leg. Immutable.
 *
 * @param status what the client got
 * @param form what kind of answer
 * @param millis until the answer's end; of the slowest when several were sent
 * @param attempts attempts that the filter made
 * @param reached requests that reached the downstream
 * @param breaker the route's breaker afterwards
 * @param retryAfter whether the answer said when to try again
 * @param id where the request's id was found
 */
record TourResult(
        int status,
        Received.Form form,
        long millis,
        int attempts,
        int reached,
        String breaker,
        boolean retryAfter,
        IdTrail id) {

    /** Several alike as one: what differs comes from the one that says more, and what can be added is. */
    static TourResult together(List<TourResult> several) {
        TourResult telling =
                several.stream().filter(one -> one.status() >= 400).findFirst().orElse(several.get(several.size() - 1));
        return new TourResult(
                telling.status,
                telling.form,
                several.stream().mapToLong(TourResult::millis).max().orElse(0),
                several.stream().mapToInt(TourResult::attempts).sum(),
                several.stream().mapToInt(TourResult::reached).sum(),
                several.get(several.size() - 1).breaker,
                telling.retryAfter,
                several.stream()
                        .map(TourResult::id)
                        .filter(id -> !id.unbroken())
                        .findFirst()
                        .orElse(telling.id));
    }

    /** That it did not come, with the breaker as it is. */
    static TourResult none(String breaker) {
        return new TourResult(
                0, Received.Form.BROKEN, 0, 0, 0, breaker, false, new IdTrail(false, false, false, false));
    }

    /** The same, timed from another moment on. */
    TourResult tookMillis(long newMillis) {
        return new TourResult(status, form, newMillis, attempts, reached, breaker, retryAfter, id);
    }
}
