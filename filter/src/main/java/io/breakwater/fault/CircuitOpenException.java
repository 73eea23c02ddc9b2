package io.breakwater.fault;

import java.time.Duration;

/**
 * Thrown when the circuit breaker of a downstream that the app has named is open. If the app does not catch it, the visitor
 * gets the page, with {@code Retry-After}; the app may catch it and do without that downstream. Immutable.
 */
public final class CircuitOpenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String route;
    private final Duration retryAfter;

    /**
     * @param route the name of the route whose circuit breaker is open
     * @param retryAfter when to try again
     */
    public CircuitOpenException(String route, Duration retryAfter) {
        super("The circuit breaker of the route '" + route + "' is open");
        this.route = route;
        this.retryAfter = retryAfter;
    }

    /** Returns the name of the route whose circuit breaker is open. */
    public String route() {
        return route;
    }

    /** Returns when to try again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
