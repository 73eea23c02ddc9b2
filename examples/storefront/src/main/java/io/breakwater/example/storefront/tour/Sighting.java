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
record Sighting(
        int status,
        Received.Form form,
        long millis,
        int attempts,
        int reached,
        String breaker,
        boolean retryAfter,
        IdTrail id) {

    /** Several alike as one: what differs comes from the one that says more, and what can be added is. */
    static Sighting together(List<Sighting> several) {
        Sighting telling =
                several.stream().filter(one -> one.status() >= 400).findFirst().orElse(several.get(several.size() - 1));
        return new Sighting(
                telling.status,
                telling.form,
                several.stream().mapToLong(Sighting::millis).max().orElse(0),
                several.stream().mapToInt(Sighting::attempts).sum(),
                several.stream().mapToInt(Sighting::reached).sum(),
                several.get(several.size() - 1).breaker,
                telling.retryAfter,
                several.stream()
                        .map(Sighting::id)
                        .filter(id -> !id.unbroken())
                        .findFirst()
                        .orElse(telling.id));
    }

    /** That it did not come, with the breaker as it is. */
    static Sighting none(String breaker) {
        return new Sighting(0, Received.Form.BROKEN, 0, 0, 0, breaker, false, new IdTrail(false, false, false, false));
    }

    /** The same, timed from another moment on. */
    Sighting tookMillis(long newMillis) {
        return new Sighting(status, form, newMillis, attempts, reached, breaker, retryAfter, id);
    }
}
