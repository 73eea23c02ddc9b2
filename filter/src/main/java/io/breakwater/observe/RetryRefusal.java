package io.breakwater.observe;

/** The reason why a failure that {@code retry.on} lists was not followed by another attempt. */
public enum RetryRefusal {
    /** The request is of a kind that is not resent: its method, an upgrade, or a fault after which it may have been executed. */
    NOT_ELIGIBLE,
    /** The body is larger than {@code retry.max-body}. */
    BODY_TOO_LARGE,
    /**
     * The request cannot be made again here: its body or its parts have been read in a way that is not kept, the container
     * cannot run the filter chain again, or the wait was interrupted.
     */
    NOT_REPEATABLE,
    /** The response had started. */
    RESPONSE_STARTED,
    /** All of {@code retry.max-attempts} were made. */
    ATTEMPTS_USED_UP,
    /** The deadline would have passed before the next attempt could start. */
    NO_TIME,
    /** {@code retry.budget} was exhausted, or shut because the route was near its concurrency limit. */
    BUDGET,
    /** The circuit breaker had opened meanwhile. */
    CIRCUIT_OPEN
}
