package io.breakwater.operations.diagnosis;

import java.time.Duration;

/** What became of the wish for a diagnosis. Immutable. */
public sealed interface Submission {

    /** It begins, at once or after those before it. */
    record Begun() implements Submission {}

    /** One of the same route is under way already. */
    record Underway() implements Submission {}

    /**
     * The last one of the same route is too recent.
     *
     * @param left after which time another may begin
     */
    record TooSoon(Duration left) implements Submission {}

    /** There is nothing to ask: the route's {@code downstream} is no URL, or there is no such route. */
    record NoTarget() implements Submission {}
}
